package dev.skillwire.log;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteException;

/// How connections to a log's database are opened, and what their failures mean.
final class Database {
  /// Pages in the write-ahead log at which a commit moves them into the database; 80 MB.
  private static final int CHECKPOINT_PAGES = 20_000;

  private Database() {}

  /// The one connection that writes. A commit returns when the write-ahead log is on the disk.
  static Connection writer(LogFiles files) throws SQLException {
    var config = config();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setWalAutocheckpoint(CHECKPOINT_PAGES);
    return connect(config, files.database());
  }

  /// A connection that sees what is committed and can change nothing.
  static Connection reader(LogFiles files) throws SQLException {
    var connection = connect(config(), files.database());
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA query_only = ON");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /// A connection that leaves the files as they are, also when it closes.
  static Connection inspector(LogFiles files) throws SQLException {
    var config = config();
    config.setReadOnly(true);
    return connect(config, files.database());
  }

  /// A connection to a log that nobody writes, in a directory where nothing can be made: SQLite then neither locks nor looks
  /// for a write-ahead log.
  static Connection sealed(LogFiles files) throws SQLException {
    var config = config();
    config.setReadOnly(true);
    return config.createConnection(
        "jdbc:sqlite:" + files.database().toAbsolutePath().toUri() + "?immutable=1");
  }

  private static SQLiteConfig config() {
    var config = new SQLiteConfig();
    config.setGetGeneratedKeys(false);
    config.setTempStore(TempStore.MEMORY);
    return config;
  }

  private static Connection connect(SQLiteConfig config, Path file) throws SQLException {
    // As a URI, in which characters that are special to the driver are escaped.
    return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath().toUri());
  }

  /// One number that a statement answers with, 0 for none or NULL.
  static long number(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  /// The I/O failure behind a failed statement: damage when SQLite found some.
  ///
  /// @param doing what was tried, as in "append records 5 to 9"
  static IOException failure(LogFiles files, String doing, SQLException e) {
    if (isDamage(e)) {
      var damaged =
          new LogDamagedException(files.directory(), 0, "cannot " + doing + ": " + e.getMessage());
      damaged.initCause(e);
      return damaged;
    }
    return new IOException(
        "cannot " + doing + " in " + files.directory() + ": " + e.getMessage(), e);
  }

  /// Whether the file itself is wrong, and not the disk or the moment.
  static boolean isDamage(SQLException e) {
    if (!(e instanceof SQLiteException sqlite)) {
      return false;
    }
    int primary = sqlite.getResultCode().code & 0xff;
    return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
  }

  private static final int SQLITE_CORRUPT = 11;
  private static final int SQLITE_NOTADB = 26;
}
