package dev.skillwire.net.transport;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What all connections of a process make it hold: messages that are not whole yet, and bytes that peers don't take.
/// One budget for all, far below the memory there is, because Netty fails whoever allocates last when that ends, not
/// whoever took it. Safe for use by several threads.
final class Holdings {

  private static final Logger LOG = LoggerFactory.getLogger(Holdings.class);

  /// What one connection holds, as it was counted last. Confined to its loop.
  static final class Share {
    long bytes;

    /// Since when it holds something, without a pause.
    long sinceNanos;
  }

  private final long maxBytes;
  private final AtomicLong total = new AtomicLong();
  private final Seldom seldom = new Seldom();
  private final AtomicLong closed = new AtomicLong();

  Holdings(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /// @param bytes more, or less where negative
  void add(long bytes) {
    var _ = total.addAndGet(bytes);
  }

  long total() {
    return total.get();
  }

  /// Whether something large may be begun.
  boolean roomy() {
    return total.get() <= maxBytes / 2;
  }

  boolean exceeded() {
    return total.get() > maxBytes;
  }

  /// A connection had to go; said at most once a minute.
  void closedOne() {
    closed.incrementAndGet();
    if (seldom.now()) {
      LOG.warn(
          "Unread and unfinished messages take too much memory: closed {} connection(s) that held the most.",
          closed.getAndSet(0));
    }
  }

  /// Memory ended all the same; said at most once a minute.
  void ended(Throwable cause) {
    if (seldom.now()) {
      LOG.warn("The memory for messages ended: {}", cause.getMessage());
    }
  }
}
