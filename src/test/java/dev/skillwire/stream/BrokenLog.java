package dev.skillwire.stream;

import dev.skillwire.log.Checkpoint;
import dev.skillwire.log.EventLog;
import dev.skillwire.log.HistoryQuery;
import dev.skillwire.log.LogRecord;
import dev.skillwire.log.MemoryLog;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A log whose disk is full from one append on.
final class BrokenLog implements EventLog {

  private final EventLog whole = new MemoryLog(10_000, 10_000_000);
  private int left;

  /// @param good appends that still work
  BrokenLog(int good) {
    this.left = good;
  }

  @Override
  public void append(List<LogRecord> batch) throws IOException {
    if (left-- <= 0) {
      throw new IOException("No space left on device");
    }
    whole.append(batch);
  }

  @Override
  public String epoch() {
    return whole.epoch();
  }

  @Override
  public long first() {
    return whole.first();
  }

  @Override
  public long head() {
    return whole.head();
  }

  @Override
  public List<LogRecord> read(long after, int limit, long maxBytes) throws IOException {
    return whole.read(after, limit, maxBytes);
  }

  @Override
  public Found find(HistoryQuery query) throws IOException {
    return whole.find(query);
  }

  @Override
  public List<LogRecord> findNewest(long before, int limit, Set<String> kinds) throws IOException {
    return whole.findNewest(before, limit, kinds);
  }

  @Override
  public long since(long atMillis) throws IOException {
    return whole.since(atMillis);
  }

  @Override
  public void keys(long after, Consumer<String> to) throws IOException {
    whole.keys(after, to);
  }

  @Override
  public @Nullable LogRecord byKey(String key, long notBeforeMillis) throws IOException {
    return whole.byKey(key, notBeforeMillis);
  }

  @Override
  public void checkpoint(long sequence, byte[] state) throws IOException {
    whole.checkpoint(sequence, state);
  }

  @Override
  public @Nullable Checkpoint checkpoint() throws IOException {
    return whole.checkpoint();
  }

  @Override
  public long retain(long notBeforeMillis, long maxBytes, long neverAfter, int atMost)
      throws IOException {
    return whole.retain(notBeforeMillis, maxBytes, neverAfter, atMost);
  }

  @Override
  public void close() {
    whole.close();
  }
}
