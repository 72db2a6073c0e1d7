package dev.skillwire.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The questions that one connection answers, for one thread at a time. Each answer is a consistent view of what is committed.
final class Reader implements AutoCloseable {
  private static final String SELECT = "SELECT " + RecordRow.COLUMNS + " FROM record WHERE ";

  /// Of the index alone: no record is touched.
  static final String KEYS =
      "SELECT idempotency_key FROM record INDEXED BY record_key"
          + " WHERE idempotency_key <> '' AND sequence > ?";

  private final Connection connection;
  private final PreparedStatement page;
  private final PreparedStatement time;
  private final PreparedStatement keyed;

  Reader(Connection connection) throws SQLException {
    this.connection = connection;
    page = connection.prepareStatement(SELECT + "sequence > ? ORDER BY sequence LIMIT ?");
    time = connection.prepareStatement("SELECT at_millis FROM record WHERE sequence = ?");
    keyed =
        connection.prepareStatement(
            SELECT
                + "idempotency_key = ? AND idempotency_key <> '' ORDER BY sequence DESC LIMIT 1");
  }

  List<LogRecord> read(long after, int limit, long maxBytes) throws SQLException {
    page.setLong(1, after);
    page.setInt(2, limit);
    try (var rows = page.executeQuery()) {
      var found = new ArrayList<LogRecord>();
      long bytes = 0;
      while (rows.next()) {
        var entry = RecordRow.read(rows);
        bytes += entry.body().length;
        if (bytes > maxBytes && !found.isEmpty()) {
          break;
        }
        found.add(entry);
      }
      return found;
    }
  }

  EventLog.Found find(HistoryQuery query) throws SQLException {
    try (var select = connection.prepareStatement(sqlOf(query))) {
      int parameter = 1;
      select.setLong(parameter++, query.after());
      select.setLong(parameter++, query.upTo());
      if (!query.subject().isEmpty()) {
        select.setString(parameter++, query.subject());
      }
      for (var kind : query.kinds()) {
        select.setString(parameter++, kind);
      }
      // One more tells whether there are more.
      select.setLong(parameter, query.limit() + 1L);
      try (var rows = select.executeQuery()) {
        return found(rows, query.limit());
      }
    }
  }

  List<LogRecord> findNewest(long before, int limit, Set<String> kinds) throws SQLException {
    var sql =
        SELECT
            + "sequence < ? AND kind IN (?"
            + ", ?".repeat(kinds.size() - 1)
            + ") ORDER BY sequence DESC LIMIT ?";
    try (var select = connection.prepareStatement(sql)) {
      int parameter = 1;
      select.setLong(parameter++, before);
      for (var kind : kinds) {
        select.setString(parameter++, kind);
      }
      select.setInt(parameter, limit);
      try (var rows = select.executeQuery()) {
        return found(rows, limit).records();
      }
    }
  }

  /// The statement for a query. It says `<> ''` although a subject is given: only then may SQLite use the partial index.
  static String sqlOf(HistoryQuery query) {
    var sql = new StringBuilder(SELECT).append("sequence > ? AND sequence <= ?");
    if (!query.subject().isEmpty()) {
      sql.append(" AND subject = ? AND subject <> ''");
    }
    if (!query.kinds().isEmpty()) {
      sql.append(" AND kind IN (?").append(", ?".repeat(query.kinds().size() - 1)).append(")");
    }
    return sql.append(" ORDER BY sequence LIMIT ?").toString();
  }

  private static EventLog.Found found(ResultSet rows, int limit) throws SQLException {
    var found = new ArrayList<LogRecord>();
    long bytes = 0;
    while (rows.next()) {
      if (found.size() == limit) {
        return new EventLog.Found(found, true);
      }
      var entry = RecordRow.read(rows);
      bytes += entry.bytes();
      if (bytes > EventLog.FIND_BYTES_MAX && !found.isEmpty()) {
        return new EventLog.Found(found, true);
      }
      found.add(entry);
    }
    return new EventLog.Found(found, false);
  }

  /// When a record was written, in milliseconds since 1970; empty when it is not held.
  OptionalLong time(long sequence) throws SQLException {
    time.setLong(1, sequence);
    try (var rows = time.executeQuery()) {
      return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
    }
  }

  @Nullable LogRecord byKey(String key) throws SQLException {
    keyed.setString(1, key);
    try (var rows = keyed.executeQuery()) {
      return rows.next() ? RecordRow.read(rows) : null;
    }
  }

  /// Tells the keys of all records above a sequence, and says how many.
  long keys(long after, Consumer<String> to) throws SQLException {
    try (var select = connection.prepareStatement(KEYS)) {
      select.setLong(1, after);
      try (var rows = select.executeQuery()) {
        long told = 0;
        for (; rows.next(); told++) {
          to.accept(rows.getString(1));
        }
        return told;
      }
    }
  }

  /// The checkpoint, if there is one.
  ///
  /// @throws SQLException as damage, if it does not have the hash it was stored with
  @Nullable Checkpoint checkpoint() throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT sequence, hash, state FROM checkpoint")) {
      if (!rows.next()) {
        return null;
      }
      // Each call makes another copy, and a state may take megabytes.
      var stored = rows.getBytes(3);
      var state = stored == null ? new byte[0] : stored;
      if (!Arrays.equals(rows.getBytes(2), new Chain().of(state))) {
        throw new SQLiteException(
            "the checkpoint does not match its hash", SQLiteErrorCode.SQLITE_CORRUPT);
      }
      return new Checkpoint(rows.getLong(1), state);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close(); // with it its statements
  }
}
