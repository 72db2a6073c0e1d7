package dev.skillwire.session.admission;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a request may say that it goes to and comes from: the allow lists of `Host` and `Origin`.
final class HostRules {
  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  /// What an accepted request said about where it comes from.
  enum Origin {
    /// Nothing: not a page, or a page's plain read.
    NONE,
    /// The hub's own page.
    OWN,
    /// A page that the configuration names.
    CONFIGURED,
    /// A webview of an editor, of any extension: worth nothing without a token.
    EDITOR
  }

  /// Either an accepted origin or a refusal.
  sealed interface Source {}

  record Accepted(Origin origin) implements Source {}

  record Refusal(Verdict.Refused refused) implements Source {}

  private final List<Authority> configured;
  private final Set<String> origins;

  /// Of the pages behind links, or null where there are none.
  private final @Nullable WebOrigin publicOrigin;

  private final int port;

  HostRules(AdmissionSettings settings) {
    this.configured = settings.allowedHosts().stream().map(HostRules::authority).toList();
    this.origins = settings.allowedOrigins();
    this.publicOrigin = WebOrigin.parse(settings.publicUrl());
    this.port = settings.port();
  }

  /// Judges the target, `Host` and `Origin` of a request.
  Source source(RequestFacts facts) {
    // An absolute target would name a host of its own, which counts for more than the header.
    if (!facts.path().startsWith("/")) {
      return new Refusal(Verdict.Refused.malformed("The request target is not a path."));
    }
    var hosts = facts.values("host");
    if (hosts.size() != 1) {
      return new Refusal(Verdict.Refused.malformed("Exactly one Host header is needed."));
    }
    var host = Authority.parse(hosts.getFirst());
    if (host == null || !allowed(host, facts)) {
      return new Refusal(
          Verdict.Refused.forbidden("This Host is not one of the hub's (see --allow-host)."));
    }
    return origin(facts, host);
  }

  /// Whether a request is for a link that answers a question.
  boolean link(RequestFacts facts) {
    return publicOrigin != null
        && !facts.upgrade()
        && facts.plainPath()
        && facts.pathOnly().startsWith(Admission.LINK_PATH);
  }

  /// The hub's port as the peer knows it.
  int port(RequestFacts facts) {
    return port > 0 ? port : facts.local().getPort();
  }

  private boolean allowed(Authority host, RequestFacts facts) {
    int own = port(facts);
    int meant = host.portOr(schemePort(facts));
    if (LOOPBACK_NAMES.contains(host.host()) && meant == own) {
      return true;
    }
    if (publicOrigin != null && link(facts) && host.host().equals(publicOrigin.host())) {
      // A relay passes the host on as the person wrote it: without the port that its scheme
      // implies.
      return host.port() == Authority.NO_PORT || host.port() == publicOrigin.port();
    }
    for (var entry : configured) {
      if (!entry.host().equals(host.host())) {
        continue;
      }
      boolean anyKnownPort = host.port() == Authority.NO_PORT || host.port() == own;
      if (entry.port() == Authority.NO_PORT ? anyKnownPort : entry.port() == meant) {
        return true;
      }
    }
    return false;
  }

  private Source origin(RequestFacts facts, Authority host) {
    var values = facts.values("origin");
    if (values.isEmpty()) {
      return new Accepted(Origin.NONE);
    }
    var origin = values.size() == 1 ? WebOrigin.parse(values.getFirst()) : null;
    if (origin != null) {
      // Behind a relay that ends TLS the page of a link has the public origin, not the hub's own.
      if (own(origin, host, facts) || (link(facts) && origin.equals(publicOrigin))) {
        return new Accepted(Origin.OWN);
      }
      if (origin.editorWebview()) {
        return new Accepted(Origin.EDITOR);
      }
      if (origins.contains(origin.toString())) {
        return new Accepted(Origin.CONFIGURED);
      }
    }
    return new Refusal(
        Verdict.Refused.forbidden(
            "Pages of this Origin may not talk to the hub (see --allow-origin)."));
  }

  private static boolean own(WebOrigin origin, Authority host, RequestFacts facts) {
    return origin.scheme().equals(facts.tls() ? "https" : "http")
        && origin.host().equals(host.host())
        && origin.port() == host.portOr(schemePort(facts));
  }

  private static int schemePort(RequestFacts facts) {
    return facts.tls() ? WebOrigin.HTTPS_PORT : WebOrigin.HTTP_PORT;
  }

  private static Authority authority(String text) {
    @Nullable Authority authority = Authority.parse(text);
    if (authority == null) {
      throw new IllegalArgumentException("Not a host name with an optional port: " + text);
    }
    return authority;
  }
}
