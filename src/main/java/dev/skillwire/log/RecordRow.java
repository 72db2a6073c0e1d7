package dev.skillwire.log;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// Maps records to rows of the `record` table and back.
final class RecordRow {
  /// Columns that make up a record; the hash is not one of them.
  static final String COLUMNS = "sequence, at_millis, kind, subject, idempotency_key, body, secret";

  static final int COLUMN_COUNT = 7;

  private static final byte[] NOTHING = new byte[0];

  private RecordRow() {}

  /// Reads the record that [#COLUMNS] select.
  ///
  /// @throws IllegalArgumentException if the row holds what no record may
  static LogRecord read(ResultSet row) throws SQLException {
    return new LogRecord(
        row.getLong(1),
        row.getLong(2),
        text(row, 3),
        text(row, 4),
        text(row, 5),
        bytes(row, 6),
        bytes(row, 7));
  }

  /// Sets the parameters for [#COLUMNS] and the hash.
  ///
  /// @param from number of parameters before these
  static void write(PreparedStatement insert, int from, LogRecord entry, byte[] hash)
      throws SQLException {
    insert.setLong(from + 1, entry.sequence());
    insert.setLong(from + 2, entry.atMillis());
    insert.setString(from + 3, entry.kind());
    insert.setString(from + 4, entry.subject());
    insert.setString(from + 5, entry.key());
    insert.setBytes(from + 6, entry.body());
    insert.setBytes(from + 7, entry.secret());
    insert.setBytes(from + 8, hash);
  }

  private static String text(ResultSet row, int column) throws SQLException {
    var text = row.getString(column);
    return text == null ? "" : text;
  }

  private static byte[] bytes(ResultSet row, int column) throws SQLException {
    var bytes = row.getBytes(column);
    return bytes == null ? NOTHING : bytes; // the driver's word for an empty blob
  }
}
