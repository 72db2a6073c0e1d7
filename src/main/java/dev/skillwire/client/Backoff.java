package dev.skillwire.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Waits between attempts: each up to twice the one before, and scattered, so that the clients of a hub
/// that restarts don't all come back at once.
final class Backoff {

  private final Duration first;
  private final Duration most;
  private final RandomGenerator random;
  private Duration ceiling;

  Backoff(Duration first, Duration most, RandomGenerator random) {
    this.first = first;
    this.most = most;
    this.random = random;
    this.ceiling = first;
  }

  /// The next wait: between half the ceiling and the ceiling.
  Duration next() {
    long millis = ceiling.toMillis();
    var wait = Duration.ofMillis(millis / 2 + random.nextLong(millis / 2 + 1));
    var doubled = ceiling.multipliedBy(2);
    ceiling = doubled.compareTo(most) > 0 ? most : doubled;
    return wait;
  }

  void reset() {
    ceiling = first;
  }
}
