package dev.skillwire.session;

import dev.skillwire.core.Actor;
import dev.skillwire.core.Sender;
import dev.skillwire.session.admission.Role;
import dev.skillwire.wire.ClientMessage.Need;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Who is at the other end, as admission found it.
///
/// @param clientId names the connection; never reused
/// @param name what it calls itself, or what its token is called, or ""
/// @param tokenId id of its credential, or ""
/// @param tokenName what its token is called, or the token that opened its page; or ""
public record Peer(
    String clientId, String name, String tokenId, Set<Role> roles, String tokenName) {

  /// One without a token's name.
  public Peer(String clientId, String name, String tokenId, Set<Role> roles) {
    this(clientId, name, tokenId, roles, "");
  }

  public Sender sender() {
    return new Sender(
        clientId, name, tokenId, Actor.Kind.HUMAN, tokenName, Set.copyOf(roleWords()));
  }

  /// Role words, sorted.
  public List<String> roleWords() {
    return roles.stream().sorted().map(role -> role.name().toLowerCase(Locale.ROOT)).toList();
  }

  /// True when it may be told what happens; else it is only answered.
  public boolean observes() {
    return roles.contains(Role.OBSERVER)
        || roles.contains(Role.ANSWERER)
        || roles.contains(Role.ADMIN);
  }

  public boolean may(Need need) {
    return switch (need) {
      case PUBLISH, PUBLISH_OWN -> roles.contains(Role.PUBLISHER);
      case ANSWER -> roles.contains(Role.ANSWERER);
      case WITHDRAW -> roles.contains(Role.PUBLISHER) || roles.contains(Role.ADMIN);
      case STOP -> may(Need.ANSWER) || may(Need.WITHDRAW);
    };
  }
}
