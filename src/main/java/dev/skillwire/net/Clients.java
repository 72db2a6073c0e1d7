package dev.skillwire.net;

import dev.skillwire.session.CloseCode;
import dev.skillwire.session.Peer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Who is connected. Safe for use by several threads.
public final class Clients {

  /// One connected client.
  ///
  /// @param carrier `websocket` or `sse`
  public record Connected(Peer peer, String carrier, Instant since, Consumer<CloseCode> close) {}

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

  /// Ends the connections that a credential opened.
  public void revoke(String tokenId) {
    for (var client : connected.values()) {
      if (client.peer().tokenId().equals(tokenId)) {
        client.close().accept(CloseCode.TOKEN_REVOKED);
      }
    }
  }
}
