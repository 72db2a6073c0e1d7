package dev.skillwire.stream;

import java.time.Duration;

/// How much history is kept; the older goes first.
///
/// @param age records older than this go
/// @param bytes the log takes at most about this much
public record Retention(Duration age, long bytes) {

  public static final Retention DEFAULT = new Retention(Duration.ofDays(30), 1L << 30);
}
