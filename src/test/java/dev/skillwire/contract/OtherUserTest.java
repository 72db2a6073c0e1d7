package dev.skillwire.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Section 8: a peer on loopback that runs as somebody else. Only root can become somebody else.
@EnabledIf("canChangeUser")
class OtherUserTest {

  private static final String OTHER_UID = "12345";

  @RegisterExtension static final HubUnderTest hub = HubUnderTest.with();

  static boolean canChangeUser() throws IOException, InterruptedException {
    var id = new ProcessBuilder("setpriv", "--reuid", OTHER_UID, "--clear-groups", "true");
    try {
      return id.redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void isRefusedWithoutAToken() throws Exception {
    assertThat(status(asOther("GET /api/v1/skills", "", true))).isIn("401", "403");
  }

  @Test
  void isServedWithAToken() throws Exception {
    var bearer = "Authorization: Bearer " + hub.token() + "\\r\\n";
    assertThat(status(asOther("GET /api/v1/skills", bearer, true))).isEqualTo("200");
  }

  @Test
  void cannotUpgrade() throws Exception {
    var upgrade =
        "Upgrade: websocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Version: 13\\r\\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\\r\\n";
    assertThat(status(asOther("GET /", upgrade, true))).isIn("401", "403");
  }

  @Test
  void thatPostsAndIsGoneAtOnceChangesNothing() throws Exception {
    var body = "{\\\"type\\\":\\\"smuggled\\\"}";
    var headers = "Content-Type: application/json\\r\\nContent-Length: 19\\r\\n";
    for (var i = 0; i < 20; i++) {
      var _ = asOther("POST /api/v1/events", headers, false, body);
    }
    var reader = hub.client();
    assertThat(Say.historyNow(reader, reader)).noneMatch(m -> Json.has(m, "type", "smuggled"));
    assertThat(hub.api().get("/api/v1/events?type=smuggled").json(200).path("events").size())
        .isZero();
  }

  private static String status(String answer) {
    assertThat(answer).startsWith("HTTP/1.1 ");
    return answer.substring(9, 12);
  }

  private static String asOther(String line, String headers, boolean read, String... body)
      throws IOException, InterruptedException {
    var request =
        "%s HTTP/1.1\\r\\nHost: %s\\r\\nConnection: close\\r\\n%s\\r\\n%s"
            .formatted(line, hub.authority(), headers, String.join("", body));
    var script =
        "exec 3<>/dev/tcp/127.0.0.1/%d; printf \"%s\" >&3; %s"
            .formatted(hub.port(), request, read ? "timeout 20 cat <&3" : "exec 3>&-");
    var process =
        new ProcessBuilder("setpriv", "--reuid", OTHER_UID, "--clear-groups", "bash", "-c", script)
            .redirectErrorStream(true)
            .start();
    var answer = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return answer;
  }
}
