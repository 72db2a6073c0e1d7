package dev.skillwire.core;

/// Where a command comes from, as admission found it.
///
/// @param clientId the connection (over HTTP the TCP connection); never reused
/// @param name what it calls itself, or ""
/// @param tokenId the token it showed, or "" for none
/// @param kind what is announced as `kind` when it answers
public record Sender(String clientId, String name, String tokenId, Actor.Kind kind) {

  /// The hub itself; it owns timers and clean-up.
  public static final Sender SYSTEM = new Sender("", Actor.SYSTEM.name(), "", Actor.Kind.SYSTEM);

  public Actor actor() {
    return new Actor(clientId, name, kind);
  }

  /// Identity as the asker of a question: the token that asked, else the connection.
  public String requester() {
    return tokenId.isEmpty() ? "client:" + clientId : "token:" + tokenId;
  }

  /// Identity for `event_id`: without tokens every program of the user is one sender, because a
  /// connection does not survive the restart that a repeated event is sent after.
  public String publisher() {
    return tokenId.isEmpty() ? "user" : "token:" + tokenId;
  }
}
