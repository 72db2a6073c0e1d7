package dev.skillwire.log;

import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Who this log is and where what it holds begins.
///
/// @param epoch id of this incarnation
/// @param anchor sequence before the oldest one held; 0 when nothing was ever deleted
/// @param anchorHash hash of that record, from which the rest is verified
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record Identity(String epoch, long anchor, byte[] anchorHash) {

  /// @throws SQLException if it is missing or malformed, as damage
  static Identity load(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery("SELECT epoch, anchor_sequence, anchor_hash FROM identity")) {
      if (!row.next()) {
        throw damage("the identity row is missing");
      }
      var identity = new Identity(row.getString(1), row.getLong(2), row.getBytes(3));
      if (identity.anchorHash.length != Chain.HASH_BYTES) {
        throw damage("the anchor hash has the wrong length");
      }
      return identity;
    }
  }

  private static SQLException damage(String why) {
    return new SQLiteException(why, SQLiteErrorCode.SQLITE_CORRUPT);
  }
}
