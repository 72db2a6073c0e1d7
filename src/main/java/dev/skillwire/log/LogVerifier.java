package dev.skillwire.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Checks a log: every record against its hash, every index against the records. Changes nothing.
///
/// A log that is open is read a piece at a time, each in a read transaction of its own: SQLite gives each a view that no commit
/// disturbs, its writer never waits for a reader, and its write-ahead log is not kept from being emptied for long. The indexes
/// of an open log are left alone, because that look can't be taken in pieces.
public final class LogVerifier {

  /// Records between two words about the progress; a tenth of a second.
  private static final long PIECE = 20_000;

  private final LogFiles files;
  private final Progress progress;

  private LogVerifier(LogFiles files, Progress progress) {
    this.files = files;
    this.progress = progress;
  }

  /// Told how far the look is, on the caller's thread.
  @FunctionalInterface
  public interface Progress {
    void checked(long records, long of);
  }

  /// Looks at everything; takes about a second for each 500,000 records.
  ///
  /// @throws LogInUseException if somebody has the log open
  /// @throws LogDamagedException if the damage lies outside the records
  /// @throws IOException if there is no log, or it cannot be read
  public static Verdict verify(Path directory) throws IOException {
    var verifier = new LogVerifier(new LogFiles(directory), (_, _) -> {});
    verifier.needALog();
    try (var _ = DirectoryLock.take(verifier.files)) {
      return verifier.closed().verdict();
    }
  }

  /// Looks at everything, or where somebody has the log open at all its records up to the newest of now.
  ///
  /// @throws LogDamagedException if the damage lies outside the records
  /// @throws IOException if there is no log, or it cannot be read
  public static LogReport report(Path directory, Progress progress) throws IOException {
    var verifier = new LogVerifier(new LogFiles(directory), progress);
    verifier.needALog();
    if (!Files.isWritable(directory)) {
      return verifier.sealed();
    }
    try (var _ = DirectoryLock.take(verifier.files)) {
      return verifier.closed();
    } catch (LogInUseException inUse) {
      return verifier.open(inUse.holder().orElse(0));
    }
  }

  private void needALog() throws IOException {
    if (!Files.isRegularFile(files.database())) {
      throw new IOException("there is no log in " + files.directory());
    }
  }

  /// Nobody writes: unless the newest records still lie in the write-ahead log, SQLite need not even make its helper files.
  private LogReport closed() throws IOException {
    return look(0, true, hasWriteAhead() ? Database::inspector : Database::sealed);
  }

  private boolean hasWriteAhead() throws IOException {
    return Files.exists(files.writeAhead()) && Files.size(files.writeAhead()) > 0;
  }

  private LogReport open(long holder) throws IOException {
    return look(holder, false, Database::inspector);
  }

  /// A copy where nothing can be written, so that nobody has it open.
  private LogReport sealed() throws IOException {
    if (hasWriteAhead()) {
      throw new IOException(
          "the newest records in "
              + files.directory()
              + " are in log.db-wal, which can't be read where nothing may be written: copy the directory");
    }
    return look(0, true, Database::sealed);
  }

  private LogReport look(long holder, boolean indexes, Opening opening) throws IOException {
    // Before the records: what is acknowledged while they are read is none of this look's business.
    var mark = HighWater.peek(files);
    try (var connection = opening.open(files)) {
      if (!Schema.isPresent(connection, files)) {
        throw new LogDamagedException(files.directory(), 0, "log.db has no tables");
      }
      var identity = Identity.load(connection);
      long head = head(connection, identity);
      var verdict = walk(connection, identity, head);
      if (verdict instanceof Verdict.Sound sound) {
        verdict = acknowledged(sound, mark, identity, head);
      }
      if (indexes && verdict instanceof Verdict.Sound) {
        refuseBadPages(connection);
      }
      return new LogReport(identity.epoch(), identity.anchor() + 1, head, holder, indexes, verdict);
    } catch (SQLException e) {
      throw Database.failure(files, "verify the log", e);
    }
  }

  private Verdict walk(Connection connection, Identity from, long head) throws SQLException {
    var identity = from;
    long after = identity.anchor();
    long checked = 0;
    Verdict verdict = new ChainWalk(connection, identity).check(after, after);
    while (after < head) {
      long to = Math.min(head, after + PIECE);
      verdict = new ChainWalk(connection, identity).check(after, to);
      switch (verdict) {
        case Verdict.Sound sound -> {
          checked += sound.records();
          after = to;
          progress.checked(checked, head - from.anchor());
        }
        case Verdict.Broken broken -> {
          identity = Identity.load(connection);
          if (identity.anchor() <= after) {
            return new Verdict.Broken(
                checked + broken.records(),
                broken.sequence(),
                broken.why(),
                broken.atMillis(),
                broken.kind());
          }
          // Retention deleted them meanwhile; what is left is tied to its anchor.
          after = identity.anchor();
        }
      }
    }
    return verdict instanceof Verdict.Sound last
        ? new Verdict.Sound(checked, head, last.headHash())
        : verdict;
  }

  /// The chain can't tell that its end was cut off; the note of what was acknowledged can.
  private static Verdict acknowledged(
      Verdict.Sound sound, HighWater.@Nullable Mark mark, Identity identity, long head) {
    if (mark == null || !mark.epoch().equals(identity.epoch()) || mark.head() <= head) {
      return sound;
    }
    return new Verdict.Broken(
        sound.records(),
        head + 1,
        "it was acknowledged, as all up to " + mark.head() + ", and is gone");
  }

  private static long head(Connection connection, Identity identity) throws SQLException {
    return Math.max(
        identity.anchor(), Database.number(connection, "SELECT max(sequence) FROM record"));
  }

  private void refuseBadPages(Connection connection) throws SQLException, IOException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("PRAGMA integrity_check(1)")) {
      var answer = row.next() ? row.getString(1) : "no answer";
      if (!"ok".equals(answer)) {
        throw new LogDamagedException(files.directory(), 0, answer);
      }
    }
  }

  @FunctionalInterface
  private interface Opening {
    Connection open(LogFiles files) throws SQLException;
  }
}
