package dev.skillwire.session.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a request says it goes to and comes from, judged as a whole.
class HostRulesTest {
  final SettableClock clock = new SettableClock();
  final TokenStore tokens = TokenStore.inMemory();
  Admission admission = withLists(Set.of(), Set.of());

  Admission withLists(Set<String> hosts, Set<String> origins) {
    return withLists(hosts, origins, Asking.PORT);
  }

  Admission withLists(Set<String> hosts, Set<String> origins, int port) {
    var settings = new AdmissionSettings(hosts, origins, false, false, false, port);
    return new Admission(settings, tokens, new CookieJar(clock), clock);
  }

  int status(Asking asking) {
    return switch (admission.judge(asking.facts())) {
      case Verdict.Admitted _ -> 200;
      case Verdict.Refused refused -> {
        assertThat(refused.code()).isEqualTo(code(refused.status()));
        yield refused.status();
      }
    };
  }

  static String code(int status) {
    return switch (status) {
      case 400 -> "bad_request";
      case 401 -> "unauthorized";
      default -> "forbidden";
    };
  }

  @Nested
  class DnsRebinding {
    @ParameterizedTest
    @ValueSource(strings = {"localhost:9876", "LocalHost:9876", "127.0.0.1:9876", "[::1]:9876"})
    void ownNamesAreAdmitted(String host) {
      assertThat(status(Asking.upgrade().with("host", host))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "evil.example:9876",
          "evil.example",
          "localhost.evil.example:9876",
          "localhost:9877",
          "localhost",
          "localhost:",
          "localhost.:9876",
          "localhost:09876",
          "localhost:+9876",
          "localhost:9876 ",
          " localhost:9876",
          "localhost :9876",
          "localhost:9876,evil.example",
          "user@localhost:9876",
          "user:pass@localhost:9876",
          "localhost:9876/",
          "localhost:9876#",
          "http://localhost:9876",
          "127.0.0.1.:9876",
          "127.1:9876",
          "2130706433:9876",
          "0x7f.0.0.1:9876",
          "0.0.0.0:9876",
          "192.168.1.4:9876",
          "::1:9876",
          "[::1%lo]:9876",
          "[::1%25lo]:9876",
          "[::]:9876",
          "[::ffff:127.0.0.1]:9876",
          "[::1]:9876]",
          "[::1:9876",
          "",
          "loca\u212Ahost:9876",
          "localhost:99999999999999"
        })
    void otherNamesAreRefusedOnEveryPath(String host) {
      assertThat(status(Asking.upgrade().with("host", host))).isEqualTo(403);
      assertThat(status(Asking.api().with("host", host))).isEqualTo(403);
      assertThat(status(Asking.page().with("host", host))).isEqualTo(403);
      assertThat(status(Asking.api().with("host", host).bearer(tokens.mainToken()))).isEqualTo(403);
    }

    @Test
    void reboundPageIsItsOwnOriginAndStillRefused() {
      assertThat(
              status(
                  Asking.upgrade()
                      .with("host", "evil.example:9876")
                      .with("origin", "http://evil.example:9876")
                      .with("sec-fetch-site", "same-origin")))
          .isEqualTo(403);
    }

    @Test
    void exactlyOneHostIsNeeded() {
      assertThat(status(Asking.upgrade().without("host"))).isEqualTo(400);
      assertThat(status(Asking.upgrade().and("host", "localhost:9876"))).isEqualTo(400);
      assertThat(status(Asking.upgrade().with("host", "localhost:9876", "evil.example")))
          .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example/api/v1/skills", "evil.example:80", "*", ""})
    void targetThatNamesAHostIsRefused(String target) {
      assertThat(status(Asking.api().at("GET", target))).isEqualTo(400);
    }

    @Test
    void defaultPortOfTheSchemeNeedNotBeWritten() {
      admission = withLists(Set.of(), Set.of(), 443);
      assertThat(status(Asking.api().overTls().with("host", "localhost"))).isEqualTo(200);
      assertThat(status(Asking.api().overTls().with("host", "localhost:443"))).isEqualTo(200);
      assertThat(status(Asking.api().with("host", "localhost"))).isEqualTo(403);
      admission = withLists(Set.of(), Set.of(), 80);
      assertThat(status(Asking.api().with("host", "localhost"))).isEqualTo(200);
      assertThat(status(Asking.api().overTls().with("host", "localhost"))).isEqualTo(403);
    }

    @Test
    void portZeroStandsForTheOneTheConnectionCameInOn() {
      admission = withLists(Set.of(), Set.of(), 0);
      assertThat(status(Asking.api())).isEqualTo(200);
      assertThat(status(Asking.api().with("host", "localhost:1"))).isEqualTo(403);
    }

    @Test
    void configuredNamesAreAdmittedWithTheirPort() {
      admission = withLists(Set.of("Hub.example", "other.example:8443"), Set.of());
      assertThat(status(Asking.api().with("host", "hub.example:9876"))).isEqualTo(200);
      assertThat(status(Asking.api().with("host", "hub.EXAMPLE"))).isEqualTo(200);
      assertThat(status(Asking.api().with("host", "hub.example:9999"))).isEqualTo(403);
      assertThat(status(Asking.api().with("host", "other.example:8443"))).isEqualTo(200);
      assertThat(status(Asking.api().with("host", "other.example:9876"))).isEqualTo(403);
      assertThat(status(Asking.api().with("host", "a.hub.example:9876"))).isEqualTo(403);
    }
  }

  @Nested
  class HostilePage {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://evil.example",
          "http://localhost",
          "http://localhost:9877",
          "https://localhost:9876",
          "http://127.0.0.1:9876",
          "http://192.168.1.4",
          "http://192.168.1.4:9876",
          "http://localhost:9876.evil.example",
          "http://localhost:9876@evil.example",
          "http://localhost:9876/",
          "http://localhost:9876 https://evil.example",
          "//localhost:9876",
          "localhost:9876",
          "file://",
          "chrome-extension://abc",
          "*",
          ""
        })
    void isRefusedWithAndWithoutToken(String origin) {
      for (var asking : new Asking[] {Asking.upgrade(), Asking.api(), Asking.page()}) {
        assertThat(status(asking.with("origin", origin))).isEqualTo(403);
        assertThat(status(asking.bearer(tokens.mainToken()))).isEqualTo(403);
      }
    }

    @Test
    void sandboxedFrameSendsNullAndIsRefused() {
      assertThat(status(Asking.upgrade().with("origin", "null"))).isEqualTo(403);
      assertThat(status(Asking.upgrade().with("origin", "null").bearer(tokens.mainToken())))
          .isEqualTo(403);
    }

    @Test
    void severalOriginsAreRefused() {
      var own = "http://localhost:9876";
      assertThat(status(Asking.upgrade().with("origin", own, own))).isEqualTo(403);
      assertThat(status(Asking.upgrade().with("origin", own, "https://evil.example")))
          .isEqualTo(403);
    }

    @Test
    void ownPageIsAdmittedUnderTheNameItWasLoadedBy() {
      assertThat(status(Asking.upgrade().fromOwnPage())).isEqualTo(200);
      assertThat(status(Asking.upgrade().with("host", "127.0.0.1:9876").fromOwnPage()))
          .isEqualTo(200);
      assertThat(status(Asking.upgrade().with("host", "[::1]:9876").fromOwnPage())).isEqualTo(200);
      assertThat(status(Asking.upgrade().overTls().fromOwnPage())).isEqualTo(200);
    }

    @Test
    void defaultPortInHostAndOriginAreTheSame() {
      admission = withLists(Set.of(), Set.of(), 443);
      assertThat(
              status(
                  Asking.upgrade()
                      .overTls()
                      .with("host", "localhost:443")
                      .with("origin", "https://localhost")))
          .isEqualTo(200);
    }

    @Test
    void configuredOriginIsAdmittedAcrossSites() {
      admission = withLists(Set.of(), Set.of("https://Dash.example"));
      var asking = Asking.upgrade().with("origin", "https://dash.example");
      assertThat(status(asking.with("sec-fetch-site", "cross-site"))).isEqualTo(200);
      assertThat(status(Asking.upgrade().with("origin", "http://dash.example"))).isEqualTo(403);
      assertThat(status(Asking.upgrade().with("origin", "https://dash.example:8443")))
          .isEqualTo(403);
      assertThat(status(Asking.upgrade().with("origin", "https://a.dash.example"))).isEqualTo(403);
    }

    @Test
    void editorWebviewNeedsAToken() {
      var webview =
          Asking.upgrade()
              .with("origin", "vscode-webview://0c6q1qk5tq")
              .with("sec-fetch-site", "cross-site");
      assertThat(status(webview)).isEqualTo(401);
      assertThat(
              status(
                  webview.with(
                      "sec-websocket-protocol",
                      "skillwire.v1, skillwire.token." + tokens.mainToken())))
          .isEqualTo(200);
    }

    @Test
    void editorWebviewNeedsATokenAlsoWhenConfigured() {
      admission = withLists(Set.of(), Set.of("vscode-webview://abc"));
      assertThat(status(Asking.upgrade().with("origin", "vscode-webview://abc"))).isEqualTo(401);
    }
  }

  @Nested
  class FetchMetadata {
    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "", "SAME-ORIGIN", "anything"})
    void otherSitesAreRefusedOnApiAndUpgrades(String site) {
      assertThat(status(Asking.api().with("sec-fetch-site", site))).isEqualTo(403);
      assertThat(status(Asking.upgrade().with("sec-fetch-site", site))).isEqualTo(403);
      assertThat(status(Asking.api().with("sec-fetch-site", site).bearer(tokens.mainToken())))
          .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "none"})
    void theSameSiteIsAdmitted(String site) {
      assertThat(status(Asking.api().with("sec-fetch-site", site))).isEqualTo(200);
      assertThat(status(Asking.upgrade().with("sec-fetch-site", site))).isEqualTo(200);
    }

    @Test
    void severalValuesMustAllBeHarmless() {
      assertThat(status(Asking.api().with("sec-fetch-site", "same-origin", "cross-site")))
          .isEqualTo(403);
    }

    @Test
    void pageOnAnotherPortOfThisHostIsRefusedThoughItsCookiesAreSent() {
      assertThat(
              status(
                  Asking.api()
                      .with("sec-fetch-site", "same-site")
                      .with("cookie", "skillwire_9876=anything")))
          .isEqualTo(403);
    }

    @Test
    void personMayFollowALinkToThePage() {
      var link =
          Asking.page().with("sec-fetch-site", "cross-site").with("sec-fetch-mode", "navigate");
      assertThat(status(link)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/API/v1/skills",
          "/%61pi/v1/skills",
          "//api/v1/skills",
          "/./api/v1/skills",
          "/x/../api",
          "/x\\..\\api",
          "/;/api",
          "/api?x"
        })
    void apiInDisguiseIsTheApi(String path) {
      var asking = Asking.page().at("GET", path).with("sec-fetch-site", "cross-site");
      assertThat(status(asking)).isEqualTo(403);
    }

    @Test
    void formOfAnotherSiteIsRefusedOnEveryPath() {
      var form = Asking.page().at("POST", "/").with("sec-fetch-site", "cross-site");
      assertThat(status(form)).isEqualTo(403);
    }
  }
}
