package dev.skillwire.session.admission;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One request, written as a sentence. Starts as what a native client of the same user sends to a hub on
/// port 9876.
final class Asking {
  static final int PORT = 9876;

  private String method = "GET";
  private String path = "/api/v1/skills";
  private final Map<String, List<String>> headers = new HashMap<>();
  private boolean upgrade;
  private boolean tls;
  private String local = "127.0.0.1";
  private String remote = "127.0.0.1";
  private PeerUser peer = PeerUser.SAME;

  private Asking() {
    headers.put("host", List.of("localhost:" + PORT));
  }

  static Asking api() {
    return new Asking();
  }

  static Asking page() {
    return new Asking().at("GET", "/");
  }

  static Asking upgrade() {
    var asking = new Asking().at("GET", "/");
    asking.upgrade = true;
    return asking;
  }

  Asking at(String method, String path) {
    this.method = method;
    this.path = path;
    return this;
  }

  /// Replaces a header by these values.
  Asking with(String name, String... values) {
    headers.put(name, List.of(values));
    return this;
  }

  /// Adds a value to a header.
  Asking and(String name, String value) {
    var values = new ArrayList<>(headers.getOrDefault(name, List.of()));
    values.add(value);
    headers.put(name, values);
    return this;
  }

  Asking without(String name) {
    headers.remove(name);
    return this;
  }

  Asking bearer(String token) {
    return with("authorization", "Bearer " + token);
  }

  /// As the hub's own page asks.
  Asking fromOwnPage() {
    return with(
            "origin",
            (tls ? "https://" : "http://") + headers.getOrDefault("host", List.of()).getFirst())
        .with("sec-fetch-site", "same-origin");
  }

  Asking overTls() {
    tls = true;
    return this;
  }

  Asking by(PeerUser user) {
    peer = user;
    return this;
  }

  /// From another machine.
  Asking fromAfar() {
    return fromAfar("192.0.2.7");
  }

  Asking fromAfar(String address) {
    local = "192.0.2.1";
    remote = address;
    peer = PeerUser.NOT_CHECKED;
    return this;
  }

  Asking between(String local, String remote) {
    this.local = local;
    this.remote = remote;
    return this;
  }

  RequestFacts facts() {
    return new RequestFacts(
        method, path, headers, upgrade, tls, end(local, PORT), end(remote, 50_000), peer);
  }

  /// A socket address from a literal, so that nothing is looked up.
  static InetSocketAddress end(String address, int port) {
    try {
      return new InetSocketAddress(InetAddress.getByName(address), port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(address, e);
    }
  }
}
