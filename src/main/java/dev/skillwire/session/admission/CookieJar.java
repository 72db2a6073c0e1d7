package dev.skillwire.session.admission;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One-time codes, and the cookies that browsers get for them.
///
/// A code is issued to the holder of a token, so a page that exchanged one stands for that holder: with
/// at most the token's roles, and only as long as the token admits. Everything is in memory and ends with
/// the process. Cookies do not keep ports apart: every server on the same host name is sent this one.
/// That is why it holds no token, and why on loopback it does not replace the same-user check. Safe for
/// use by several threads.
public final class CookieJar {
  /// How long a code can be exchanged.
  public static final Duration CODE_LIFE = Duration.ofSeconds(60);

  /// How long a cookie counts.
  public static final Duration COOKIE_LIFE = Duration.ofHours(12);

  /// Codes outstanding at most; the oldest makes room.
  public static final int MAX_CODES = 64;

  /// Cookies at most; the oldest makes room.
  public static final int MAX_COOKIES = 256;

  // What a page can do, whatever the token behind it can.
  private static final Set<Role> PAGE_ROLES = Set.of(Role.OBSERVER, Role.ANSWERER);
  private static final String ID_PREFIX = "page-";
  private static final int ID_BYTES = 9;

  /// A browser that exchanged a code.
  ///
  /// @param id public
  /// @param issuer id of the token whose holder asked for the code
  /// @param name that token's name
  /// @param roles at most observer and answerer
  /// @param expires the first instant at which it no longer counts
  record Page(String id, String issuer, String name, Set<Role> roles, Instant expires) {}

  private final InstantSource clock;
  // Keys are digests: looking one up in a map takes a time that says nothing about the secret.
  private final Map<String, Page> codes = new LinkedHashMap<>();
  private final Map<String, Page> cookies = new LinkedHashMap<>();

  public CookieJar(InstantSource clock) {
    this.clock = clock;
  }

  /// A new one-time code: 128 random bits.
  synchronized String issue(TokenStore.Token issuer) {
    var roles = PAGE_ROLES.stream().filter(issuer.roles()::contains).toList();
    var page =
        new Page(
            ID_PREFIX + Secrets.random(ID_BYTES),
            issuer.id(),
            issuer.name(),
            Set.copyOf(roles),
            clock.instant().plus(CODE_LIFE));
    String code = Secrets.random(Secrets.CODE_BYTES);
    put(codes, code, page, MAX_CODES);
    return code;
  }

  /// Takes a code and returns the value of a new cookie; null when the code is unknown, used or late.
  public synchronized @Nullable String exchange(String code) {
    var page = Secrets.possible(code) ? codes.remove(key(code)) : null;
    if (page == null || !clock.instant().isBefore(page.expires())) {
      return null;
    }
    String value = Secrets.random(Secrets.LONG_BYTES);
    var expires = clock.instant().plus(COOKIE_LIFE);
    put(
        cookies,
        value,
        new Page(page.id(), page.issuer(), page.name(), page.roles(), expires),
        MAX_COOKIES);
    return value;
  }

  /// The page that holds this cookie, null when the value is unknown or too old.
  synchronized @Nullable Page find(String value) {
    var page = Secrets.possible(value) ? cookies.get(key(value)) : null;
    return page != null && clock.instant().isBefore(page.expires()) ? page : null;
  }

  /// Whether the page with this id still holds a cookie that counts.
  synchronized boolean holds(String id) {
    var now = clock.instant();
    return cookies.values().stream()
        .anyMatch(page -> page.id().equals(id) && now.isBefore(page.expires()));
  }

  /// Ends every code and cookie that the holder of this token was given.
  ///
  /// @return ids of the pages whose cookie ended
  synchronized List<String> endIssuedBy(String tokenId) {
    codes.values().removeIf(page -> page.issuer().equals(tokenId));
    var ended = new ArrayList<String>();
    cookies
        .values()
        .removeIf(
            page -> {
              boolean gone = page.issuer().equals(tokenId);
              if (gone) {
                ended.add(page.id());
              }
              return gone;
            });
    return ended;
  }

  /// The cookie's name on a port: two hubs on one host must not overwrite each other's.
  public static String cookieName(int port) {
    return "skillwire_" + port;
  }

  /// The `Set-Cookie` header value that hands a cookie to the browser.
  public static String setCookie(String value, int port, boolean tls) {
    return cookieName(port)
        + "="
        + value
        + "; Max-Age="
        + COOKIE_LIFE.toSeconds()
        + "; Path=/; HttpOnly; SameSite=Strict"
        + (tls ? "; Secure" : "");
  }

  private void put(Map<String, Page> pages, String secret, Page page, int limit) {
    var now = clock.instant();
    pages.values().removeIf(old -> !now.isBefore(old.expires()));
    if (pages.size() >= limit) {
      pages.remove(pages.keySet().iterator().next());
    }
    pages.put(key(secret), page);
  }

  private static String key(String secret) {
    return HexFormat.of().formatHex(Secrets.digest(secret));
  }
}
