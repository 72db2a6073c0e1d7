package dev.skillwire.session.admission;

import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Judges requests: who may do what, before anything a request says is acted on.
///
/// Two independent questions, each of which can refuse: may a request that says it was made *like this*
/// be served (Host, Origin, fetch metadata: against pages that a person merely visits), and may *this
/// peer* be served (token, same user, cookie). Judge every request, not every connection: a connection
/// can carry several. Safe for use by several threads.
public final class Admission {
  /// Where a browser exchanges a one-time code, by POST from the hub's own page.
  public static final String EXCHANGE_PATH = "/api/v1/session";

  /// Where a link answers one question. The code behind it is the credential, for this question alone, so
  /// nobody needs to be recognised here; without a public address there is nothing at these paths.
  public static final String LINK_PATH = "/a/";

  /// Paths of the page itself. It must load before it can show a credential, so where nobody is
  /// recognised these are served all the same; they hold nothing but program text. One that ends with a
  /// slash stands for everything below it, `/` alone only for itself.
  public static final List<String> PAGE_PATHS =
      List.of("/", "/index.html", "/favicon.ico", "/favicon.svg", "/assets/");

  private static final Set<String> HARMLESS_SITES = Set.of("same-origin", "none");

  private final TokenStore tokens;
  private final CookieJar cookies;
  private final AdmissionSettings settings;
  private final HostRules hosts;
  private final FailedAttempts failures;

  public Admission(
      AdmissionSettings settings, TokenStore tokens, CookieJar cookies, InstantSource clock) {
    this.settings = settings;
    this.tokens = tokens;
    this.cookies = cookies;
    this.hosts = new HostRules(settings);
    this.failures = new FailedAttempts(clock);
  }

  /// Judges one request.
  public Verdict judge(RequestFacts facts) {
    var source = hosts.source(facts);
    if (source instanceof HostRules.Refusal(var refused)) {
      return refused;
    }
    var origin = ((HostRules.Accepted) source).origin();
    if (crossSite(facts, origin)) {
      return Verdict.Refused.forbidden("A page of another site caused this request.");
    }
    if (hosts.link(facts)) {
      // Not even a token gives more than the code does.
      return new Verdict.Admitted(new Grant(Set.of(), "", "", facts.fromBrowser()));
    }
    var presented = Presented.of(facts, CookieJar.cookieName(port(facts)));
    return switch (presented.tokens().size()) {
      case 0 -> withoutToken(facts, origin, presented.cookies());
      case 1 -> withToken(facts, presented.tokens().getFirst());
      default -> Verdict.Refused.malformed("More than one token.");
    };
  }

  /// A one-time code for the holder of this grant; null when it was not given for a token. A page's
  /// grant is not enough: cookies must not beget cookies.
  public @Nullable String issueCode(Grant grant) {
    for (var token : tokens.list()) {
      if (token.id().equals(grant.tokenId())) {
        return cookies.issue(token);
      }
    }
    return null;
  }

  /// Exchanges a one-time code for a cookie. Judges the request as [#judge] does; besides, it must be a
  /// POST from the hub's own page, so that no other page can spend or plant a code.
  public Exchange redeem(RequestFacts facts, String code) {
    if (judge(facts) instanceof Verdict.Refused refused) {
      return new Exchange.Denied(refused);
    }
    if (!exchange(facts, origin(facts))) {
      return new Exchange.Denied(
          Verdict.Refused.forbidden("Codes are exchanged by POST from the hub's own page."));
    }
    String value = cookies.exchange(code);
    if (value == null) {
      return new Exchange.Denied(failed(facts, "This code is unknown, used or too old."));
    }
    return new Exchange.Redeemed(CookieJar.setCookie(value, port(facts), facts.tls()));
  }

  /// The refusal of a link that answers nothing (any more): whoever tries codes is slowed down.
  public Verdict.Refused badLink(RequestFacts facts) {
    return failures.allows(facts.remote())
        ? new Verdict.Refused(404, "not_found", "This link does not answer anything (any more).")
        : Verdict.Refused.limited();
  }

  /// Whether the credential behind a grant still admits. Ask again after a connection is registered: the
  /// token may have been revoked in between.
  public boolean holds(Grant grant) {
    return grant.tokenId().isEmpty()
        || tokens.holds(grant.tokenId())
        || cookies.holds(grant.tokenId());
  }

  /// Has the listener told the `tokenId` of every grant that ends because a token was revoked, so that
  /// its connections can be closed (4500): the token's own and those of the pages opened with it.
  public void onRevoked(Consumer<String> listener) {
    tokens.onRevoked(
        id -> {
          var pages = cookies.endIssuedBy(id);
          listener.accept(id);
          pages.forEach(listener);
        });
  }

  /// The sub-protocol to echo in the upgrade's answer, empty for none. Never one that holds a token.
  public static String subprotocol(RequestFacts facts) {
    return Presented.offers(facts).contains(Presented.SUBPROTOCOL) ? Presented.SUBPROTOCOL : "";
  }

  private Verdict withToken(RequestFacts facts, String presented) {
    var token = tokens.find(presented);
    if (token == null) {
      // Also for the same user: whoever shows a token wants its roles and must learn that it is
      // wrong.
      return failed(facts, "This token is not valid.");
    }
    return new Verdict.Admitted(
        new Grant(token.roles(), token.id(), token.name(), facts.fromBrowser()));
  }

  private Verdict withoutToken(
      RequestFacts facts, HostRules.Origin origin, List<String> cookieValues) {
    if (origin == HostRules.Origin.EDITOR) {
      return Verdict.Refused.unauthorized("A webview of an editor needs a token.");
    }
    boolean loopback = facts.onLoopback();
    if (loopback && facts.relayed()) {
      return Verdict.Refused.unauthorized("A relayed request needs a token.");
    }
    var peer = loopback ? facts.peer() : PeerUser.UNKNOWN;
    if (peer == PeerUser.OTHER || peer == PeerUser.NOT_CHECKED) {
      return Verdict.Refused.unauthorized("Another user's programs need a token.");
    }
    var page = page(cookieValues);
    var roles = EnumSet.noneOf(Role.class);
    if (page != null) {
      roles.addAll(page.roles());
    }
    if (loopback && !settings.requireToken() && sameUser(peer)) {
      roles.addAll(sameUserRoles(facts));
    }
    if (!roles.isEmpty()) {
      return new Verdict.Admitted(
          new Grant(
              roles,
              page == null ? "" : page.id(),
              page == null ? "" : page.name(),
              facts.fromBrowser()));
    }
    if (pagePart(facts) || exchange(facts, origin)) {
      return new Verdict.Admitted(new Grant(Set.of(), "", "", facts.fromBrowser()));
    }
    return Verdict.Refused.unauthorized("A token is needed.");
  }

  private boolean sameUser(PeerUser peer) {
    return peer == PeerUser.SAME || (peer == PeerUser.UNKNOWN && settings.trustLoopback());
  }

  private Set<Role> sameUserRoles(RequestFacts facts) {
    var roles = EnumSet.of(Role.OBSERVER);
    if (!settings.answersNeedToken()) {
      roles.add(Role.ANSWERER);
    }
    if (!facts.fromBrowser()) {
      roles.add(Role.PUBLISHER);
    }
    return roles;
  }

  private CookieJar.@Nullable Page page(List<String> values) {
    for (String value : values) {
      var page = cookies.find(value);
      // The token may have been revoked without anybody listening.
      if (page != null && tokens.holds(page.issuer())) {
        return page;
      }
    }
    return null;
  }

  private Verdict.Refused failed(RequestFacts facts, String detail) {
    return failures.allows(facts.remote())
        ? Verdict.Refused.unauthorized(detail)
        : Verdict.Refused.limited();
  }

  // A person follows a link to the page from anywhere; everything else must come from the page
  // itself
  // or from where the configuration says.
  private static boolean crossSite(RequestFacts facts, HostRules.Origin origin) {
    if (origin != HostRules.Origin.NONE) {
      return false; // it is on the list, and no browser lets a page say that it is another one
    }
    if (facts.reads() && !facts.upgrade() && !facts.api() && facts.plainPath()) {
      return false;
    }
    return !HARMLESS_SITES.containsAll(facts.values("sec-fetch-site"));
  }

  private static boolean pagePart(RequestFacts facts) {
    if (!facts.reads() || facts.upgrade() || !facts.plainPath()) {
      return false;
    }
    String path = facts.pathOnly();
    return PAGE_PATHS.stream()
        .anyMatch(
            part ->
                path.equals(part)
                    || (part.length() > 1 && part.endsWith("/") && path.startsWith(part)));
  }

  private static boolean exchange(RequestFacts facts, HostRules.@Nullable Origin origin) {
    return facts.method().equals("POST")
        && !facts.upgrade()
        && facts.pathOnly().equals(EXCHANGE_PATH)
        && origin == HostRules.Origin.OWN;
  }

  private HostRules.@Nullable Origin origin(RequestFacts facts) {
    return hosts.source(facts) instanceof HostRules.Accepted(var origin) ? origin : null;
  }

  private int port(RequestFacts facts) {
    return hosts.port(facts);
  }
}
