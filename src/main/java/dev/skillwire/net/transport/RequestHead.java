package dev.skillwire.net.transport;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One HTTP request without its body, checked for form only: whether `Host` is there once and allowed is for
/// [Application#admit] to say.
///
/// @param path as sent, percent-encoded, starting with `/`
/// @param rawQuery as sent, without the `?`; empty when there is none
/// @param headers by name in lower case, values in the order sent
/// @param upgrade whether the client asks for a WebSocket
/// @param connectionId names the TCP connection, unique in this process
public record RequestHead(
    String method,
    String path,
    String rawQuery,
    Map<String, List<String>> headers,
    boolean upgrade,
    boolean tls,
    InetSocketAddress local,
    InetSocketAddress remote,
    String connectionId) {

  /// What is left of it for an answer that takes long: the method and the connection.
  public RequestHead bare() {
    return new RequestHead(method, "/", "", Map.of(), false, tls, local, remote, connectionId);
  }

  /// The first value of a header.
  ///
  /// @param name in lower case
  public @Nullable String header(String name) {
    var values = headers.get(name);
    return values == null ? null : values.getFirst();
  }
}
