package dev.skillwire.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/// Checks a log that nobody has open: every record against its hash, every index against the records. Changes nothing.
public final class LogVerifier {
  private LogVerifier() {}

  /// Looks at everything; takes about a second for each 500,000 records.
  ///
  /// @throws LogInUseException if somebody has the log open
  /// @throws LogDamagedException if the damage lies outside the records
  /// @throws IOException if there is no log, or it cannot be read
  public static Verdict verify(Path directory) throws IOException {
    var files = new LogFiles(directory);
    if (!Files.isRegularFile(files.database())) {
      throw new IOException("there is no log in " + directory);
    }
    try (var _ = DirectoryLock.take(files);
        var connection = Database.inspector(files)) {
      if (!Schema.isPresent(connection, files)) {
        throw new LogDamagedException(directory, 0, "log.db has no tables");
      }
      return verdict(files, connection);
    } catch (SQLException e) {
      throw Database.failure(files, "verify the log", e);
    }
  }

  private static Verdict verdict(LogFiles files, Connection connection)
      throws SQLException, IOException {
    var identity = Identity.load(connection);
    long newest = Database.number(connection, "SELECT max(sequence) FROM record");
    long head = Math.max(identity.anchor(), newest);
    var verdict = new ChainWalk(connection, identity).check(identity.anchor(), head);
    if (verdict instanceof Verdict.Sound) {
      refuseBadPages(files, connection);
    }
    return verdict;
  }

  private static void refuseBadPages(LogFiles files, Connection connection)
      throws SQLException, IOException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("PRAGMA integrity_check(1)")) {
      var answer = row.next() ? row.getString(1) : "no answer";
      if (!"ok".equals(answer)) {
        throw new LogDamagedException(files.directory(), 0, answer);
      }
    }
  }
}
