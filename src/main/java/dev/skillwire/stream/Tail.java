package dev.skillwire.stream;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The newest durable entries in memory, written by one thread and read by any. A reader is a
/// cursor: it costs nothing here, and where it fell behind the oldest entry it finds out by itself.
public final class Tail {

  private final AtomicReferenceArray<@Nullable Entry> ring;
  private final long maxBytes;
  private long bytes;
  private volatile long first;
  private volatile long head;

  /// An empty tail.
  ///
  /// @param capacity entries, at least 1
  /// @param maxBytes bytes of all bodies
  /// @param head newest sequence that is durable already
  public Tail(int capacity, long maxBytes, long head) {
    this.ring = new AtomicReferenceArray<>(capacity);
    this.maxBytes = maxBytes;
    this.first = head + 1;
    this.head = head;
  }

  /// Newest durable sequence.
  public long head() {
    return head;
  }

  /// Oldest sequence held; `head() + 1` when none is.
  public long first() {
    return first;
  }

  /// The entry, or null when it is not held (any more).
  public @Nullable Entry entry(long sequence) {
    var entry = ring.get(slot(sequence));
    return entry != null && entry.sequence() == sequence ? entry : null;
  }

  /// Adds durable entries; only the one writer calls it.
  void publish(List<Entry> entries) {
    for (var entry : entries) {
      if (entry.sequence() - first >= ring.length()) {
        drop();
      }
      ring.set(slot(entry.sequence()), entry);
      bytes += entry.body().length;
      while (bytes > maxBytes && first < entry.sequence()) {
        drop();
      }
      head = entry.sequence();
    }
  }

  private void drop() {
    long dropped = first;
    var oldest = ring.getAndSet(slot(dropped), null);
    if (oldest != null) {
      bytes -= oldest.body().length;
    }
    first = dropped + 1;
  }

  private int slot(long sequence) {
    return (int) (sequence % ring.length());
  }
}
