package dev.skillwire.log;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reading connections for any thread: opened when needed, kept, never more than a fixed number. Who finds none waits.
final class Readers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Readers.class);

  /// A question to one reader.
  @FunctionalInterface
  interface Question<T extends @Nullable Object> {
    T ask(Reader reader) throws SQLException;
  }

  private final LogFiles files;
  private final int limit;
  private final Semaphore free;
  private final ConcurrentLinkedDeque<Reader> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  /// @param limit most connections, and so most questions at the same time
  Readers(LogFiles files, int limit) {
    this.files = files;
    this.limit = limit;
    this.free = new Semaphore(limit, true);
  }

  /// Asks as soon as a reader is free.
  ///
  /// @param doing what is asked, for the message of a failure
  /// @throws IOException if the question failed, or the log is closed
  <T extends @Nullable Object> T ask(String doing, Question<T> question) throws IOException {
    free.acquireUninterruptibly();
    try {
      if (closed) {
        throw new IOException("the log in " + files.directory() + " is closed");
      }
      var reader = idle.poll();
      if (reader == null) {
        reader = new Reader(Database.reader(files));
      }
      try {
        return question.ask(reader);
      } finally {
        idle.push(reader); // also after a failure: closing the rows has reset its statements
      }
    } catch (SQLException e) {
      throw Database.failure(files, doing, e);
    } finally {
      free.release();
    }
  }

  /// Waits for the questions that are being answered, then closes; whoever waits for a reader is refused.
  @Override
  public void close() {
    closed = true;
    free.acquireUninterruptibly(limit);
    for (var reader = idle.poll(); reader != null; reader = idle.poll()) {
      try {
        reader.close();
      } catch (SQLException e) {
        LOG.warn("cannot close a reading connection", e);
      }
    }
    free.release(limit);
  }
}
