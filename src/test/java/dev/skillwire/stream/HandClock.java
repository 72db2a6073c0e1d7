package dev.skillwire.stream;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/// Both clocks of a machine, moved by hand.
public final class HandClock implements InstantSource, LongSupplier {

  static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private final AtomicReference<Instant> wall = new AtomicReference<>(START);
  private final AtomicLong nanos = new AtomicLong(7_000_000_000L);

  /// Time goes by.
  public void pass(Duration time) {
    wall.updateAndGet(now -> now.plus(time));
    nanos.addAndGet(time.toNanos());
  }

  /// The wall clock alone is set, to and fro; as it also seems after the machine slept.
  void jump(Duration by) {
    wall.updateAndGet(now -> now.plus(by));
  }

  @Override
  public Instant instant() {
    return wall.get();
  }

  @Override
  public long getAsLong() {
    return nanos.get();
  }
}
