package dev.skillwire.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;

/// Compares a stretch of the log with its hashes.
final class ChainWalk {
  private static final String STRETCH =
      "SELECT "
          + RecordRow.COLUMNS
          + ", hash FROM record WHERE sequence > ? AND sequence <= ? ORDER BY sequence";

  private final Connection connection;
  private final Identity identity;

  ChainWalk(Connection connection, Identity identity) {
    this.connection = connection;
    this.identity = identity;
  }

  /// Checks every record above `after` up to `last`.
  ///
  /// @param after the anchor, or a sequence that is held and whose stored hash is believed
  /// @throws SQLException if it failed for another reason than damage
  Verdict check(long after, long last) throws SQLException {
    long expected = after + 1;
    try {
      byte[] hash = hashOf(after);
      if (hash.length != Chain.HASH_BYTES) {
        return new Verdict.Broken(0, after, "it is missing, or has no hash");
      }
      var chain = new Chain();
      try (var query = connection.prepareStatement(STRETCH)) {
        query.setLong(1, after);
        query.setLong(2, last);
        try (var rows = query.executeQuery()) {
          while (rows.next()) {
            var entry = RecordRow.read(rows);
            if (entry.sequence() != expected) {
              break;
            }
            hash = chain.next(hash, entry);
            if (!Arrays.equals(hash, rows.getBytes(RecordRow.COLUMN_COUNT + 1))) {
              return new Verdict.Broken(
                  expected - after - 1,
                  expected,
                  "its hash does not match its content",
                  entry.atMillis(),
                  entry.kind());
            }
            expected++;
          }
        }
      }
      if (expected <= last) {
        return broken(after, expected, "it is missing");
      }
      return new Verdict.Sound(last - after, last, HexFormat.of().formatHex(hash));
    } catch (SQLException e) {
      if (Database.isDamage(e)) {
        return broken(after, expected, "it cannot be read: " + e.getMessage());
      }
      throw e;
    } catch (IllegalArgumentException e) {
      return broken(after, expected, "it is no record: " + e.getMessage());
    }
  }

  private static Verdict broken(long after, long sequence, String why) {
    return new Verdict.Broken(sequence - after - 1, sequence, why);
  }

  private byte[] hashOf(long sequence) throws SQLException {
    if (sequence == identity.anchor()) {
      return identity.anchorHash();
    }
    try (PreparedStatement query =
        connection.prepareStatement("SELECT hash FROM record WHERE sequence = ?")) {
      query.setLong(1, sequence);
      try (var rows = query.executeQuery()) {
        return rows.next() ? rows.getBytes(1) : new byte[0];
      }
    }
  }
}
