package dev.skillwire.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;

/// The statements of the one connection that changes a log. Each change lies between [#begin] and [#commit].
final class Writer implements AutoCloseable {
  /// Rows in one INSERT, largest first: 50 rows a statement take a third of the processor time of single rows.
  private static final int[] WIDTHS = {50, 10, 1};

  /// Records deleted before the size is measured again.
  private static final int RETAIN_STEP = 256;

  private final Connection connection;
  private final Chain chain = new Chain();
  private final PreparedStatement begin;
  private final PreparedStatement commit;
  private final TreeMap<Integer, PreparedStatement> inserts = new TreeMap<>();

  /// Hash of the newest record.
  private byte[] headHash;

  /// @param headHash hash of the newest record, or of the anchor when no record is held
  Writer(Connection connection, byte[] headHash) throws SQLException {
    this.connection = connection;
    this.headHash = headHash;
    begin = connection.prepareStatement("BEGIN IMMEDIATE");
    commit = connection.prepareStatement("COMMIT");
    for (int width : WIDTHS) {
      inserts.put(width, connection.prepareStatement(insertOf(width)));
    }
  }

  private static String insertOf(int rows) {
    var values = "(?, ?, ?, ?, ?, ?, ?, ?), ".repeat(rows);
    return "INSERT INTO record ("
        + RecordRow.COLUMNS
        + ", hash) VALUES "
        + values.substring(0, values.length() - 2);
  }

  void begin() throws SQLException {
    begin.execute();
  }

  /// Returns when the commit is on the disk.
  void commit() throws SQLException {
    commit.execute();
  }

  /// Undoes what was begun, as far as SQLite did not do so itself.
  void rollback() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    }
  }

  /// Adds records, each with the hash that ties it to the one before.
  void insert(List<LogRecord> batch) throws SQLException {
    int done = 0;
    for (var insert : inserts.descendingMap().entrySet()) {
      for (int width = insert.getKey(); batch.size() - done >= width; done += width) {
        insert(insert.getValue(), batch.subList(done, done + width));
      }
    }
  }

  private void insert(PreparedStatement insert, List<LogRecord> rows) throws SQLException {
    int parameters = 0;
    for (var entry : rows) {
      headHash = chain.next(headHash, entry);
      RecordRow.write(insert, parameters, entry, headHash);
      parameters += RecordRow.COLUMN_COUNT + 1;
    }
    insert.executeUpdate();
  }

  /// Puts a checkpoint in place of the one before.
  void replaceCheckpoint(long sequence, byte[] state) throws SQLException {
    try (var replace = connection.prepareStatement("REPLACE INTO checkpoint VALUES (1, ?, ?, ?)")) {
      replace.setLong(1, sequence);
      replace.setBytes(2, chain.of(state));
      replace.setBytes(3, state);
      replace.executeUpdate();
    }
  }

  /// Deletes up to `certain`, then more up to `possible` while the log is larger than `maxBytes`.
  ///
  /// @param anchor sequence before the oldest one held
  /// @return the new anchor
  long deleteFront(long anchor, long certain, long possible, long maxBytes) throws SQLException {
    long reached = delete(anchor, certain);
    while (reached < possible && usedBytes() > maxBytes) {
      reached = delete(reached, Math.min(possible, reached + RETAIN_STEP));
    }
    return reached;
  }

  private long delete(long anchor, long upTo) throws SQLException {
    if (upTo <= anchor) {
      return anchor;
    }
    try (var moveAnchor =
            connection.prepareStatement(
                """
                UPDATE identity SET anchor_sequence = r.sequence, anchor_hash = r.hash
                FROM record r WHERE r.sequence = ?
                """);
        var delete = connection.prepareStatement("DELETE FROM record WHERE sequence <= ?")) {
      moveAnchor.setLong(1, upTo);
      moveAnchor.executeUpdate();
      delete.setLong(1, upTo);
      delete.executeUpdate();
      return upTo;
    }
  }

  /// Bytes of the pages that hold something. The file itself keeps its size: what deleted records leave is filled again.
  long usedBytes() throws SQLException {
    long pages =
        Database.number(connection, "PRAGMA page_count")
            - Database.number(connection, "PRAGMA freelist_count");
    return pages * Database.number(connection, "PRAGMA page_size");
  }

  @Override
  public void close() throws SQLException {
    connection.close(); // with it its statements
  }
}
