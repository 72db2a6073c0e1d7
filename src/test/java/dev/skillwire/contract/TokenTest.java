package dev.skillwire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Section 8: tokens, where they live and how they are shown; on a hub that lets nobody in without.
class TokenTest {

  @RegisterExtension static final HubUnderTest hub = HubUnderTest.with("--require-token");

  @Nested
  class WithoutTheRightToken {

    @Test
    void nobodyIsServed() throws IOException {
      assertThat(upgrade().status()).isEqualTo(401);
      assertThat(get("/api/v1/skills").status()).isEqualTo(401);
      assertThat(get("/api/v1/events").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "Authorization: Bearer wrong",
          "Authorization: Bearer ",
          "Authorization: Basic dXNlcjpwYXNz",
          "Authorization: TOKEN",
          "Authorization: Bearer TOKENx",
          "Authorization: Bearer x",
          "X-Token: TOKEN",
          "Cookie: skillwire=TOKEN"
        })
    void aWrongOrMisplacedOneIsRefused(String header) throws IOException {
      assertThat(upgrade(header.replace("TOKEN", hub.token())).status()).isIn(400, 401);
    }

    @Test
    void oneInTheAddressIsRefused() throws IOException {
      for (var name : new String[] {"token", "access_token", "auth"}) {
        var answer = hub.raw().upgrade("/?" + name + "=" + hub.token(), "Host: " + hub.authority());
        assertThat(answer.status()).isEqualTo(401);
      }
    }

    @Test
    void aWrongSubprotocolIsRefused() throws IOException {
      var offer = "Sec-WebSocket-Protocol: skillwire.v1, skillwire.token.wrong";
      assertThat(upgrade(offer).status()).isEqualTo(401);
    }
  }

  @Nested
  class WithTheToken {

    @Test
    void aBearerIsServed() throws IOException {
      assertThat(upgrade("Authorization: Bearer " + hub.token()).status()).isEqualTo(101);
      assertThat(hub.tokenApi().get("/api/v1/skills").status()).isEqualTo(200);
    }

    @Test
    void aSubprotocolIsServedAndOnlyTheFirstIsEchoed() throws IOException {
      var offer = "Sec-WebSocket-Protocol: skillwire.v1, skillwire.token." + hub.token();
      var answer = upgrade(offer);
      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.header("sec-websocket-protocol")).isEqualTo("skillwire.v1");
      assertThat(answer.text()).doesNotContain(hub.token());
    }

    @Test
    void everythingMayBeDone() {
      var asker = hub.tokenClient("/");
      var run = Say.fresh("run");
      var _ = asker.acked(Say.started(run));
      var _ = asker.acked(Say.completed(run));
    }
  }

  @Nested
  class TheDataDirectory {

    @Test
    void isOpenToTheOwnerAlone() throws IOException {
      assertThat(permissions(hub.data())).isEqualTo("rwx------");
      assertThat(permissions(hub.data().resolve("token"))).isEqualTo("rw-------");
      assertThat(permissions(hub.data().resolve("hub.json"))).isEqualTo("rw-------");
    }

    @Test
    void tellsOfTheHubThatRuns() throws IOException {
      var about = Json.readObject(Files.readString(hub.data().resolve("hub.json")));
      assertThat(Json.has(about, "pid", hub.process().pid(), "port", hub.port())).isTrue();
      assertThat(about.path("epoch")).isEqualTo(hub.tokenClient("/").connected().path("epoch"));
    }

    @Test
    void tellsOfNoneAfterItHasEnded() throws IOException {
      try (var own = HubUnderTest.started()) {
        own.stop();
        assertThat(own.data().resolve("hub.json")).doesNotExist();
        assertThat(own.data().resolve("token")).exists();
      }
    }

    @Test
    void keepsItsTokenOverRestarts() throws IOException {
      try (var own = HubUnderTest.started("--require-token")) {
        var token = own.token();
        own.restart();
        assertThat(own.token()).isEqualTo(token);
      }
    }

    @Test
    void holdsATokenOfAtLeast128RandomBits() {
      assertThat(hub.token().length()).isGreaterThanOrEqualTo(22);
      assertThat(hub.token()).matches("[A-Za-z0-9._~-]+");
    }

    private String permissions(Path path) throws IOException {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
  }

  @Nested
  class TheLog {

    @Test
    void neverHoldsAToken() throws IOException {
      assertThat(upgrade("Authorization: Bearer not-the-right-one").status()).isEqualTo(401);
      assertThat(upgrade("Authorization: Bearer " + hub.token()).status()).isEqualTo(101);
      assertThat(get("/api/v1/skills?token=" + hub.token()).status()).isEqualTo(401);
      assertThat(hub.process().errors())
          .doesNotContain(hub.token())
          .doesNotContain("not-the-right-one");
    }
  }

  @Nested
  class BeyondLoopback {

    @Test
    void isRefusedAtStartWithoutTls(@TempDir Path directory) {
      var ended = serve(directory, "--host", "0.0.0.0");
      assertThat(ended.exitCode()).isNotZero();
      assertThat(ended.output()).containsIgnoringCase("tls");
    }

    @Test
    void isRefusedTogetherWithTrustedLoopback(@TempDir Path directory) {
      var ended = serve(directory, "--host", "0.0.0.0", "--insecure", "--trust-loopback");
      assertThat(ended.exitCode()).isNotZero();
      assertThat(ended.output()).contains("trust-loopback");
    }

    private HubProcess.Ended serve(Path directory, String... options) {
      var arguments = new java.util.ArrayList<String>();
      arguments.addAll(java.util.List.of("serve", "--no-desktop", "--port", "0", "--data"));
      arguments.add(directory.resolve("data").toString());
      arguments.addAll(java.util.List.of(options));
      return HubProcess.runToEnd(directory, arguments.toArray(String[]::new));
    }
  }

  private static RawConnection.Answer upgrade(String... headers) throws IOException {
    var all = new java.util.ArrayList<String>();
    all.add("Host: " + hub.authority());
    all.addAll(java.util.List.of(headers));
    return hub.raw().upgrade("/", all.toArray(String[]::new));
  }

  private static RawConnection.Answer get(String path) throws IOException {
    return hub.raw().request("GET " + path, "Host: " + hub.authority());
  }
}
