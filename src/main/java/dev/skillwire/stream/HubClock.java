package dev.skillwire.stream;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/// The hub's time: it starts as the wall clock, goes on with the monotonic clock, and never goes
/// back. So a person's countdown is not touched by a clock that jumps; where no countdown runs, the
/// hub follows a wall clock that is ahead. One that is behind is not followed: time would have to
/// stand still, and deadlines with it. Whole milliseconds, as they are written. One thread only.
final class HubClock {

  private final InstantSource wall;
  private final LongSupplier nanos;
  private Instant anchor;
  private long anchorNanos;
  private Instant last;

  /// @param notBefore time of the newest record
  HubClock(InstantSource wall, LongSupplier nanos, Instant notBefore) {
    this.wall = wall;
    this.nanos = nanos;
    this.anchor = wall.instant();
    this.anchorNanos = nanos.getAsLong();
    this.last = notBefore;
    if (anchor.isBefore(notBefore)) {
      anchor = notBefore;
    }
  }

  Instant now() {
    var now = exact().truncatedTo(ChronoUnit.MILLIS);
    if (now.isAfter(last)) {
      last = now;
    }
    return last;
  }

  /// Follows the wall clock if it is ahead; to be called while no countdown runs.
  void anchor() {
    var real = wall.instant();
    if (real.isAfter(exact())) {
      anchor = real;
      anchorNanos = nanos.getAsLong();
    }
  }

  private Instant exact() {
    return anchor.plusNanos(nanos.getAsLong() - anchorNanos);
  }
}
