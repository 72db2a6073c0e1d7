package dev.skillwire.log;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;

/// The tables, and the version of the format; `docs/log-format.md` draws them.
final class Schema {
  /// Version of the format that this program writes; it refuses newer ones.
  static final int VERSION = 1;

  /// Marks a SQLite file as one of ours: "SkWl".
  static final int APPLICATION_ID = 0x536b576c;

  private static final int EPOCH_BYTES = 16;

  private static final String[] TABLES = {
    """
    CREATE TABLE record (
      sequence INTEGER PRIMARY KEY,
      at_millis INTEGER NOT NULL,
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      idempotency_key TEXT NOT NULL,
      hash BLOB NOT NULL,
      body BLOB NOT NULL,
      secret BLOB NOT NULL
    ) STRICT
    """,
    "CREATE INDEX record_subject ON record (subject, sequence) WHERE subject <> ''",
    "CREATE INDEX record_key ON record (idempotency_key, sequence) WHERE idempotency_key <> ''",
    """
    CREATE TABLE identity (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      epoch TEXT NOT NULL,
      anchor_sequence INTEGER NOT NULL,
      anchor_hash BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE checkpoint (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      sequence INTEGER NOT NULL,
      hash BLOB NOT NULL,
      state BLOB NOT NULL
    ) STRICT
    """,
  };

  private Schema() {}

  /// Refuses what is not a log that this program understands.
  ///
  /// @return whether there is a log; false for an empty file
  static boolean isPresent(Connection connection, LogFiles files) throws SQLException, IOException {
    if (Database.number(connection, "SELECT count(*) FROM sqlite_schema") == 0) {
      return false;
    }
    if (Database.number(connection, "PRAGMA application_id") != APPLICATION_ID) {
      throw new LogDamagedException(
          files.directory(), 0, files.database().getFileName() + " belongs to another program");
    }
    int version = (int) Database.number(connection, "PRAGMA user_version");
    if (version > VERSION) {
      throw new LogVersionException(files.directory(), version, VERSION);
    }
    return true;
  }

  /// Makes an empty log in one commit: after a crash there is all of it or nothing.
  static void create(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      statement.execute("PRAGMA application_id = " + APPLICATION_ID);
      statement.execute("PRAGMA user_version = " + VERSION);
      for (var table : TABLES) {
        statement.execute(table);
      }
      try (var insert = connection.prepareStatement("INSERT INTO identity VALUES (1, ?, 0, ?)")) {
        insert.setString(1, newEpoch());
        insert.setBytes(2, Chain.origin());
        insert.executeUpdate();
      }
      statement.execute("COMMIT");
    }
  }

  /// Gives the log a new epoch, after which no client takes it for the one it knew.
  static void renew(Connection connection) throws SQLException {
    try (var update = connection.prepareStatement("UPDATE identity SET epoch = ?")) {
      update.setString(1, newEpoch());
      update.executeUpdate();
    }
  }

  private static String newEpoch() {
    var bytes = new byte[EPOCH_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
