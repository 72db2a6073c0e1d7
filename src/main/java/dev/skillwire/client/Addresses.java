package dev.skillwire.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The addresses of a hub: what a person may write, its socket with a query, its HTTP API.
public final class Addresses {

  public static final int DEFAULT_PORT = 9876;

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private Addresses() {}

  /// Reads an address as a person writes it: `ws:`, `wss:`, `http:`, `https:` or just HOST[:PORT].
  ///
  /// @throws IllegalArgumentException with words for a person
  public static URI parse(String text) {
    var full = text.contains("://") ? text : "ws://" + text;
    URI uri;
    try {
      uri = URI.create(full.trim());
    } catch (IllegalArgumentException e) {
      throw wrong(text);
    }
    var scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    if (!List.of("ws", "wss", "http", "https").contains(scheme)
        || uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw wrong(text);
    }
    boolean secure = scheme.equals("wss") || scheme.equals("https");
    int port = uri.getPort() == -1 && !secure ? DEFAULT_PORT : uri.getPort();
    var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    return URI.create(
        (secure ? "wss" : "ws") + "://" + uri.getHost() + (port == -1 ? "" : ":" + port) + path);
  }

  /// True for this machine's own names.
  public static boolean loopback(URI address) {
    return LOOPBACK.contains(address.getHost().toLowerCase(Locale.ROOT));
  }

  /// The port, also where the address leaves it to its scheme.
  public static int port(URI address) {
    return address.getPort() != -1 ? address.getPort() : secure(address) ? 443 : 80;
  }

  /// The page and HTTP API of the hub at `address`.
  ///
  /// @param path begins with `/`
  public static URI http(URI address, String path) {
    var port = address.getPort() == -1 ? "" : ":" + address.getPort();
    return URI.create(
        (secure(address) ? "https" : "http") + "://" + address.getHost() + port + path);
  }

  /// Escapes one value for a path or a query.
  public static String escape(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static URI socket(ClientSettings settings, @Nullable Position from) {
    var query = new ArrayList<String>();
    query.add("name=" + escape(plain(settings.name())));
    if (from != null) {
      query.add("epoch=" + escape(from.epoch()));
      query.add("since=" + from.sequence());
    }
    var filter = settings.filter();
    if (filter.repliesOnly()) {
      query.add("types=");
    } else {
      list(query, "types", filter.types());
    }
    list(query, "skill_ids", filter.skillIds());
    list(query, "sources", filter.sources());
    return URI.create(settings.address() + "?" + String.join("&", query));
  }

  /// A name that is safe in a header.
  static String plain(String name) {
    return name.replaceAll("[^A-Za-z0-9._-]", "_");
  }

  private static void list(List<String> query, String name, Collection<String> values) {
    if (!values.isEmpty()) {
      query.add(
          name
              + "="
              + values.stream().sorted().map(Addresses::escape).collect(Collectors.joining(",")));
    }
  }

  static boolean secure(URI address) {
    return address.getScheme().equals("wss");
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is no address of a hub; write it as ws://localhost:" + DEFAULT_PORT);
  }
}
