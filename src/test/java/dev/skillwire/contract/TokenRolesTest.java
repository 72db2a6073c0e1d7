package dev.skillwire.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sections 4 and 8: what the holder of a token may do is what its roles say, and ends with it.
class TokenRolesTest {

  @RegisterExtension static final HubUnderTest hub = HubUnderTest.with("--require-token");

  /// Longer than a hub takes to look at its token files, and few enough tries not to be held back.
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private static final Duration AT_MOST = Duration.ofSeconds(60);

  private static String add(String name, String roles) {
    var made = token("add", name, "--role", roles);
    assertThat(made.exitCode()).isZero();
    var token = made.output().lines().reduce((_, last) -> last).orElseThrow();
    await()
        .pollInterval(LOOK_AGAIN)
        .atMost(AT_MOST)
        .until(() -> new Api(hub, token).get("/api/v1/rooms").status() != 401);
    return token;
  }

  private static HubProcess.Ended token(String what, String name, String... more) {
    var words = new java.util.ArrayList<String>();
    words.addAll(java.util.List.of("token", what, name, "--data", hub.data().toString()));
    words.addAll(java.util.List.of(more));
    return HubProcess.runToEnd(hub.data(), words.toArray(String[]::new));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    // role, reads, publishes, asks, answers, asks a run to end, withdraws another's question
    "observer, 200, 403, 403, 403, 403, 403",
    "answerer, 200, 403, 403, 200, 202, 403",
    "publisher, 403, 200, 201, 403, 202, 200",
    "admin, 200, 403, 403, 403, 202, 200"
  })
  void aRoleAllowsWhatTheContractSays(
      String role, int reads, int publishes, int asks, int answers, int stops, int withdraws) {
    var theirs = new Api(hub, add(role.toLowerCase(Locale.ROOT), role));
    var main = hub.tokenApi();
    var run = Say.fresh("run");
    main.publish(Say.started(run));
    var question = Say.fresh("q");
    assertThat(main.post("/api/v1/confirmations", Say.question(question)).status()).isEqualTo(201);

    assertThat(theirs.get("/api/v1/skills").status()).as("reads").isEqualTo(reads);
    assertThat(theirs.get("/api/v1/audit").status()).as("reads").isEqualTo(reads);
    assertThat(theirs.post("/api/v1/events", Say.started(Say.fresh("run"))).status())
        .as("publishes")
        .isEqualTo(publishes);
    assertThat(theirs.post("/api/v1/confirmations", Say.question(Say.fresh("q"))).status())
        .as("asks")
        .isEqualTo(asks);
    assertThat(theirs.post("/api/v1/skills/" + run + "/cancel", Json.object()).status())
        .as("asks a run to end")
        .isEqualTo(stops);
    var path = "/api/v1/confirmations/" + question;
    assertThat(theirs.post(path + "/answer", Json.object("response", "yes")).status())
        .as("answers")
        .isEqualTo(answers);
    if (answers != 200) {
      assertThat(theirs.delete(path).status()).as("withdraws").isEqualTo(withdraws);
    }
  }

  @Test
  void aConnectionEndsWithItsToken() {
    var client = hub.ending(WireClient.open(hub.socket("/"), add("guest", "observer")));
    assertThat(client.connected().path("roles").toString()).isEqualTo("[\"observer\"]");
    assertThat(token("revoke", "guest").exitCode()).isZero();
    assertThat(client.closeCode(AT_MOST)).isEqualTo(4500);
  }
}
