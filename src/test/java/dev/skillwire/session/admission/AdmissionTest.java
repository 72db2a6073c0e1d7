package dev.skillwire.session.admission;

import static dev.skillwire.session.admission.Role.ADMIN;
import static dev.skillwire.session.admission.Role.ANSWERER;
import static dev.skillwire.session.admission.Role.OBSERVER;
import static dev.skillwire.session.admission.Role.PUBLISHER;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who the peer is and what it may do. Where a request says it goes to and comes from: `HostRulesTest`.
class AdmissionTest {
  final SettableClock clock = new SettableClock();
  final TokenStore tokens = TokenStore.inMemory();
  final CookieJar cookies = new CookieJar(clock);
  Admission admission = withSettings(AdmissionSettings.onPort(Asking.PORT));

  Admission withSettings(AdmissionSettings settings) {
    return new Admission(settings, tokens, cookies, clock);
  }

  AdmissionSettings settings(boolean trust, boolean requireToken, boolean answersNeedToken) {
    return new AdmissionSettings(
        Set.of(), Set.of(), trust, requireToken, answersNeedToken, Asking.PORT);
  }

  Grant admitted(Asking asking) {
    var verdict = admission.judge(asking.facts());
    assertThat(verdict).isInstanceOf(Verdict.Admitted.class);
    return ((Verdict.Admitted) verdict).grant();
  }

  Verdict.Refused refused(Asking asking) {
    var verdict = admission.judge(asking.facts());
    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    return (Verdict.Refused) verdict;
  }

  void refusedWith(int status, String code, Asking asking) {
    var refused = refused(asking);
    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.code()).isEqualTo(code);
  }

  Grant mainGrant() {
    return admitted(Asking.api().bearer(tokens.mainToken()));
  }

  /// A `Cookie` header value that was had by the right way.
  String cookie() {
    return cookieFor(mainGrant());
  }

  String codeFor(Grant grant) {
    return requireNonNull(admission.issueCode(grant));
  }

  String cookieFor(Grant grant) {
    return "skillwire_9876=" + requireNonNull(cookies.exchange(codeFor(grant)));
  }

  @Nested
  class SameUserWithoutToken {
    @Test
    void nativeClientObservesAnswersAndPublishes() {
      var grant = admitted(Asking.upgrade());
      assertThat(grant.roles()).containsExactlyInAnyOrder(OBSERVER, ANSWERER, PUBLISHER);
      assertThat(grant.tokenId()).isEmpty();
      assertThat(grant.page()).isFalse();
    }

    @Test
    void pageObservesAndAnswersOnly() {
      var grant = admitted(Asking.upgrade().fromOwnPage());
      assertThat(grant.roles()).containsExactlyInAnyOrder(OBSERVER, ANSWERER);
      assertThat(grant.page()).isTrue();
    }

    @Test
    void pageIsKnownByItsFetchMetadataAloneWhenItSendsNoOrigin() {
      var grant = admitted(Asking.api().with("sec-fetch-site", "same-origin"));
      assertThat(grant.roles()).containsExactlyInAnyOrder(OBSERVER, ANSWERER);
      assertThat(admitted(Asking.api().with("sec-fetch-mode", "cors")).page()).isTrue();
    }

    @Test
    void requireTokenSwitchesThisWayInOff() {
      admission = withSettings(settings(false, true, false));
      refusedWith(401, "unauthorized", Asking.upgrade());
      refusedWith(401, "unauthorized", Asking.upgrade().fromOwnPage());
      assertThat(mainGrant().has(ADMIN)).isTrue();
    }

    @Test
    void answersNeedTokenLeavesObservingAndPublishing() {
      admission = withSettings(settings(false, false, true));
      assertThat(admitted(Asking.upgrade()).roles()).containsExactlyInAnyOrder(OBSERVER, PUBLISHER);
      assertThat(admitted(Asking.upgrade().fromOwnPage()).roles()).containsExactly(OBSERVER);
      assertThat(mainGrant().has(ANSWERER)).isTrue();
    }

    @Test
    void answersNeedTokenIsMetByAPageThatWasOpenedWithOne() {
      admission = withSettings(settings(false, false, true));
      var grant = admitted(Asking.upgrade().fromOwnPage().with("cookie", cookie()));
      assertThat(grant.roles()).containsExactlyInAnyOrder(OBSERVER, ANSWERER);
    }
  }

  @Nested
  class AnotherUser {
    @ParameterizedTest
    @EnumSource(names = {"OTHER", "UNKNOWN", "NOT_CHECKED"})
    void isRefusedWithoutToken(PeerUser user) {
      refusedWith(401, "unauthorized", Asking.upgrade().by(user));
      refusedWith(401, "unauthorized", Asking.api().by(user));
    }

    @ParameterizedTest
    @EnumSource(names = {"OTHER", "NOT_CHECKED"})
    void isNotEvenGivenThePage(PeerUser user) {
      refusedWith(401, "unauthorized", Asking.page().by(user));
    }

    @ParameterizedTest
    @EnumSource
    void isAdmittedWithAToken(PeerUser user) {
      assertThat(admitted(Asking.upgrade().by(user).bearer(tokens.mainToken())).has(ADMIN))
          .isTrue();
    }

    @Test
    void trustLoopbackCountsOnlyWhereTheSystemCannotTell() {
      admission = withSettings(settings(true, false, false));
      assertThat(admitted(Asking.upgrade().by(PeerUser.UNKNOWN)).has(PUBLISHER)).isTrue();
      refusedWith(401, "unauthorized", Asking.upgrade().by(PeerUser.OTHER));
      refusedWith(401, "unauthorized", Asking.upgrade().by(PeerUser.NOT_CHECKED));
    }

    @Test
    void trustLoopbackSaysNothingOfPeersBeyondIt() {
      admission = withSettings(settings(true, false, false));
      refusedWith(401, "unauthorized", Asking.upgrade().fromAfar().by(PeerUser.UNKNOWN));
    }
  }

  @Nested
  class BeyondLoopback {
    @ParameterizedTest
    @EnumSource
    void everyPeerNeedsAToken(PeerUser user) {
      refusedWith(401, "unauthorized", Asking.upgrade().fromAfar().by(user));
      refusedWith(401, "unauthorized", Asking.api().fromAfar().by(user));
      assertThat(admitted(Asking.api().fromAfar().by(user).bearer(tokens.mainToken())).has(ADMIN))
          .isTrue();
    }

    @Test
    void oneLoopbackEndIsNotEnough() {
      refusedWith(401, "unauthorized", Asking.upgrade().between("127.0.0.1", "192.0.2.7"));
      refusedWith(401, "unauthorized", Asking.upgrade().between("192.0.2.1", "127.0.0.1"));
    }

    @Test
    void ipv6LoopbackIsLoopback() {
      assertThat(admitted(Asking.upgrade().between("::1", "::1")).has(PUBLISHER)).isTrue();
    }

    @Test
    void cookieObservesAndAnswers() {
      var grant = admitted(Asking.upgrade().fromOwnPage().fromAfar().with("cookie", cookie()));
      assertThat(grant.roles()).containsExactlyInAnyOrder(OBSERVER, ANSWERER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/assets/app.js", "/?x=1"})
    void pageLoadsWithoutAnyRoleSoThatItCanExchangeACode(String path) {
      assertThat(admitted(Asking.page().at("GET", path).fromAfar()).roles()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/api",
          "/metrics",
          "/healthz",
          "/assets/../api/v1/skills",
          "/assets/%2e%2e/api/v1/skills",
          "/assets//x",
          "/assets",
          "/events"
        })
    void nothingElseIsServed(String path) {
      refusedWith(401, "unauthorized", Asking.page().at("GET", path).fromAfar());
    }

    @Test
    void postingToThePageIsNotLoadingIt() {
      refusedWith(401, "unauthorized", Asking.page().at("POST", "/").fromAfar());
    }
  }

  @Nested
  class RelayedRequest {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "forwarded",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-anything",
          "x-real-ip",
          "via"
        })
    void needsAToken(String header) {
      refusedWith(401, "unauthorized", Asking.upgrade().with(header, "192.0.2.7"));
      refusedWith(401, "unauthorized", Asking.page().with(header, "192.0.2.7"));
      var grant = admitted(Asking.upgrade().with(header, "x").bearer(tokens.mainToken()));
      assertThat(grant.has(ADMIN)).isTrue();
    }

    @Test
    void trustedLoopbackDoesNotExcuseIt() {
      admission = withSettings(settings(true, false, false));
      refusedWith(401, "unauthorized", Asking.upgrade().by(PeerUser.UNKNOWN).with("via", "1.1 x"));
    }

    @Test
    void cookieDoesNotExcuseItOnLoopback() {
      refusedWith(
          401,
          "unauthorized",
          Asking.api().fromOwnPage().with("via", "1.1 x").with("cookie", cookie()));
    }
  }

  @Nested
  class Tokens {
    @Test
    void carriesItsRolesAndNoOthers() throws IOException {
      String text = tokens.add("dashboard", Set.of(OBSERVER));
      var grant = admitted(Asking.upgrade().bearer(text));
      assertThat(grant.roles()).containsExactly(OBSERVER);
      assertThat(grant.name()).isEqualTo("dashboard");
      assertThat(grant.tokenId()).isNotEmpty().isNotEqualTo(mainGrant().tokenId());
    }

    @Test
    void adminNeedsOne() {
      assertThat(admitted(Asking.upgrade()).has(ADMIN)).isFalse();
      assertThat(mainGrant().roles()).containsExactlyInAnyOrder(Role.values());
    }

    @Test
    void pageMayHoldOne() {
      var grant = admitted(Asking.upgrade().fromOwnPage().bearer(tokens.mainToken()));
      assertThat(grant.page()).isTrue();
      assertThat(grant.has(PUBLISHER)).isTrue();
    }

    @Test
    void wrongOneIsRefusedAlsoForTheSameUser() {
      refusedWith(401, "unauthorized", Asking.upgrade().bearer("not-" + tokens.mainToken()));
      refusedWith(401, "unauthorized", Asking.upgrade().bearer(""));
      refusedWith(401, "unauthorized", Asking.page().bearer("wrong"));
      refusedWith(401, "unauthorized", Asking.api().with("authorization", "Basic dXNlcjpwYXNz"));
    }

    @Test
    void schemeWordMayBeInAnyCase() {
      var grant = admitted(Asking.api().with("authorization", "bearer " + tokens.mainToken()));
      assertThat(grant.has(ADMIN)).isTrue();
    }

    @Test
    void severalAreAmbiguousAndRefused() {
      String good = "Bearer " + tokens.mainToken();
      refusedWith(400, "bad_request", Asking.api().with("authorization", good, good));
      refusedWith(
          400,
          "bad_request",
          Asking.upgrade()
              .with("authorization", good)
              .with("sec-websocket-protocol", "skillwire.token." + tokens.mainToken()));
    }

    @Test
    void comesAsASubprotocolOfAnUpgradeAndIsNotEchoed() {
      var asking =
          Asking.upgrade()
              .by(PeerUser.OTHER)
              .with(
                  "sec-websocket-protocol", "skillwire.v1, skillwire.token." + tokens.mainToken());
      assertThat(admitted(asking).has(ADMIN)).isTrue();
      assertThat(Admission.subprotocol(asking.facts())).isEqualTo("skillwire.v1");
    }

    @Test
    void subprotocolCountsOnUpgradesOnly() {
      refusedWith(
          401,
          "unauthorized",
          Asking.api()
              .by(PeerUser.OTHER)
              .with("sec-websocket-protocol", "skillwire.token." + tokens.mainToken()));
    }

    @Test
    void echoesNothingThatWasNotOffered() {
      assertThat(Admission.subprotocol(Asking.upgrade().facts())).isEmpty();
      var other = Asking.upgrade().with("sec-websocket-protocol", "graphql-ws");
      assertThat(Admission.subprotocol(other.facts())).isEmpty();
    }

    @Test
    void isNeverTakenFromTheUrl() {
      refusedWith(
          401,
          "unauthorized",
          Asking.api().by(PeerUser.OTHER).at("GET", "/api/v1/skills?token=" + tokens.mainToken()));
    }

    @Test
    void refusalTellsHowToComeBackAndRepeatsNothing() {
      var refused = refused(Asking.api().bearer("guess-guess-guess"));
      assertThat(refused.headers()).containsEntry("www-authenticate", "Bearer realm=\"skillwire\"");
      assertThat(refused.toString()).doesNotContain("guess-guess");
    }

    @Test
    void revokedOneIsRefusedAndReported() throws IOException {
      String text = tokens.add("phone", Set.of(OBSERVER, ANSWERER));
      var grant = admitted(Asking.api().bearer(text));
      var ended = new ArrayList<String>();
      admission.onRevoked(ended::add);
      assertThat(admission.holds(grant)).isTrue();

      tokens.revoke("phone");

      assertThat(ended).containsExactly(grant.tokenId());
      assertThat(admission.holds(grant)).isFalse();
      refusedWith(401, "unauthorized", Asking.api().bearer(text));
    }
  }

  @Nested
  class TokenGuessing {
    void guess(int times) {
      for (int at = 0; at < times; at++) {
        assertThat(refused(Asking.api().bearer("guess-" + at)).status()).isEqualTo(401);
      }
    }

    @Test
    void isSlowedDownForAnAddress() {
      guess(FailedAttempts.ADDRESS_BURST);
      var refused = refused(Asking.api().bearer("one-more"));
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.code()).isEqualTo("rate_limited");
      assertThat(refused.headers()).containsEntry("retry-after", "6");
      clock.pass(Duration.ofSeconds(refused.retryAfterSeconds()));
      assertThat(refused(Asking.api().bearer("one-more")).status()).isEqualTo(401);
    }

    @Test
    void isSlowedDownOverAllAddresses() {
      for (int at = 0; at < FailedAttempts.OVERALL_BURST; at++) {
        refusedWith(401, "unauthorized", Asking.api().fromAfar("192.0.2." + at).bearer("x"));
      }
      refusedWith(429, "rate_limited", Asking.api().fromAfar("198.51.100.1").bearer("x"));
    }

    @Test
    void doesNotLockOutThoseWhoShareTheAddress() {
      guess(FailedAttempts.ADDRESS_BURST);
      refusedWith(429, "rate_limited", Asking.api().bearer("one-more"));
      assertThat(mainGrant().has(ADMIN)).isTrue();
      assertThat(admitted(Asking.upgrade()).has(PUBLISHER)).isTrue();
    }

    @Test
    void codesAreCountedToo() {
      var exchange = Asking.api().at("POST", Admission.EXCHANGE_PATH).fromOwnPage();
      for (int at = 0; at < FailedAttempts.ADDRESS_BURST; at++) {
        admission.redeem(exchange.facts(), "guess-" + at);
      }
      assertThat(admission.redeem(exchange.facts(), "x"))
          .isEqualTo(new Exchange.Denied(Verdict.Refused.limited()));
      assertThat(admission.redeem(exchange.facts(), codeFor(mainGrant())))
          .isInstanceOf(Exchange.Redeemed.class);
    }
  }

  @Nested
  class PageCookie {
    final Asking exchange = Asking.api().at("POST", Admission.EXCHANGE_PATH).fromOwnPage();

    String code() {
      return codeFor(mainGrant());
    }

    Verdict.Refused denied(Asking asking, String code) {
      var outcome = admission.redeem(asking.facts(), code);
      assertThat(outcome).isInstanceOf(Exchange.Denied.class);
      return ((Exchange.Denied) outcome).refusal();
    }

    @Test
    void isHadForACode() {
      var outcome = admission.redeem(exchange.facts(), code());
      assertThat(outcome).isInstanceOf(Exchange.Redeemed.class);
      String header = ((Exchange.Redeemed) outcome).setCookie();
      assertThat(header).startsWith("skillwire_9876=").contains("HttpOnly", "SameSite=Strict");
      assertThat(header).doesNotContain("Secure").doesNotContain(tokens.mainToken());
    }

    @Test
    void isHadFromAfarWhereThePageHasNoOtherCredential() {
      admission =
          withSettings(
              new AdmissionSettings(
                  Set.of("hub.example"), Set.of(), false, false, false, Asking.PORT));
      var afar =
          Asking.api()
              .overTls()
              .with("host", "hub.example:9876")
              .at("POST", Admission.EXCHANGE_PATH)
              .fromOwnPage()
              .fromAfar();
      assertThat(admitted(afar).roles()).isEmpty();
      var outcome = admission.redeem(afar.facts(), code());
      assertThat(((Exchange.Redeemed) outcome).setCookie()).endsWith("; Secure");
    }

    @Test
    void codeWorksOnce() {
      String code = code();
      admission.redeem(exchange.facts(), code);
      assertThat(denied(exchange, code).status()).isEqualTo(401);
    }

    @Test
    void codeIsLateAfterSixtySeconds() {
      String code = code();
      clock.pass(CookieJar.CODE_LIFE);
      assertThat(denied(exchange, code).status()).isEqualTo(401);
    }

    @Test
    void codeIsTakenOnlyByPostFromTheOwnPage() {
      String code = code();
      assertThat(denied(Asking.api().at("POST", Admission.EXCHANGE_PATH), code).status())
          .isEqualTo(403);
      assertThat(
              denied(Asking.api().at("GET", Admission.EXCHANGE_PATH).fromOwnPage(), code).status())
          .isEqualTo(403);
      var elsewhere = Asking.api().at("POST", Admission.EXCHANGE_PATH);
      assertThat(denied(elsewhere.with("origin", "https://evil.example"), code).status())
          .isEqualTo(403);
      assertThat(admission.redeem(exchange.facts(), code)).isInstanceOf(Exchange.Redeemed.class);
    }

    @Test
    void codeIsIssuedToTokenHoldersOnly() {
      assertThat(admission.issueCode(admitted(Asking.api()))).isNull();
      var page = admitted(Asking.api().fromOwnPage().with("cookie", cookie()));
      assertThat(page.tokenId()).isNotEmpty();
      assertThat(admission.issueCode(page)).isNull();
    }

    @Test
    void neverHasMoreThanTheTokenBehindIt() throws IOException {
      String text = tokens.add("wall", Set.of(OBSERVER));
      String cookie = cookieFor(admitted(Asking.api().bearer(text)));
      assertThat(admitted(Asking.api().fromAfar().with("cookie", cookie)).roles())
          .containsExactly(OBSERVER);
    }

    @Test
    void doesNotReplaceTheSameUserCheck() {
      var cookie = cookie();
      refusedWith(401, "unauthorized", Asking.upgrade().by(PeerUser.OTHER).with("cookie", cookie));
      refusedWith(
          401, "unauthorized", Asking.upgrade().by(PeerUser.NOT_CHECKED).with("cookie", cookie));
    }

    @Test
    void isEnoughWhereTheSystemCannotTell() {
      var grant = admitted(Asking.upgrade().by(PeerUser.UNKNOWN).with("cookie", cookie()));
      assertThat(grant.roles()).containsExactlyInAnyOrder(OBSERVER, ANSWERER);
    }

    @Test
    void isEnoughForTheSameUserWhereATokenIsRequired() {
      admission = withSettings(settings(false, true, false));
      var grant = admitted(Asking.upgrade().fromOwnPage().with("cookie", cookie()));
      assertThat(grant.roles()).containsExactlyInAnyOrder(OBSERVER, ANSWERER);
    }

    @Test
    void fromAnotherPortIsNotThisHubs() {
      String other = cookie().replace("skillwire_9876", "skillwire_9877");
      refusedWith(401, "unauthorized", Asking.api().fromAfar().with("cookie", other));
    }

    @Test
    void plantedOneOfTheSameNameDoesNotHideTheRealOne() {
      String both = "skillwire_9876=planted; theme=dark; " + cookie();
      assertThat(admitted(Asking.api().fromAfar().with("cookie", both)).has(ANSWERER)).isTrue();
    }

    @Test
    void leftFromBeforeARestartDoesNotLockTheOwnPageOut() {
      var grant = admitted(Asking.upgrade().fromOwnPage().with("cookie", "skillwire_9876=old"));
      assertThat(grant.roles()).containsExactlyInAnyOrder(OBSERVER, ANSWERER);
      assertThat(grant.tokenId()).isEmpty();
    }

    @Test
    void endsAfterTwelveHours() {
      String cookie = cookie();
      var grant = admitted(Asking.api().fromAfar().with("cookie", cookie));
      clock.pass(Duration.ofHours(12).minusMillis(1));
      assertThat(admission.holds(grant)).isTrue();
      clock.pass(Duration.ofMillis(1));
      assertThat(admission.holds(grant)).isFalse();
      refusedWith(401, "unauthorized", Asking.api().fromAfar().with("cookie", cookie));
    }

    @Test
    void endsWithTheTokenThatOpenedIt() throws IOException {
      var ended = new ArrayList<String>();
      admission.onRevoked(ended::add);
      String cookie = cookie();
      var grant = admitted(Asking.api().fromAfar().with("cookie", cookie));
      String mainId = mainGrant().tokenId();

      tokens.replaceMain();

      assertThat(ended).containsExactly(mainId, grant.tokenId());
      refusedWith(401, "unauthorized", Asking.api().fromAfar().with("cookie", cookie));
    }

    @Test
    void hasAnIdentityOfItsOwnSoThatItCanAnswerWhatItsTokenAsked() {
      var grant = admitted(Asking.api().fromAfar().with("cookie", cookie()));
      assertThat(grant.tokenId()).startsWith("page-").isNotEqualTo(mainGrant().tokenId());
    }
  }
}
