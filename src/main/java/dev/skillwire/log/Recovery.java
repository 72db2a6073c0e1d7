package dev.skillwire.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way from files to an open log: lock, examine, and refuse rather than guess.
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  /// Newest records whose hashes are checked at each start, besides those after the checkpoint.
  private static final long CHECKED_AT_LEAST = 1_000;

  private final LogFiles files;
  private final Connection connection;

  private Recovery(LogFiles files, Connection connection) {
    this.files = files;
    this.connection = connection;
  }

  static SqliteLog open(LogFiles files) throws IOException {
    files.prepareDirectory();
    var lock = DirectoryLock.take(files);
    try {
      NativeLibrary.unpackBeside(files);
      return open(files, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static SqliteLog open(LogFiles files, DirectoryLock lock) throws IOException {
    var highWater = HighWater.open(files);
    try {
      refuseRemains(files, highWater.read());
      files.prepareFile(files.database());
      files.restrictRemains();
      return open(files, lock, highWater);
    } catch (IOException | RuntimeException e) {
      highWater.close();
      throw e;
    }
  }

  private static SqliteLog open(LogFiles files, DirectoryLock lock, HighWater highWater)
      throws IOException {
    try {
      var connection = Database.writer(files);
      try {
        var recovered = new Recovery(files, connection).examine(highWater);
        return new SqliteLog(files, lock, highWater, recovered);
      } catch (SQLException | IOException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw Database.failure(files, "open the log", e);
    }
  }

  /// A database that is gone while other files speak of its records: SQLite would take it for a new one, and delete the rest.
  private static void refuseRemains(LogFiles files, HighWater.@Nullable Mark mark)
      throws IOException {
    if (size(files.database()) > 0) {
      return;
    }
    if (size(files.writeAhead()) > 0) {
      throw new LogDamagedException(
          files.directory(), 0, "log.db is missing or empty, but log.db-wal holds records");
    }
    if (Files.exists(files.database()) && mark != null && mark.head() > 0) {
      throw new LogDamagedException(
          files.directory(), 1, "log.db is empty, but it held " + mark.head() + " records");
    }
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  private Recovered examine(HighWater highWater) throws SQLException, IOException {
    refuseOtherJournal();
    if (!Schema.isPresent(connection, files)) {
      Schema.create(connection);
    }
    settle();
    var identity = Identity.load(connection);
    long head =
        Math.max(
            identity.anchor(), Database.number(connection, "SELECT max(sequence) FROM record"));
    byte[] headHash = examineRecords(identity, head);
    var mark = highWater.read();
    if (mark != null && mark.epoch().equals(identity.epoch()) && mark.head() > head) {
      LOG.warn(
          "the log in {} ends at {} but {} records were acknowledged: it goes on under a new epoch",
          files.directory(),
          head,
          mark.head());
      Schema.renew(connection);
      identity = Identity.load(connection);
    }
    highWater.write(identity.epoch(), head);
    return new Recovered(identity, head, new Writer(connection, headHash));
  }

  private void refuseOtherJournal() throws SQLException, IOException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("PRAGMA journal_mode")) {
      if (!row.next() || !"wal".equals(row.getString(1))) {
        throw new IOException(
            "the file system of " + files.directory() + " cannot hold a write-ahead log");
      }
    }
  }

  /// Moves all that was committed into the database and syncs it, see [SqliteLog].
  private void settle() throws SQLException, IOException {
    if (Database.number(connection, "PRAGMA wal_checkpoint(TRUNCATE)") != 0) {
      throw new IOException("another program reads the log in " + files.directory());
    }
  }

  /// Checks the oldest record, the newest ones, and all that a start from the checkpoint will read.
  ///
  /// @return hash of the newest record
  private byte[] examineRecords(Identity identity, long head) throws SQLException, IOException {
    var walk = new ChainWalk(connection, identity);
    long anchor = identity.anchor();
    soundOrRefused(walk.check(anchor, Math.min(head, anchor + 1)));
    long checkpoint = Database.number(connection, "SELECT sequence FROM checkpoint");
    long after = Math.max(anchor, Math.min(checkpoint, head - CHECKED_AT_LEAST));
    var sound = soundOrRefused(walk.check(after, head));
    return HexFormat.of().parseHex(sound.headHash());
  }

  private Verdict.Sound soundOrRefused(Verdict verdict) throws LogDamagedException {
    return switch (verdict) {
      case Verdict.Sound sound -> sound;
      case Verdict.Broken broken ->
          throw new LogDamagedException(files.directory(), broken.sequence(), broken.why());
    };
  }
}
