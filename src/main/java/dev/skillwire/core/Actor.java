package dev.skillwire.core;

/// Who did something, as it is told to everyone (`by`, `answered_by`).
///
/// @param clientId the connection that acted, or "" when it was no connection
/// @param name what the client or token calls itself, or ""
public record Actor(String clientId, String name, Kind kind) {

  public enum Kind {
    HUMAN,
    RULE,
    DESKTOP,
    SYSTEM
  }

  /// The hub itself: timers, bounds, clean-up.
  public static final Actor SYSTEM = new Actor("", "skillwire", Kind.SYSTEM);
}
