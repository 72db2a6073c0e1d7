package dev.skillwire.session.admission;

import static dev.skillwire.session.admission.Role.ANSWERER;
import static dev.skillwire.session.admission.Role.OBSERVER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Admission of a browser by the cookie it had for a one-time code.
class PageCookieTest extends Gate {
  @Nested
  class Cookie {
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
    void endsWithItsTokenAlsoWhereNobodyListens() throws IOException {
      String cookie = cookie();
      tokens.replaceMain();
      refusedWith(401, "unauthorized", Asking.api().fromAfar().with("cookie", cookie));
    }

    @Test
    void hasAnIdentityOfItsOwnSoThatItCanAnswerWhatItsTokenAsked() {
      var grant = admitted(Asking.api().fromAfar().with("cookie", cookie()));
      assertThat(grant.tokenId()).startsWith("page-").isNotEqualTo(mainGrant().tokenId());
    }
  }
}
