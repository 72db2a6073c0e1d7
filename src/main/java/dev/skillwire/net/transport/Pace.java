package dev.skillwire.net.transport;

/// How much of what one client says is dealt with as it comes. A client that says more waits in the line ([Turns]),
/// message by message. That is no bound on what it may say: where nobody else is served it does not wait. What counts
/// is what a message is after inflating, as that is what it costs.
final class Pace {

  /// Bytes a second that are dealt with as they come; unused ones are kept for one second.
  static final int BYTES_PER_SECOND = 256 * 1024;

  /// Bytes that are dealt with in one turn of the line; the last message may go beyond.
  static final int TURN_BYTES = 64 * 1024;

  /// What the smallest message counts.
  private static final int MESSAGE_BYTES = 256;

  /// Who said this much too much has to wait a minute before something of it is dealt with as it comes.
  private static final long DEBT_MAX = 60L * BYTES_PER_SECOND;

  private static final long SECOND = 1_000_000_000L;

  private double allowance = BYTES_PER_SECOND;
  private long turn;
  private long lastNanos;

  /// @param nowNanos monotonic time now
  Pace(long nowNanos) {
    lastNanos = nowNanos;
  }

  /// Whether the next message is dealt with now.
  boolean allows(long nowNanos) {
    allowance += (nowNanos - lastNanos) / (double) SECOND * BYTES_PER_SECOND;
    allowance = Math.min(allowance, BYTES_PER_SECOND);
    lastNanos = nowNanos;
    return turn > 0 || allowance > 0;
  }

  /// A message was dealt with.
  void spend(int bytes) {
    allowance = Math.max(allowance - bytes - MESSAGE_BYTES, -DEBT_MAX);
    turn -= bytes + MESSAGE_BYTES;
  }

  /// The client is the first in the line.
  void beginTurn() {
    turn = TURN_BYTES;
  }

  void endTurn() {
    turn = 0;
  }
}
