package dev.skillwire.log;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// A log that ends with the process: the newest records in memory, the oldest forgotten beyond its bounds.
public final class MemoryLog implements EventLog {
  private static final int EPOCH_BYTES = 16;

  private final String epoch;
  private final long maxBytes;

  /// Record n lies at n modulo the length.
  private final @Nullable LogRecord[] ring;

  private final Map<String, LogRecord> newestByKey = new HashMap<>();

  /// Fair: readers on virtual threads that come again and again would else keep the writer out for ever.
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);

  private volatile long first = 1;
  private volatile long head;
  private long bytes;
  private @Nullable Checkpoint checkpoint;
  private boolean closed;

  /// @param maxRecords most records held, at least 1
  /// @param maxBytes most bytes of body and secret held; the newest record is held whatever its size
  public MemoryLog(int maxRecords, long maxBytes) {
    this.ring = new @Nullable LogRecord[maxRecords];
    this.maxBytes = maxBytes;
    var random = new byte[EPOCH_BYTES];
    new SecureRandom().nextBytes(random);
    this.epoch = HexFormat.of().formatHex(random);
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
    lock.writeLock().lock();
    try {
      refuseWhenClosed();
      Continuity.check(head, batch);
      for (var entry : batch) {
        add(entry);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void add(LogRecord entry) {
    if (head - first + 1 == ring.length) {
      dropOldest();
    }
    ring[slot(entry.sequence())] = entry;
    bytes += entry.bytes();
    head = entry.sequence();
    if (!entry.key().isEmpty()) {
      newestByKey.put(entry.key(), entry);
    }
    while (bytes > maxBytes && first < head) {
      dropOldest();
    }
  }

  private void dropOldest() {
    var oldest = held(first);
    ring[slot(first)] = null;
    bytes -= oldest.bytes();
    newestByKey.remove(oldest.key(), oldest);
    first = oldest.sequence() + 1;
  }

  private int slot(long sequence) {
    return (int) (sequence % ring.length);
  }

  private LogRecord held(long sequence) {
    var entry = ring[slot(sequence)];
    if (entry == null) {
      throw new IllegalStateException("record " + sequence + " is not held");
    }
    return entry;
  }

  @Override
  public List<LogRecord> read(long after, int limit, long maxBytes) throws IOException {
    lock.readLock().lock();
    try {
      refuseWhenClosed();
      var found = new ArrayList<LogRecord>();
      long size = 0;
      for (long n = Math.max(after + 1, first); n <= head && found.size() < limit; n++) {
        var entry = held(n);
        size += entry.body().length;
        if (size > maxBytes && !found.isEmpty()) {
          break;
        }
        found.add(entry);
      }
      return found;
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public Found find(HistoryQuery query) throws IOException {
    lock.readLock().lock();
    try {
      refuseWhenClosed();
      var from = Math.max(query.after() + 1, first);
      return found(
          LongStream.rangeClosed(from, Math.min(head, query.upTo())),
          query::matches,
          query.limit());
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public List<LogRecord> findNewest(long before, int limit, Set<String> kinds) throws IOException {
    lock.readLock().lock();
    try {
      refuseWhenClosed();
      long newest = Math.min(head, before - 1);
      var downwards = LongStream.rangeClosed(0, newest - first).map(n -> newest - n);
      return found(downwards, entry -> kinds.contains(entry.kind()), limit).records();
    } finally {
      lock.readLock().unlock();
    }
  }

  private Found found(LongStream sequences, Predicate<LogRecord> wanted, int limit) {
    var found = new ArrayList<LogRecord>();
    long size = 0;
    for (var all = sequences.iterator(); all.hasNext(); ) {
      var entry = held(all.nextLong());
      if (wanted.test(entry)) {
        size += entry.bytes();
        if (found.size() == limit || (size > FIND_BYTES_MAX && !found.isEmpty())) {
          return new Found(found, true);
        }
        found.add(entry);
      }
    }
    return new Found(found, false);
  }

  @Override
  public long since(long atMillis) throws IOException {
    lock.readLock().lock();
    try {
      refuseWhenClosed();
      long older = first - 1;
      long newer = head + 1;
      while (newer - older > 1) {
        long middle = older + (newer - older) / 2;
        if (held(middle).atMillis() < atMillis) {
          older = middle;
        } else {
          newer = middle;
        }
      }
      return older;
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public @Nullable LogRecord byKey(String key, long notBeforeMillis) throws IOException {
    lock.readLock().lock();
    try {
      refuseWhenClosed();
      var newest = newestByKey.get(key);
      return newest != null && newest.atMillis() >= notBeforeMillis ? newest : null;
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void keys(long after, Consumer<String> to) throws IOException {
    lock.readLock().lock();
    try {
      refuseWhenClosed();
      newestByKey.forEach(
          (key, newest) -> {
            if (newest.sequence() > after) {
              to.accept(key);
            }
          });
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void checkpoint(long sequence, byte[] state) throws IOException {
    lock.writeLock().lock();
    try {
      refuseWhenClosed();
      Continuity.checkCheckpoint(sequence, head);
      checkpoint = new Checkpoint(sequence, state);
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public @Nullable Checkpoint checkpoint() throws IOException {
    lock.readLock().lock();
    try {
      refuseWhenClosed();
      return checkpoint;
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public long retain(long notBeforeMillis, long maxBytes, long neverAfter, int atMost)
      throws IOException {
    lock.writeLock().lock();
    try {
      refuseWhenClosed();
      long before = first;
      long possible = Math.min(Math.min(neverAfter, head), before - 1 + atMost);
      while (first <= possible && (held(first).atMillis() < notBeforeMillis || bytes > maxBytes)) {
        dropOldest();
      }
      return first - before;
    } finally {
      lock.writeLock().unlock();
    }
  }

  private void refuseWhenClosed() throws IOException {
    if (closed) {
      throw new IOException("the log is closed");
    }
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      closed = true;
    } finally {
      lock.writeLock().unlock();
    }
  }
}
