package dev.skillwire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Section 8: hosts, origins and relays. Every request is tried as an upgrade and as an API call.
class AdmissionTest {

  @RegisterExtension
  static final HubUnderTest hub =
      HubUnderTest.with(
          "--allow-origin", "https://tools.example", "--allow-host", "hub.example:4711");

  @Nested
  class TheHost {

    @ParameterizedTest
    @ValueSource(strings = {"localhost:PORT", "LocalHost:PORT", "127.0.0.1:PORT", "[::1]:PORT"})
    void ofThisMachineIsServed(String host) throws IOException {
      assertAdmitted("Host: " + host);
    }

    @Test
    void thatIsConfiguredIsServed() throws IOException {
      assertAdmitted("Host: hub.example:4711");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "rebind.evil.example:PORT",
          "evil.example",
          "localhost.evil.example:PORT",
          "localhost:1",
          "127.0.0.1:1",
          "127.0.0.2:PORT",
          "10.0.0.1:PORT",
          "localhost@evil.example:PORT",
          "localhost:PORT.evil.example",
          "[::1].evil.example:PORT"
        })
    void ofAnotherNameIsRefused(String host) throws IOException {
      assertRefused("Host: " + host);
    }

    @Test
    void mustBeOne() throws IOException {
      assertBad("Host: 127.0.0.1:PORT", "Host: evil.example");
      assertBad("Host: evil.example", "Host: 127.0.0.1:PORT");
      assertBad("Host: 127.0.0.1:PORT", "Host: 127.0.0.1:PORT");
      assertBad("X-Nothing: here");
      assertBad("Host:");
    }

    @Test
    void isCheckedForEveryRequestOfAConnection() throws IOException {
      var raw = hub.raw();
      var good = raw.request("GET /api/v1/skills", "Host: " + hub.authority());
      assertThat(good.status()).isEqualTo(200);
      var bad = raw.request("GET /api/v1/skills", "Host: evil.example:" + hub.port());
      assertThat(bad.status()).isIn(401, 403);
    }
  }

  @Nested
  class AnOrigin {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://evil.example",
          "http://evil.example:PORT",
          "null",
          "http://localhost:1",
          "http://localhost",
          "https://127.0.0.1:PORT.evil.example",
          "http://127.0.0.1:PORT.evil.example",
          "http://10.1.2.3:PORT",
          "file://",
          "vscode-webview://abcdef",
          "chrome-extension://abcdef",
          "https://tools.example.evil.example",
          "http://tools.example",
          "https://tools.example:444"
        })
    void ofAStrangerIsRefused(String origin) throws IOException {
      assertRefused("Host: 127.0.0.1:PORT", "Origin: " + origin);
    }

    @Test
    void ofAStrangerIsRefusedOnEveryPath() throws IOException {
      for (var path : List.of("/", "/events", "/any/path?x=1", "/?vocabulary=s2")) {
        var answer =
            hub.raw().upgrade(path, "Host: " + hub.authority(), "Origin: https://evil.example");
        assertThat(answer.status()).as(path).isIn(401, 403);
      }
    }

    @Test
    void ofTheOwnPageIsServed() throws IOException {
      assertAdmitted("Host: 127.0.0.1:PORT", "Origin: http://127.0.0.1:PORT");
      assertAdmitted("Host: localhost:PORT", "Origin: http://localhost:PORT");
    }

    @Test
    void ofTheOwnPageUnderAnotherNameIsRefused() throws IOException {
      assertRefused("Host: 127.0.0.1:PORT", "Origin: http://evil.example:PORT");
    }

    @Test
    void thatIsConfiguredIsServed() throws IOException {
      assertAdmitted("Host: 127.0.0.1:PORT", "Origin: https://tools.example");
    }

    @Test
    void ofTwoIsRefused() throws IOException {
      assertBad(
          "Host: 127.0.0.1:PORT", "Origin: http://127.0.0.1:PORT", "Origin: https://evil.example");
    }

    @Test
    void ofAWebviewIsServedWithATokenOnly() throws IOException {
      var webview = "Origin: vscode-webview://abcdef";
      assertRefused("Host: 127.0.0.1:PORT", webview);
      assertAdmitted("Host: 127.0.0.1:PORT", webview, "Authorization: Bearer " + hub.token());
    }

    @Test
    void ofAStrangerIsRefusedAlsoWithATokenAndWithoutOneNativeClientsAreServed()
        throws IOException {
      assertRefused(
          "Host: 127.0.0.1:PORT",
          "Origin: https://evil.example",
          "Authorization: Bearer " + hub.token());
      assertAdmitted("Host: 127.0.0.1:PORT");
    }
  }

  @Nested
  class SecFetchSite {

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "whatever"})
    void ofAnotherSiteIsRefused(String site) throws IOException {
      assertRefused("Host: 127.0.0.1:PORT", "Sec-Fetch-Site: " + site);
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "none"})
    void ofThisSiteIsServed(String site) throws IOException {
      assertAdmitted("Host: 127.0.0.1:PORT", "Sec-Fetch-Site: " + site);
    }

    @Test
    void ofAnotherSiteIsServedWhereTheOriginIsAllowed() throws IOException {
      assertAdmitted(
          "Host: 127.0.0.1:PORT", "Origin: https://tools.example", "Sec-Fetch-Site: cross-site");
    }
  }

  @Nested
  class ARelayedRequest {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Forwarded: for=192.0.2.1",
          "X-Forwarded-For: 192.0.2.1",
          "X-Forwarded-Host: evil.example",
          "X-Forwarded-Proto: https",
          "X-Real-IP: 192.0.2.1",
          "Via: 1.1 relay.example",
          "x-forwarded-for: 127.0.0.1"
        })
    void needsAToken(String header) throws IOException {
      assertRefused("Host: 127.0.0.1:PORT", header);
      assertAdmitted("Host: 127.0.0.1:PORT", header, "Authorization: Bearer " + hub.token());
    }
  }

  @Nested
  class EveryAnswer {

    @ParameterizedTest
    @ValueSource(
        strings = {"/", "/healthz", "/api/v1/skills", "/api/v1/none", "/no/such", "/openapi.yaml"})
    void forbidsSniffingAndForeignUse(String path) throws IOException {
      var answer = hub.raw().request("GET " + path, "Host: " + hub.authority());
      assertGuarded(answer);
    }

    @Test
    void ofARefusalIsGuardedTooAndReflectsNothing() throws IOException {
      for (var header : List.of("Host: ", "Origin: https://", "X-Forwarded-Host: ")) {
        var headers = new ArrayList<String>();
        if (!header.startsWith("Host")) {
          headers.add("Host: " + hub.authority());
        }
        headers.add(header + "zebra<script>.example");
        var path = "GET /api/v1/zebra%3Cscript%3E?zebra=zebra";
        var answer = hub.raw().request(path, headers.toArray(String[]::new));
        assertThat(answer.status()).isBetween(400, 403);
        assertThat(answer.text().toLowerCase(java.util.Locale.ROOT)).doesNotContain("zebra");
        assertGuarded(answer);
      }
    }

    @Test
    void letsNoForeignPageRead() throws IOException {
      var answer =
          hub.raw()
              .request(
                  "OPTIONS /api/v1/events",
                  "Host: " + hub.authority(),
                  "Origin: https://evil.example",
                  "Access-Control-Request-Method: POST");
      assertThat(answer.status()).isBetween(400, 499);
      assertThat(answer.all("access-control-allow-origin")).isEmpty();
    }

    private void assertGuarded(RawConnection.Answer answer) {
      assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
      assertThat(answer.header("cross-origin-resource-policy")).isEqualTo("same-origin");
    }
  }

  @Nested
  class APageWithoutAToken {

    @Test
    void mayWatchAndAnswerButNotPublish() throws IOException {
      var id = Say.fresh("ask");
      var _ = hub.client().acked(Say.question(id));
      var page = hub.raw().upgraded("/", "Origin: http://" + hub.authority());
      assertThat(page.readMessage("connected").path("pending_confirmations").toString())
          .contains(id);
      page.text(Say.started(Say.fresh("run")).toString());
      assertThat(page.readMessage("error").path("code").asString("")).isEqualTo("forbidden");
      page.text("{\"type\":\"some_word\"}");
      var refusal = page.readMessage("error");
      assertThat(refusal.path("code").asString("")).isEqualTo("unknown_type");
      assertThat(refusal.path("message").asString("")).contains("no role that allows to publish");
      page.text(Say.answer(id, "yes").toString());
      assertThat(page.readMessage("confirmation_answered").path("id").asString("")).isEqualTo(id);
    }
  }

  private static void assertAdmitted(String... headers) throws IOException {
    assertThat(hub.raw().upgrade("/", atPort(headers)).status()).isEqualTo(101);
    assertThat(get(headers).status()).isEqualTo(200);
  }

  private static void assertRefused(String... headers) throws IOException {
    assertThat(hub.raw().upgrade("/", atPort(headers)).status()).isIn(401, 403);
    assertThat(get(headers).status()).isIn(401, 403);
  }

  /// Refused as forbidden or as no HTTP at all.
  private static void assertBad(String... headers) throws IOException {
    assertThat(hub.raw().upgrade("/", atPort(headers)).status()).isIn(400, 401, 403);
    assertThat(get(headers).status()).isIn(400, 401, 403);
  }

  private static RawConnection.Answer get(String... headers) throws IOException {
    return hub.raw().request("GET /api/v1/skills", atPort(headers));
  }

  private static String[] atPort(String... headers) {
    return java.util.Arrays.stream(headers)
        .map(h -> h.replace("PORT", String.valueOf(hub.port())))
        .toArray(String[]::new);
  }
}
