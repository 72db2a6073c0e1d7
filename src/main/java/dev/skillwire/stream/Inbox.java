package dev.skillwire.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What waits for the sequencer, bounded in number and bytes. Who finds it full is told when there
/// is room again.
final class Inbox {

  private final int maxItems;
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final ArrayDeque<Item> items = new ArrayDeque<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private long bytes;
  private boolean closed;

  Inbox(int maxItems, long maxBytes) {
    this.maxItems = maxItems;
    this.maxBytes = maxBytes;
  }

  /// False when it is full or closed.
  ///
  /// @param whenRoom called once on the sequencer's thread when there is room, if it was full
  boolean offer(Item item, @Nullable Runnable whenRoom) {
    lock.lock();
    try {
      if (!fits(item.bytes(), whenRoom)) {
        return false;
      }
      add(item);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Whether an item of this size would be taken now.
  ///
  /// @param whenRoom as for [#offer]
  boolean hasRoom(int size, Runnable whenRoom) {
    lock.lock();
    try {
      return fits(size, whenRoom);
    } finally {
      lock.unlock();
    }
  }

  private boolean fits(int size, @Nullable Runnable whenRoom) {
    if (closed) {
      return false;
    }
    if (items.size() >= maxItems || (bytes > 0 && bytes + size > maxBytes)) {
      if (whenRoom != null) {
        waiting.add(whenRoom);
      }
      return false;
    }
    return true;
  }

  /// Adds an item of the hub's own (a timer, a look at the state), which no client can multiply.
  boolean force(Item item) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      add(item);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Moves what waits into `batch`; waits up to `nanos` when there is nothing.
  ///
  /// @param atMost most items
  /// @param atMostBytes most bytes of them; the first comes whatever its size
  void take(List<Item> batch, int atMost, long atMostBytes, long nanos)
      throws InterruptedException {
    var told = List.<Runnable>of();
    lock.lock();
    try {
      long left = nanos;
      while (items.isEmpty() && !closed && left > 0) {
        left = arrived.awaitNanos(left);
      }
      long taken = 0;
      for (var next = items.peek(); next != null && batch.size() < atMost; next = items.peek()) {
        taken += next.bytes();
        if (taken > atMostBytes && !batch.isEmpty()) {
          break;
        }
        var item = items.remove();
        bytes -= item.bytes();
        batch.add(item);
      }
      if (!waiting.isEmpty() && items.size() <= maxItems / 2 && bytes <= maxBytes / 2) {
        told = List.copyOf(waiting);
        waiting.clear();
      }
    } finally {
      lock.unlock();
    }
    told.forEach(Callback::run);
  }

  /// Takes nothing more; what waits is still handed out.
  void close() {
    lock.lock();
    try {
      closed = true;
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  private void add(Item item) {
    if (items.isEmpty()) {
      arrived.signal();
    }
    items.add(item);
    bytes += item.bytes();
  }

  /// For a caller that waits in whole milliseconds.
  static long nanos(long millis) {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
