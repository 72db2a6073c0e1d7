package dev.skillwire.net.transport;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Lets something be said once a minute. Safe for use by several threads.
final class Seldom {

  private static final long EVERY_NANOS = Duration.ofMinutes(1).toNanos();

  private final AtomicLong last = new AtomicLong(System.nanoTime() - EVERY_NANOS);

  boolean now() {
    var now = System.nanoTime();
    var before = last.get();
    return now - before >= EVERY_NANOS && last.compareAndSet(before, now);
  }
}
