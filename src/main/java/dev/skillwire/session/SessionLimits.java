package dev.skillwire.session;

import java.time.Duration;

/// Bounds of one connection.
public final class SessionLimits {

  /// UTF-8 bytes of one message.
  public static final int MESSAGE_BYTES = 1 << 20;

  /// Messages a second, published events aside; a burst may use up a second's worth at once.
  public static final int MESSAGES_PER_SECOND = 1_000;

  /// Refusals within [#REFUSALS_WINDOW] after which the connection is closed.
  public static final int REFUSALS = 100;

  public static final Duration REFUSALS_WINDOW = Duration.ofSeconds(10);

  /// Questions of its own whose outcome a connection is told whatever its filter.
  public static final int OWN_QUESTIONS = 1_000;

  /// A connection that takes no byte for this long is too slow.
  public static final Duration STALLED = Duration.ofSeconds(30);

  /// What a client said about the person at it holds for this long, and who did nothing there for this
  /// long is taken to have left.
  public static final Duration PRESENCE = Duration.ofMinutes(2);

  /// Events that are looked at for one `away`; the newest.
  public static final int AWAY_EVENTS = 10_000;

  /// Bytes of events that are read for one `away`.
  public static final long AWAY_BYTES = 2L << 20;

  private SessionLimits() {}
}
