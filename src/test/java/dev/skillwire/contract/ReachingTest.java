package dev.skillwire.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skillwire.app.Server;
import dev.skillwire.app.Settings;
import dev.skillwire.desktop.DeskSettings;
import dev.skillwire.desktop.push.Receiver;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Presence and links: a hub in this process that tells somebody elsewhere of its questions at once.
@Timeout(120)
class ReachingTest {

  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

  private final Receiver elsewhere = new Receiver();
  private Server server;

  @BeforeEach
  void start() throws IOException {
    var plain = Settings.of(0, null);
    var desk =
        new DeskSettings(
            new DeskSettings.Delays(
                Duration.ofHours(1), Duration.ZERO, Duration.ofHours(1), Duration.ZERO),
            Set.of(),
            java.util.List.of(),
            null,
            new DeskSettings.Ntfy(elsewhere.uri("/topic"), ""),
            URI.create("https://hub.example/"));
    server =
        Server.start(
            new Settings(
                plain.host(),
                plain.port(),
                null,
                true,
                true,
                plain.allowedOrigins(),
                plain.allowedHosts(),
                false,
                false,
                false,
                false,
                null,
                plain.retention(),
                plain.bounds(),
                desk,
                plain.masking()));
  }

  @AfterEach
  void stop() {
    server.close();
    elsewhere.close();
  }

  private WireClient client(String path) {
    return WireClient.open(URI.create("ws://127.0.0.1:" + server.port() + path), null);
  }

  private void ask(String id, Object... more) {
    try (var asker = client("/")) {
      var _ = asker.acked(Say.question(id, more));
    }
  }

  private String message(int count) {
    await().until(() -> elsewhere.received().size() >= count);
    return elsewhere.received().get(count - 1).body();
  }

  /// The path of the link in a message.
  private static String link(String message) {
    var at = message.indexOf("https://hub.example/a/");
    assertThat(at).as(message).isNotNegative();
    return message.substring(at + "https://hub.example".length(), message.indexOf('"', at));
  }

  private RawConnection.Answer get(String path) throws IOException {
    try (var raw = RawConnection.to("127.0.0.1", server.port())) {
      return raw.request("GET " + path, "Host: hub.example", "X-Forwarded-For: 192.0.2.1");
    }
  }

  private RawConnection.Answer post(String path, String form, String... headers)
      throws IOException {
    try (var raw = RawConnection.to("127.0.0.1", server.port())) {
      raw.write(
          "POST "
              + path
              + " HTTP/1.1\r\nHost: hub.example\r\nX-Forwarded-For: 192.0.2.1\r\n"
              + String.join("\r\n", headers)
              + "\r\nContent-Length: "
              + form.getBytes(UTF_8).length
              + "\r\n\r\n"
              + form);
      return raw.readAnswer(false);
    }
  }

  @Nested
  class ALink {

    @Test
    void showsTheQuestionAndChangesNothing() throws IOException {
      ask("q1", "prompt", "Go <b>on</b>?", "options", java.util.List.of("yes", "n\u202eo"));
      var path = link(message(1));
      for (int i = 0; i < 3; i++) {
        var page = get(path);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.header("content-security-policy"))
            .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'");
        assertThat(page.body())
            .contains("Go &lt;b&gt;on&lt;/b&gt;?", "value=\"0\">yes<", "value=\"1\">no<")
            .doesNotContain("<script");
      }
    }

    @Test
    void answersOnce() throws IOException {
      try (var watcher = client("/")) {
        ask("q1");
        var path = link(message(1));
        var answer = post(path, "option=0", FORM, "Origin: https://hub.example");
        assertThat(answer.status()).isEqualTo(200);
        var event = watcher.expect("confirmation_answered", "id", "q1");
        assertThat(event.path("answered_by").path("name").asString()).isEqualTo("ntfy");
        assertThat(event.path("answered_by").path("kind").asString()).isEqualTo("human");
        assertThat(post(path, "option=0", FORM).status()).isEqualTo(404);
        assertThat(get(path).status()).isEqualTo(404);
      }
    }

    @Test
    void endsWithTheQuestion() throws IOException {
      try (var answerer = client("/")) {
        ask("q1");
        var path = link(message(1));
        var _ = answerer.acked(Say.answer("q1", "no"));
        assertThat(post(path, "option=0", FORM).status()).isIn(404, 410);
        assertThat(message(2)).contains("Answered: no");
      }
    }

    @Test
    void takesNothingButAnOfferedOption() throws IOException {
      ask("q1");
      var path = link(message(1));
      assertThat(post(path, "option=7", FORM).status()).isEqualTo(422);
      assertThat(post(path, "", FORM).status()).isEqualTo(422);
      assertThat(post(path, "{}", "Content-Type: application/json").status()).isEqualTo(415);
      assertThat(post(path, "option=0", FORM, "Origin: https://evil.example").status())
          .isEqualTo(403);
      assertThat(get(path).status()).isEqualTo(200);
    }

    @Test
    void repeatsTheDigestOfWhatItsPageShowed() throws IOException {
      ask("q1", "risk", "high", "action", Json.object("cmd", "rm \u202ex"));
      var path = link(message(1));
      var page = get(path).body();
      assertThat(page).contains("rm \\u202ex");
      var digest = page.replaceAll("(?s).*name=\"digest\" value=\"([0-9a-f]{64})\".*", "$1");
      assertThat(post(path, "option=0", FORM).status()).isEqualTo(409);
      assertThat(post(path, "option=0&digest=" + "0".repeat(64), FORM).status()).isEqualTo(409);
      assertThat(post(path, "option=0&digest=" + digest, FORM).status()).isEqualTo(200);
    }

    @Test
    void opensNothingElse() throws IOException {
      ask("q1");
      var path = link(message(1));
      assertThat(get(path + "/x").status()).isEqualTo(404);
      assertThat(get("/api/v1/skills").status()).isEqualTo(403);
      assertThat(get("/a/AAAAAAAAAAAAAAAAAAAAAA").status()).isEqualTo(404);
    }
  }

  @Nested
  class Presence {

    @Test
    void keepsOthersFromBeingTold() {
      try (var person = client("/")) {
        person.send(Json.object("type", "presence", "state", "focused", "last_input", 1));
        person.send(Say.heartbeat());
        var _ = person.expect("heartbeat_ack");
        ask("q1");
        await()
            .during(Duration.ofSeconds(2))
            .atMost(Duration.ofSeconds(20))
            .until(() -> elsewhere.received().isEmpty());
        person.send(Json.object("type", "presence", "state", "away"));
        assertThat(message(1)).contains("Shall we?");
      }
    }

    @Test
    void isGoneWithItsConnection() {
      var person = client("/");
      person.send(Json.object("type", "presence", "state", "focused"));
      person.send(Say.heartbeat());
      var _ = person.expect("heartbeat_ack");
      ask("q1");
      person.close();
      assertThat(message(1)).contains("Shall we?");
    }

    @Test
    void ofAClientThatIsToldOfNoQuestionsDoesNotCount() {
      try (var program = client("/?types=")) {
        program.send(Json.object("type", "presence", "state", "focused"));
        ask("q1");
        assertThat(message(1)).contains("Shall we?");
      }
    }

    @Test
    void isRefusedWhereItCannotBeRead() {
      try (var person = client("/")) {
        var refused =
            person.refused("invalid_message", Json.object("type", "presence", "state", "asleep"));
        assertThat(refused.path("field").asString()).isEqualTo("state");
      }
    }
  }
}
