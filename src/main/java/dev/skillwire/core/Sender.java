package dev.skillwire.core;

import java.util.Set;

/// Where a command comes from, as admission found it.
///
/// @param clientId the connection (over HTTP the TCP connection); never reused
/// @param name what it calls itself, or ""
/// @param tokenId the token it showed, or "" for none
/// @param kind what is announced as `kind` when it answers
/// @param tokenName what its token is called (a page has that of the token which opened it), or ""
/// @param roles words of what it may do
public record Sender(
    String clientId,
    String name,
    String tokenId,
    Actor.Kind kind,
    String tokenName,
    Set<String> roles) {

  private static final String ROLE = "role:";

  /// One without a token.
  public Sender(String clientId, String name, String tokenId, Actor.Kind kind) {
    this(clientId, name, tokenId, kind, "", Set.of());
  }

  /// The hub itself; it owns timers and clean-up.
  public static final Sender SYSTEM = new Sender("", Actor.SYSTEM.name(), "", Actor.Kind.SYSTEM);

  public Actor actor() {
    return new Actor(clientId, name, kind);
  }

  /// Identity as the asker of a question: the token that asked, else the connection.
  public String requester() {
    return tokenId.isEmpty() ? "client:" + clientId : "token:" + tokenId;
  }

  /// Identity as one of several people who decide: the name of the token, because a person has it on
  /// every screen; else as for [#requester]. The desktop and links can't be told apart: they are one.
  public String person() {
    return tokenName.isEmpty() ? requester() : "name:" + tokenName;
  }

  /// Whether a question that is for `answerer` is for this one: the name of its token, `role:` with one
  /// of its roles, or the hub's own name of the way on which it came.
  boolean is(String answerer) {
    return answerer.startsWith(ROLE)
        ? roles.contains(answerer.substring(ROLE.length()))
        : answerer.equals(clientId.isEmpty() ? name : tokenName);
  }

  /// Identity for `event_id`: without tokens every program of the user is one sender, because a
  /// connection does not survive the restart that a repeated event is sent after.
  public String publisher() {
    return tokenId.isEmpty() ? "user" : "token:" + tokenId;
  }
}
