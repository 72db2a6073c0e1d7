package dev.skillwire.session;

import java.util.ArrayDeque;

/// How fast a client may talk, and how often it may be refused.
final class Rate {

  private static final long SECOND = 1_000_000_000L;

  private final ArrayDeque<Long> refusals = new ArrayDeque<>();
  private double allowance = SessionLimits.MESSAGES_PER_SECOND;
  private long last;

  /// @param nanos monotonic time now
  Rate(long nanos) {
    this.last = nanos;
  }

  /// False when the client talks too fast.
  boolean allows(long nanos) {
    allowance += (nanos - last) / (double) SECOND * SessionLimits.MESSAGES_PER_SECOND;
    allowance = Math.min(allowance, SessionLimits.MESSAGES_PER_SECOND);
    last = nanos;
    if (allowance < 1) {
      return false;
    }
    allowance--;
    return true;
  }

  /// True when this refusal is one too many.
  boolean refusedTooOften(long nanos) {
    refusals.add(nanos);
    while (nanos - refusals.getFirst() > SessionLimits.REFUSALS_WINDOW.toNanos()) {
      refusals.removeFirst();
    }
    return refusals.size() >= SessionLimits.REFUSALS;
  }
}
