package dev.skillwire.session.admission;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Facts of one HTTP request, an upgrade or not, as the network layer saw them.
///
/// @param method as sent
/// @param path the request target as sent; a query may follow and is never looked at
/// @param headers names in lower case; all values of a repeated header, in order
/// @param upgrade whether the request asks for a WebSocket
/// @param tls whether the connection is encrypted by this process
/// @param local the hub's end of the connection
/// @param remote the peer's end
/// @param peer what was found when the connection was accepted
public record RequestFacts(
    String method,
    String path,
    Map<String, List<String>> headers,
    boolean upgrade,
    boolean tls,
    InetSocketAddress local,
    InetSocketAddress remote,
    PeerUser peer) {

  /// All values of a header, none when it is absent.
  List<String> values(String name) {
    return headers.getOrDefault(name, List.of());
  }

  /// The path without its query.
  String pathOnly() {
    int query = path.indexOf('?');
    return query < 0 ? path : path.substring(0, query);
  }

  /// Whether the method can only read.
  boolean reads() {
    return method.equals("GET") || method.equals("HEAD");
  }

  /// Whether both ends are loopback addresses. One end is not enough: a packet filter can lead a
  /// stranger to a loopback address.
  boolean onLoopback() {
    return IpForms.loopback(local) && IpForms.loopback(remote);
  }

  /// Whether a relay says that it passes on someone else's request.
  boolean relayed() {
    for (String name : headers.keySet()) {
      if (name.equals("forwarded")
          || name.startsWith("x-forwarded-")
          || name.equals("x-real-ip")
          || name.equals("via")) {
        return true;
      }
    }
    return false;
  }

  /// Whether a browser sent the request. Every browser puts one of these on whatever a page can cause,
  /// other than a plain read, and no page can take them off.
  boolean fromBrowser() {
    for (String name : headers.keySet()) {
      if (name.equals("origin") || name.startsWith("sec-fetch-")) {
        return true;
      }
    }
    return false;
  }

  /// Whether the target is written plainly. Escapes, doubled slashes and dot segments could be read
  /// in one way here and in another where the request is routed.
  boolean plainPath() {
    String text = pathOnly();
    return !text.contains("%")
        && !text.contains("\\")
        && !text.contains("//")
        && !text.contains("/.")
        && !text.contains(";");
  }

  /// Whether the path is the HTTP API, in any case of letters.
  boolean api() {
    String text = pathOnly().toLowerCase(Locale.ROOT);
    return text.equals("/api") || text.startsWith("/api/");
  }
}
