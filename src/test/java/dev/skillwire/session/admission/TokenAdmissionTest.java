package dev.skillwire.session.admission;

import static dev.skillwire.session.admission.Role.ADMIN;
import static dev.skillwire.session.admission.Role.ANSWERER;
import static dev.skillwire.session.admission.Role.OBSERVER;
import static dev.skillwire.session.admission.Role.PUBLISHER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Admission by token, and guessing at one.
class TokenAdmissionTest extends Gate {
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
}
