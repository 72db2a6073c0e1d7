package dev.skillwire.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.app.Server;
import dev.skillwire.app.Settings;
import dev.skillwire.core.Command;
import dev.skillwire.core.Reply;
import dev.skillwire.core.RunId;
import dev.skillwire.wire.Canonical;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// Secrets are taken out of what is stored and told, whichever way they came in.
class MaskingTest {

  @RegisterExtension
  static final HubUnderTest hub =
      HubUnderTest.with("--mask", "ACME-[0-9]{4,6}", "--mask", "pin (\\d+),");

  private static final String GITHUB = "gh" + "p_0123456789abcdefghijABCDEFGHIJ012345";
  private static final String VALUE = "correct-horse-battery";

  /// All that the hub has on disk of its log, the write-ahead log included.
  private static String disk(Path data) throws IOException {
    var text = new StringBuilder();
    for (var name : List.of("log.db", "log.db-wal")) {
      var file = data.resolve(name);
      if (Files.exists(file)) {
        text.append(new String(Files.readAllBytes(file), ISO_8859_1));
      }
    }
    return text.toString();
  }

  private static ObjectNode started(String run) {
    return Say.started(
        run,
        "inputs",
        Map.of("password", VALUE, "url", "https://me:" + VALUE + "@a.test/x", "n", 1),
        "total_steps",
        2);
  }

  @Test
  void overASocketNothingOfThemIsToldOrStored() throws IOException {
    var watcher = hub.client();
    var publisher = hub.client();
    var run = Say.fresh("run");
    var _ = publisher.acked(started(run));
    var _ = publisher.acked(Say.step("step_started", run, 0, "step_name", "push"));
    var output = "remote: token=" + VALUE + "\n" + GITHUB;
    var _ = publisher.acked(Say.step("step_progress", run, 0, "output", output));
    var log = Map.of("log", "ACME-123456 " + GITHUB);
    var _ = publisher.acked(Say.step("step_completed", run, 0, "output", log));
    var _ = publisher.acked(Say.failed(run, "Authorization: Bearer " + VALUE + " was refused"));
    var own = Json.object("type", "own_word", "api_key", VALUE, "text", "my pin 12345, yes");
    var _ = publisher.acked(own);

    var all = Say.historyNow(publisher, watcher).toString();
    assertThat(all).doesNotContain(VALUE, GITHUB, "ACME-123456", "12345,").contains(run);
    var inputs = watcher.expect("skill_started", "skill_id", run).path("inputs");
    assertThat(inputs.path("password").asString("")).isEqualTo("[masked]");
    assertThat(inputs.path("url").asString("")).isEqualTo("https://me:[masked]@a.test/x");
    assertThat(watcher.expect("skill_failed", "skill_id", run).path("error").asString(""))
        .isEqualTo("Authorization: Bearer [masked] was refused");
    assertThat(watcher.expect("own_word").path("text").asString(""))
        .isEqualTo("my pin [masked], yes");
    assertNothingOnDisk(hub, run);
  }

  @Test
  void overHttpNothingOfThemIsToldOrStored() throws IOException {
    var api = hub.api();
    var run = Say.fresh("run");
    api.publish(started(run));
    var asked = Say.fresh("ask");
    var question = Json.without(Say.question(asked, "prompt", "Use " + GITHUB + "?"), "type");
    var told = api.post("/api/v1/confirmations", question).json(201).path("confirmation");
    assertThat(Json.has(told, "prompt", "Use [masked]?", "masked", true)).isTrue();
    var answer = Json.object("response", "yes", "comment", "the password: " + VALUE);
    var done = hub.api().post("/api/v1/confirmations/" + asked + "/answer", answer).json(200);
    assertThat(done.path("comment").asString("")).isEqualTo("the password: [masked]");
    assertThat(api.get("/api/v1/skills/" + run).body()).doesNotContain(VALUE).contains("[masked]");
    assertNothingOnDisk(hub, run);
  }

  @Test
  void embeddedNothingOfThemIsStored(@TempDir Path data) throws Exception {
    var run = Say.fresh("run");
    try (var server = Server.start(Settings.of(0, data).withoutDesktop())) {
      var port = server.hubPort("embedded");
      var start =
          new Command.StartSkill(
              new RunId(run),
              "s",
              "",
              1,
              new dev.skillwire.core.Json("{\"token\":\"" + VALUE + "\"}"),
              "",
              null,
              List.of());
      assertThat(port.submit(start).get(30, TimeUnit.SECONDS)).isInstanceOf(Reply.Done.class);
      assertThat(disk(data)).contains(run).doesNotContain(VALUE);
    }
    assertThat(disk(data)).contains(run).doesNotContain(VALUE);
  }

  @Nested
  class AQuestionAboutAMaskedAction {

    private final Map<String, Object> action =
        Map.of("run", "curl -H 'Authorization: Bearer " + VALUE + "' https://a.test", "n", 1);
    private final String digest =
        Canonical.digest(new dev.skillwire.core.Json(Json.value(action).toString()));

    @Test
    void showsTheCommandAndTheDigestOfWhatWillRun() {
      var publisher = hub.client();
      var asked = Say.fresh("ask");
      var _ = publisher.acked(Say.question(asked, "action", action, "action_digest", digest));
      var told = hub.client().connected();
      var question =
          told.path("pending_confirmations")
              .valueStream()
              .filter(q -> q.path("id").asString("").equals(asked))
              .findFirst()
              .orElseThrow();
      assertThat(question.path("action").path("run").asString(""))
          .isEqualTo("curl -H 'Authorization: Bearer [masked]' https://a.test");
      assertThat(Json.has(question, "masked", true, "action_digest", digest)).isTrue();
    }

    @Test
    void isAnsweredWithThatDigestAndNoOther() {
      var publisher = hub.client();
      var answerer = hub.client();
      var asked = Say.fresh("ask");
      var _ = publisher.acked(Say.question(asked, "action", action, "risk", "high"));
      var shown = answerer.expect("confirmation_required", "id", asked).path("action");
      var ofWhatIsShown = Canonical.digest(new dev.skillwire.core.Json(shown.toString()));
      var _ =
          answerer.refused(
              "digest_mismatch", Say.answer(asked, "yes", "action_digest", ofWhatIsShown));
      answerer.send(Say.answer(asked, "yes", "action_digest", digest));
      var _ = publisher.expect("confirmation_answered", "id", asked, "response", "yes");
    }

    @Test
    void isAnotherOneWithAnotherSecret() {
      var publisher = hub.client();
      var asked = Say.fresh("ask");
      var _ = publisher.acked(Say.question(asked, "action", Map.of("token", "one")));
      var _ = publisher.acked(Say.question(asked, "action", Map.of("token", "one")));
      var _ =
          publisher.refused("duplicate_id", Say.question(asked, "action", Map.of("token", "two")));
    }

    @Test
    void thatHoldsNoSecretSaysNothingOfMasking() {
      var publisher = hub.client();
      var asked = Say.fresh("ask");
      var _ = publisher.acked(Say.question(asked, "action", Map.of("run", "ls")));
      assertThat(publisher.expect("confirmation_required", "id", asked).has("masked")).isFalse();
    }
  }

  @Test
  void canBeSwitchedOff() throws Exception {
    try (var open = HubUnderTest.started("--no-mask")) {
      var publisher = open.client();
      var run = Say.fresh("run");
      var _ = publisher.acked(started(run));
      assertThat(disk(open.data())).contains(VALUE);
    }
  }

  @Test
  void leavesTheChainAsItMustBe() throws Exception {
    try (var own = HubUnderTest.started()) {
      var publisher = own.client();
      var _ = publisher.acked(started(Say.fresh("run")));
      own.killAndStart();
      assertThat(own.client().connected().toString()).contains("[masked]").doesNotContain(VALUE);
      own.stop();
      assertNothingOnDisk(own, "skill_started");
      var ended = HubProcess.runToEnd(own.data(), "verify-log", own.data().toString());
      assertThat(ended.exitCode()).as(ended.output()).isZero();
    }
  }

  private static void assertNothingOnDisk(HubUnderTest hub, String butThis) throws IOException {
    assertThat(disk(hub.data())).contains(butThis).doesNotContain(VALUE, GITHUB, "ACME-123456");
  }
}
