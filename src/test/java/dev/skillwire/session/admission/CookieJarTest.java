package dev.skillwire.session.admission;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CookieJarTest {
  final SettableClock clock = new SettableClock();
  final CookieJar jar = new CookieJar(clock);
  final TokenStore.Token issuer = new TokenStore.Token("id-1", "main", Set.of(Role.values()));

  String cookie() {
    return requireNonNull(jar.exchange(jar.issue(issuer)));
  }

  @Test
  void codeHolds128RandomBits() {
    assertThat(Base64.getUrlDecoder().decode(jar.issue(issuer))).hasSize(16);
    var codes = new HashSet<String>();
    for (int at = 0; at < 1_000; at++) {
      assertThat(codes.add(jar.issue(issuer))).isTrue();
    }
  }

  @Test
  void codeWorksOnceAndInTime() {
    String code = jar.issue(issuer);
    clock.pass(Duration.ofMillis(59_999));
    assertThat(jar.exchange(code)).isNotNull();
    assertThat(jar.exchange(code)).isNull();

    String late = jar.issue(issuer);
    clock.pass(Duration.ofSeconds(60));
    assertThat(jar.exchange(late)).isNull();
    clock.pass(Duration.ofSeconds(-30));
    assertThat(jar.exchange(late)).describedAs("a late code is spent").isNull();
  }

  @Test
  void cookieIsNotTheCode() {
    String code = jar.issue(issuer);
    String value = requireNonNull(jar.exchange(code));
    assertThat(value).isNotEqualTo(code);
    assertThat(Base64.getUrlDecoder().decode(value)).hasSize(32);
    assertThat(jar.find(code)).isNull();
    assertThat(jar.find("")).isNull();
    assertThat(jar.find("x".repeat(1_000))).isNull();
  }

  @Test
  void codesOutstandingAreBoundedAndTheOldestMakesRoom() {
    String first = jar.issue(issuer);
    String second = jar.issue(issuer);
    for (int at = 1; at < CookieJar.MAX_CODES; at++) {
      jar.issue(issuer);
    }
    assertThat(jar.exchange(first)).isNull();
    assertThat(jar.exchange(second)).isNotNull();
  }

  @Test
  void cookiesAreBoundedAndTheOldestMakesRoom() {
    String first = cookie();
    String second = cookie();
    for (int at = 1; at < CookieJar.MAX_COOKIES; at++) {
      cookie();
    }
    assertThat(jar.find(first)).isNull();
    assertThat(jar.find(second)).isNotNull();
  }

  @Test
  void endsWhatOneTokenOpenedAndNothingElse() {
    var other = new TokenStore.Token("id-2", "phone", Set.of(Role.OBSERVER));
    String kept = requireNonNull(jar.exchange(jar.issue(other)));
    String gone = cookie();
    String code = jar.issue(issuer);
    String id = requireNonNull(jar.find(gone)).id();

    assertThat(jar.endIssuedBy("id-1")).containsExactly(id);
    assertThat(jar.find(gone)).isNull();
    assertThat(jar.exchange(code)).isNull();
    assertThat(jar.find(kept)).isNotNull();
  }

  @Test
  void endsWithTheProcess() {
    assertThat(new CookieJar(clock).find(cookie())).isNull();
  }

  @Test
  void headerKeepsScriptsOtherSitesAndOtherPortsAway() {
    assertThat(CookieJar.setCookie("v", 9876, false))
        .isEqualTo("skillwire_9876=v; Max-Age=43200; Path=/; HttpOnly; SameSite=Strict");
    assertThat(CookieJar.setCookie("v", 1, true))
        .isEqualTo("skillwire_1=v; Max-Age=43200; Path=/; HttpOnly; SameSite=Strict; Secure");
  }
}
