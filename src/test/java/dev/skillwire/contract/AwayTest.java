package dev.skillwire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Who comes back is told what happened meanwhile.
class AwayTest {

  @RegisterExtension static final HubUnderTest hub = HubUnderTest.with();

  private static long head(HubUnderTest hub) {
    return hub.client().connected().path("head").asLong();
  }

  private static String at(ObjectNode connected, long since) {
    return "/?epoch=" + connected.path("epoch").asString("") + "&since=" + since;
  }

  /// A run that is healed and fails, one that completes, a question that a person answers, one that is withdrawn, one that waits.
  private static void happen(HubUnderTest hub, String failed, String done, String asked) {
    var publisher = hub.client();
    var _ = publisher.acked(Say.started(failed, "total_steps", 1));
    var _ = publisher.acked(Say.step("step_started", failed, 0, "step_name", "build"));
    var heal =
        Json.object("type", "auto_heal_triggered", "skill_id", failed, "fix_action", "retry");
    var _ = publisher.acked(heal);
    var healed =
        Json.object("type", "auto_heal_completed", "skill_id", failed, "fix_action", "retry");
    var _ = publisher.acked(Json.plus(healed, "success", false));
    var _ = publisher.acked(Say.failed(failed, "first line\nsecond line"));
    var _ = publisher.acked(Say.started(done));
    var _ = publisher.acked(Say.completed(done));
    var _ = publisher.acked(Say.question(asked));
    hub.client("/?name=Ann").send(Say.answer(asked, "no"));
    var _ = publisher.expect("confirmation_answered", "id", asked);
    var _ = publisher.acked(Say.question(asked + "-gone"));
    publisher.send(Say.about("cancel_confirmation", asked + "-gone"));
    var _ = publisher.expect("confirmation_expired", "id", asked + "-gone");
    var _ = publisher.acked(Say.question(asked + "-open", "timeout_seconds", null));
  }

  @Nested
  class WhoResumes {

    @Test
    void isToldWhatEndedWhatWasDecidedAndWhatWaits() {
      var failed = Say.fresh("failed");
      var done = Say.fresh("done");
      var asked = Say.fresh("ask");
      long since = head(hub);
      happen(hub, failed, done, asked);
      var client = hub.client(at(hub.client().connected(), since));
      var connected = client.connected();
      var away = connected.path("away");
      assertThat(Json.has(connected, "resumed", true, "seq", since)).isTrue();
      assertThat(Json.has(away, "since", since, "until", connected.path("head").asLong())).isTrue();
      assertThat(
              Json.has(
                  away, "completed", 1, "failed", 1, "decided", 2, "healed", 0, "not_healed", 1))
          .isTrue();
      assertThat(away.has("partial")).isFalse();
      assertThat(Json.has(away.path("runs").path(0), "skill_id", done, "status", "completed"))
          .isTrue();
      assertThat(
              Json.has(
                  away.path("runs").path(1),
                  "skill_id",
                  failed,
                  "skill_name",
                  "tidy_up",
                  "status",
                  "failed",
                  "reason",
                  "failed",
                  "error",
                  "first line"))
          .isTrue();
      var answered = away.path("decisions").path(1);
      assertThat(Json.has(answered, "id", asked, "prompt", "Shall we?", "response", "no")).isTrue();
      assertThat(Json.has(answered.path("answered_by"), "name", "Ann", "kind", "human")).isTrue();
      assertThat(
              Json.has(
                  away.path("decisions").path(0), "id", asked + "-gone", "reason", "cancelled"))
          .isTrue();
      assertThat(Json.has(away.path("heals").path(0), "skill_id", failed, "success", false))
          .isTrue();
      assertThat(texts(away.path("open"))).contains(asked + "-open").doesNotContain(asked);
      assertSequences(client, since);
    }

    private void assertSequences(WireClient client, long since) {
      var sequences =
          Say.historyNow(hub.client(), client).stream()
              .filter(m -> m.has("timestamp") && m.has("seq"))
              .map(m -> m.path("seq").asLong())
              .toList();
      assertThat(sequences).isSorted().startsWith(since + 1).doesNotHaveDuplicates();
    }

    @Test
    void isToldWhatARuleDecided() {
      var publisher = hub.client();
      var run = Say.fresh("run");
      var _ = publisher.acked(Say.started(run, "skill_name", Say.fresh("skill")));
      var first = Say.fresh("ask");
      var _ = publisher.acked(Say.question(first, "skill_id", run));
      var _ = hub.client().acked(Say.answer(first, "yes", "remember", "this-skill"));
      long since = head(hub);
      var second = Say.fresh("ask");
      var _ = publisher.acked(Say.question(second, "skill_id", run));
      var away = hub.client(at(publisher.connected(), since)).connected().path("away");
      var decision = away.path("decisions").path(0);
      assertThat(Json.has(decision, "id", second, "prompt", "Shall we?", "response", "yes"))
          .isTrue();
      assertThat(decision.path("rule_id").asString("")).isNotEmpty();
      assertThat(decision.path("answered_by").path("kind").asString("")).isEqualTo("rule");
      var _ = publisher.acked(Say.completed(run));
    }

    @Test
    void overAnEventStreamIsToldTheSame() {
      var publisher = hub.client();
      var run = Say.fresh("run");
      long since = head(hub);
      var _ = publisher.acked(Say.started(run));
      var _ = publisher.acked(Say.completed(run));
      var epoch = publisher.connected().path("epoch").asString("");
      var stream = hub.events("/api/v1/events", "Last-Event-ID", epoch + ":" + since);
      var connected = Say.historyNow(publisher, stream).getFirst();
      assertThat(connected.path("away").path("runs").path(0).path("skill_id").asString(""))
          .isEqualTo(run);
    }

    @Test
    void andMissedNothingIsToldNothing() {
      var publisher = hub.client();
      var _ = publisher.acked(Json.object("type", "mark"));
      long head = head(hub);
      var connected = hub.client(at(publisher.connected(), head)).connected();
      assertThat(connected.path("resumed").booleanValue()).isTrue();
      assertThat(connected.has("away")).isFalse();
    }

    @Test
    void andMissedOnlyProgressIsToldNothing() {
      var publisher = hub.client();
      var run = Say.fresh("run");
      var _ = publisher.acked(Say.started(run));
      long since = head(hub);
      var _ = publisher.acked(Say.step("step_started", run, 0));
      var _ = publisher.acked(Say.step("step_progress", run, 0, "percent", 5));
      assertThat(hub.client(at(publisher.connected(), since)).connected().has("away")).isFalse();
      var _ = publisher.acked(Say.completed(run));
    }

    @Test
    void mayTalkAtOnceAndIsAnsweredAfterwards() {
      var publisher = hub.client();
      long since = head(hub);
      var run = Say.fresh("run");
      var _ = publisher.acked(Say.started(run));
      var _ = publisher.acked(Say.completed(run));
      var client = hub.client(at(publisher.connected(), since));
      client.send(Say.heartbeat());
      var _ = client.expect("heartbeat_ack");
      assertThat(client.history().getFirst().path("type").asString("")).isEqualTo("connected");
    }

    @Test
    void afterARestartIsToldFromTheLog() throws Exception {
      try (var own = HubUnderTest.started()) {
        var failed = Say.fresh("failed");
        happen(own, failed, Say.fresh("done"), Say.fresh("ask"));
        var epoch = own.client().connected();
        own.killAndStart();
        var away = own.client(at(epoch, 0)).connected().path("away");
        assertThat(Json.has(away, "completed", 1, "failed", 1, "decided", 2, "asked", 3)).isTrue();
        assertThat(away.path("open").size()).isEqualTo(1);
        assertThat(away.path("waiting").asLong()).isEqualTo(1);
      }
    }

    @Test
    void aLongWayIsToldOfTheNewestPartOnly() throws Exception {
      try (var own = HubUnderTest.started()) {
        var api = own.api();
        var first = Say.fresh("run");
        api.publish(Say.started(first));
        api.publish(Say.completed(first));
        var marks = "{\"type\":\"mark\"}\n".repeat(10_000);
        for (int i = 0; i < 2; i++) {
          assertThat(api.post("/api/v1/events", "application/x-ndjson", marks).status())
              .isEqualTo(200);
        }
        var last = Say.fresh("run");
        api.publish(Say.started(last));
        api.publish(Say.completed(last));
        var away = own.client(at(own.client().connected(), 0)).connected().path("away");
        assertThat(Json.has(away, "partial", true, "completed", 1, "since", 0)).isTrue();
      }
    }
  }

  @Nested
  class WhoComesTooLate {

    @Test
    void isToldWhatIsStillHeld() throws Exception {
      try (var own = HubUnderTest.started("--memory")) {
        var api = own.api();
        var marks = ("{\"type\":\"mark\",\"text\":\"" + "x".repeat(700) + "\"}\n").repeat(1_000);
        api.publish(Json.object("type", "mark"));
        // The log in memory keeps 64 MiB.
        for (int i = 0; i < 100; i++) {
          assertThat(api.post("/api/v1/events", "application/x-ndjson", marks).status())
              .isEqualTo(200);
        }
        var run = Say.fresh("run");
        api.publish(Say.started(run));
        api.publish(Say.completed(run));
        var connected = own.client(at(own.client().connected(), 1)).connected();
        assertThat(Json.has(connected, "resumed", false)).isTrue();
        assertThat(connected.has("missing")).isTrue();
        var away = connected.path("away");
        assertThat(Json.has(away, "since", 1, "partial", true, "completed", 1)).isTrue();
        assertThat(away.path("until").asLong()).isEqualTo(connected.path("seq").asLong());
      }
    }

    @Test
    void orComesFromAnotherEpochIsToldNothing() {
      var connected = hub.client("/?epoch=another&since=0").connected();
      assertThat(connected.has("away")).isFalse();
      assertThat(hub.client("/?since=0").connected().has("away")).isFalse();
      assertThat(hub.client().connected().has("away")).isFalse();
    }
  }

  @Test
  void manyWhoComeBackAtOnceAreAllToldInOrder() {
    var publisher = hub.client();
    for (int i = 0; i < 3; i++) {
      var _ = publisher.acked(Json.object("type", "mark"));
    }
    long since = head(hub);
    var run = Say.fresh("run");
    var _ = publisher.acked(Say.started(run));
    var _ = publisher.acked(Say.completed(run));
    var clients = new ArrayList<WireClient>();
    for (int i = 0; i < 200; i++) {
      clients.add(hub.client(at(publisher.connected(), since - i % 3)));
    }
    for (var client : clients) {
      var away = client.connected().path("away");
      assertThat(away.toString()).contains(run);
      assertThat(away.path("since")).isEqualTo(client.connected().path("seq"));
    }
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::stringValue).toList();
  }
}
