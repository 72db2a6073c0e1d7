package dev.skillwire.session.admission;

import static dev.skillwire.session.admission.Role.ADMIN;
import static dev.skillwire.session.admission.Role.ANSWERER;
import static dev.skillwire.session.admission.Role.OBSERVER;
import static dev.skillwire.session.admission.Role.PUBLISHER;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who the peer is and what it may do. Where a request says it goes to and comes from:
/// `HostRulesTest`; its credentials: `TokenAdmissionTest`, `PageCookieTest`.
class AdmissionTest extends Gate {
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
}
