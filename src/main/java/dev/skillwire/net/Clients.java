package dev.skillwire.net;

import dev.skillwire.session.CloseCode;
import dev.skillwire.session.Peer;
import dev.skillwire.session.Presence;
import dev.skillwire.wire.ClientMessage.Need;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Who is connected. Safe for use by several threads.
public final class Clients {

  /// One connected client.
  ///
  /// @param carrier `websocket` or `sse`
  public record Connected(
      Peer peer, Presence presence, String carrier, Instant since, Consumer<CloseCode> close) {}

  /// Clients that are told of questions and may answer, counted by who they are as askers
  /// ([dev.skillwire.core.Sender#requester]): nobody answers what they asked.
  ///
  /// @param looking those at which a person is looking
  public record Answerers(Map<String, Integer> connected, Map<String, Integer> looking) {}

  private final Map<String, Connected> connected = new ConcurrentHashMap<>();

  void add(Connected client) {
    connected.put(client.peer().clientId(), client);
  }

  void remove(String clientId) {
    connected.remove(clientId);
  }

  /// All of them, in no order.
  public List<Connected> all() {
    return List.copyOf(connected.values());
  }

  /// Who could answer now.
  ///
  /// @param nanos monotonic time
  public Answerers answerers(long nanos) {
    var there = new HashMap<String, Integer>();
    var looking = new HashMap<String, Integer>();
    for (var client : connected.values()) {
      if (client.presence().hears() && client.peer().may(Need.ANSWER)) {
        var who = client.peer().sender().requester();
        there.merge(who, 1, Integer::sum);
        if (client.presence().looking(nanos)) {
          looking.merge(who, 1, Integer::sum);
        }
      }
    }
    return new Answerers(there, looking);
  }

  /// Ends the connections that a credential opened.
  public void revoke(String tokenId) {
    for (var client : connected.values()) {
      if (client.peer().tokenId().equals(tokenId)) {
        client.close().accept(CloseCode.TOKEN_REVOKED);
      }
    }
  }
}
