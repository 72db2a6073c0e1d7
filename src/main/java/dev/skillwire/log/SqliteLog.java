package dev.skillwire.log;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The log in a SQLite database with a write-ahead log: `append` returns after its sync.
///
/// ## When a write fails
///
/// A commit whose sync failed may be on the disk or not, and a second sync would succeed without having written anything. So the
/// first failure is final: the transaction is undone, SQLite's index of the write-ahead log still ends at the last acknowledged
/// commit, and nothing is written after it. Reading goes on. [#close] lets SQLite move the acknowledged commits into the
/// database, which it syncs by itself, and only then drops the write-ahead log with the failed one in it. Should the process die
/// before, the next [#open] may find the failed batch: it was never acknowledged, so both are right. [#open] rewrites all it
/// finds into the database and syncs that before anything is added, so that nothing new ever stands on pages that only memory
/// holds.
public final class SqliteLog implements EventLog {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteLog.class);

  /// Connections for [#read] and the other quick questions.
  private static final int READERS = 4;

  /// Connections for [#find], which may have to look at the whole log: they never hold up those who catch up.
  private static final int HISTORY_READERS = 2;

  private final LogFiles files;
  private final DirectoryLock lock;
  private final HighWater highWater;
  private final Writer writer;
  private final String epoch;
  private final Readers readers;
  private final Readers historyReaders;

  /// Guards the writer against a [#close] by another thread.
  private final ReentrantLock writing = new ReentrantLock();

  private volatile long first;
  private volatile long head;
  private @Nullable Throwable failure;
  private boolean closed;

  SqliteLog(LogFiles files, DirectoryLock lock, HighWater highWater, Recovered recovered) {
    this.files = files;
    this.lock = lock;
    this.highWater = highWater;
    this.writer = recovered.writer();
    this.epoch = recovered.identity().epoch();
    this.first = recovered.identity().anchor() + 1;
    this.head = recovered.head();
    this.readers = new Readers(files, READERS);
    this.historyReaders = new Readers(files, HISTORY_READERS);
  }

  /// Opens the log in a directory, or begins one.
  ///
  /// @throws LogInUseException if somebody has it open
  /// @throws LogDamagedException if its files are not as they were written
  /// @throws LogVersionException if a newer program wrote it
  public static SqliteLog open(Path directory) throws IOException {
    return Recovery.open(new LogFiles(directory));
  }

  @Override
  public String epoch() {
    return epoch;
  }

  @Override
  public long first() {
    return first;
  }

  @Override
  public long head() {
    return head;
  }

  @Override
  public void append(List<LogRecord> batch) throws IOException {
    var rows = List.copyOf(batch);
    write(
        "append " + rows.size() + " records after " + head,
        () -> {
          Continuity.check(head, rows);
          return !rows.isEmpty();
        },
        () -> {
          writer.insert(rows);
          return head + rows.size();
        },
        newHead -> {
          head = newHead;
          highWater.write(epoch, newHead);
        });
  }

  @Override
  public List<LogRecord> read(long after, int limit, long maxBytes) throws IOException {
    return readers.ask("read after " + after, reader -> reader.read(after, limit, maxBytes));
  }

  @Override
  public Found find(HistoryQuery query) throws IOException {
    return historyReaders.ask("find records", reader -> reader.find(query));
  }

  @Override
  public List<LogRecord> findNewest(long before, int limit, Set<String> kinds) throws IOException {
    return historyReaders.ask("find records", reader -> reader.findNewest(before, limit, kinds));
  }

  @Override
  public long since(long atMillis) throws IOException {
    return readers.ask("look for a time", reader -> since(reader, atMillis));
  }

  private long since(Reader reader, long atMillis) throws SQLException {
    long older = first - 1;
    long newer = head + 1;
    while (newer - older > 1) {
      long middle = older + (newer - older) / 2;
      var time = reader.time(middle);
      // A record deleted meanwhile was older than all that are left.
      if (time.isEmpty() || time.getAsLong() < atMillis) {
        older = middle;
      } else {
        newer = middle;
      }
    }
    return older;
  }

  @Override
  public @Nullable LogRecord byKey(String key, long notBeforeMillis) throws IOException {
    var newest = readers.<@Nullable LogRecord>ask("look for a key", reader -> reader.byKey(key));
    return newest != null && newest.atMillis() >= notBeforeMillis ? newest : null;
  }

  @Override
  public void keys(long after, Consumer<String> to) throws IOException {
    var _ = historyReaders.ask("read the keys", reader -> reader.keys(after, to));
  }

  @Override
  public void checkpoint(long sequence, byte[] state) throws IOException {
    write(
        "store the checkpoint at " + sequence,
        () -> {
          Continuity.checkCheckpoint(sequence, head);
          return true;
        },
        () -> {
          writer.replaceCheckpoint(sequence, state);
          return sequence;
        },
        _ -> {});
  }

  @Override
  public @Nullable Checkpoint checkpoint() throws IOException {
    return readers.<@Nullable Checkpoint>ask("read the checkpoint", Reader::checkpoint);
  }

  @Override
  public long retain(long notBeforeMillis, long maxBytes, long neverAfter, int atMost)
      throws IOException {
    long anchor = first - 1;
    long possible = Math.min(Math.min(neverAfter, head), anchor + atMost);
    long certain = Math.min(possible, since(notBeforeMillis));
    write(
        "delete records after " + anchor,
        () -> certain > anchor || (possible > anchor && writer.usedBytes() > maxBytes),
        () -> writer.deleteFront(anchor, certain, possible, maxBytes),
        newAnchor -> first = newAnchor + 1);
    return first - 1 - anchor;
  }

  /// Makes one change, whole and durable, or fails for good.
  ///
  /// @param isNeeded refuses wrong arguments before anything is touched, and says whether there is something to do
  /// @param change what lies between begin and commit
  /// @param onDurable is told the result of the change once it is durable
  private void write(String doing, Check isNeeded, Change change, LongListener onDurable)
      throws IOException {
    writing.lock();
    try {
      refuseWhenOver();
      if (!isNeeded.check()) {
        return;
      }
      boolean durable = false;
      try {
        writer.begin();
        long result = change.make();
        writer.commit();
        durable = true;
        onDurable.accept(result);
      } finally {
        if (!durable) {
          undo();
        }
      }
    } catch (SQLException e) {
      failure = e;
      throw Database.failure(files, doing, e);
    } finally {
      writing.unlock();
    }
  }

  private void refuseWhenOver() throws IOException {
    if (closed) {
      throw new IOException("the log in " + files.directory() + " is closed");
    }
    if (failure != null) {
      throw new IOException(
          "the log in " + files.directory() + " failed before: " + failure.getMessage(), failure);
    }
  }

  private void undo() {
    failure = new IOException("a change was not finished"); // replaced when the reason is known
    try {
      writer.rollback();
    } catch (SQLException e) {
      // Most often SQLite undid the transaction itself. If not, closing the connection does.
      LOG.debug("no transaction to undo", e);
    }
  }

  @Override
  public void close() {
    writing.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      readers.close();
      historyReaders.close();
      closeQuietly("the database", writer);
      closeQuietly("the note of the newest record", highWater);
      closeQuietly("the lock", lock);
    } finally {
      writing.unlock();
    }
  }

  private void closeQuietly(String what, AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      // All that was acknowledged is on the disk, so there is nobody to tell but the operator.
      LOG.warn("cannot close {} of the log in {}", what, files.directory(), e);
    }
  }

  @FunctionalInterface
  private interface Check {
    boolean check() throws SQLException;
  }

  @FunctionalInterface
  private interface Change {
    long make() throws SQLException;
  }

  @FunctionalInterface
  private interface LongListener {
    void accept(long value);
  }
}
