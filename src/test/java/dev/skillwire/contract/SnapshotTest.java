package dev.skillwire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What `connected` tells of the runs and questions of now.
class SnapshotTest {

  @RegisterExtension static final HubUnderTest hub = HubUnderTest.with();

  @Nested
  class ARun {

    @Test
    void isListedWithEveryField() {
      var publisher = hub.client();
      var run = Say.fresh("run");
      var _ =
          publisher.acked(
              Say.started(
                  run,
                  "session_id",
                  "s-1",
                  "total_steps",
                  3,
                  "inputs",
                  Map.of("issue", "AAP-1"),
                  "source",
                  "cron",
                  "parent_skill_id",
                  "p-1"));
      var _ = publisher.acked(Say.step("step_started", run, 1, "step_name", "build"));
      var listed = listed(run);
      assertThat(
              Json.has(
                  listed,
                  "skill_name",
                  "tidy_up",
                  "session_id",
                  "s-1",
                  "total_steps",
                  3,
                  "current_step",
                  1,
                  "status",
                  "running",
                  "source",
                  "cron",
                  "inputs",
                  Map.of("issue", "AAP-1"),
                  "parent_skill_id",
                  "p-1"))
          .as("%s", listed)
          .isTrue();
      assertThat(listed.path("started_at").asString("")).endsWith("Z");
      assertThat(listed.path("waiting").asBoolean(false)).isFalse();
    }

    @Test
    void tellsTheStoryOfEachStep() {
      var publisher = hub.client();
      var run = Say.fresh("run");
      var names = List.of("zero", "one", "two", "three", "four");
      var steps = names.stream().map(n -> Map.of("name", n, "description", "do " + n)).toList();
      var _ = publisher.acked(Say.started(run, "total_steps", 5, "steps", steps));
      var _ = publisher.acked(Say.step("step_started", run, 0));
      var _ =
          publisher.acked(
              Say.step("step_completed", run, 0, "duration_ms", 12, "output", Map.of("n", 1)));
      var _ = publisher.acked(Say.step("step_skipped", run, 1, "reason", "no need"));
      var _ = publisher.acked(Say.step("step_started", run, 2));
      var _ = publisher.acked(Say.step("step_failed", run, 2, "error", "boom"));
      var _ = publisher.acked(Say.step("step_started", run, 3));
      var _ =
          publisher.acked(Say.step("step_progress", run, 3, "percent", 40, "message", "halfway"));
      var listed = listed(run).path("steps");
      assertThat(listed.size()).isEqualTo(5);
      for (var i = 0; i < 5; i++) {
        var name = names.get(i);
        assertThat(Json.has(listed.path(i), "index", i, "name", name, "description", "do " + name))
            .as("%s", listed.path(i))
            .isTrue();
      }
      assertStep(
          listed.path(0), "status", "completed", "duration_ms", 12, "output", Map.of("n", 1));
      assertStep(listed.path(1), "status", "skipped", "reason", "no need");
      assertStep(listed.path(2), "status", "failed", "error", "boom");
      assertStep(listed.path(3), "status", "running", "percent", 40, "message", "halfway");
      assertThat(listed.path(3).path("started_at").asString("")).endsWith("Z");
      assertStep(listed.path(4), "status", "pending");
    }

    @Test
    void marksWhatWasCut() {
      var publisher = hub.client();
      var run = Say.fresh("run");
      publisher.send(Say.started(run));
      publisher.send(Say.step("step_failed", run, 0, "error", "x".repeat(70_000)));
      var _ = publisher.acked(Say.step("step_started", run, 1));
      var steps = listed(run).path("steps");
      assertThat(steps.path(0).path("truncated").asBoolean()).isTrue();
      assertThat(steps.path(1).has("truncated")).isFalse();
    }

    @Test
    void listsTheHealsOfItsSteps() {
      var publisher = hub.client();
      var run = Say.fresh("run");
      var _ = publisher.acked(Say.started(run));
      var _ = publisher.acked(Say.step("step_started", run, 0));
      var _ = publisher.acked(Say.step("auto_heal_triggered", run, 0, "fix_action", "login"));
      assertThat(listed(run).path("steps").path(0).path("heals").size()).isEqualTo(1);
    }

    @Test
    void isWaitingWhileAQuestionIsOpen() {
      var publisher = hub.client();
      var run = Say.fresh("run");
      var ask = Say.fresh("ask");
      var _ = publisher.acked(Say.started(run));
      var _ = publisher.acked(Say.question(ask, "skill_id", run, "step_index", 0));
      assertThat(Json.has(listed(run), "waiting", true)).isTrue();
      hub.client().send(Say.answer(ask, "yes"));
      var _ = publisher.expect("confirmation_answered", "id", ask);
      assertThat(listed(run).path("waiting").asBoolean(false)).isFalse();
    }
  }

  @Nested
  class AFinishedRun {

    @Test
    void staysFiveSecondsWhenItCompleted() {
      var publisher = hub.client();
      var run = Say.fresh("run");
      var _ = publisher.acked(Say.started(run));
      assertStays(
          Duration.ofSeconds(5), run, publisher, Say.completed(run, "outputs", Map.of("n", 1)));
    }

    @Test
    void staysTenSecondsWhenItFailed() {
      var publisher = hub.client();
      var run = Say.fresh("run");
      var _ = publisher.acked(Say.started(run));
      assertStays(Duration.ofSeconds(10), run, publisher, Say.failed(run, "boom"));
    }

    @Test
    void saysHowItEnded() {
      var publisher = hub.client();
      var run = Say.fresh("run");
      var _ = publisher.acked(Say.started(run));
      var _ = publisher.acked(Say.failed(run, "boom", "total_duration_ms", 77));
      var listed = listed(run);
      assertThat(Json.has(listed, "status", "failed", "error", "boom", "total_duration_ms", 77))
          .as("%s", listed)
          .isTrue();
      assertThat(listed.path("ended_at").asString("")).endsWith("Z");
    }

    /// Judged only where both clocks leave no doubt: before the limit was surely not over, or
    /// surely long over.
    private void assertStays(Duration limit, String run, WireClient publisher, ObjectNode ending) {
      var before = System.nanoTime();
      var _ = publisher.acked(ending);
      var after = System.nanoTime();
      Awaitility.await()
          .atMost(limit.plusSeconds(15))
          .pollInterval(Duration.ofMillis(200))
          .until(
              () -> {
                var asked = System.nanoTime();
                var isListed = !run(hub.client().connected(), run).isMissingNode();
                var answered = System.nanoTime();
                if (answered - before < limit.toNanos()) {
                  assertThat(isListed).as("listed before %s were over", limit).isTrue();
                }
                if (asked - after > limit.plusSeconds(5).toNanos()) {
                  assertThat(isListed).as("listed long after %s", limit).isFalse();
                }
                return !isListed;
              });
    }
  }

  @Nested
  class AnOpenQuestion {

    @Test
    void isListedWithEveryFieldAndTheRemainingTimeOfNow() {
      var publisher = hub.client();
      var ask = Say.fresh("ask");
      var _ = publisher.acked(Say.question(ask, "timeout_seconds", 60, "claude_suggestion", "yes"));
      var announced = publisher.expect("confirmation_required", "id", ask);
      Awaitility.await()
          .atMost(Inbox.PATIENCE)
          .untilAsserted(
              () -> {
                var pending = question(hub.client().connected(), ask);
                assertThat(pending.path("remaining_seconds").asDouble(-1)).isBetween(20.0, 58.9);
              });
      var pending = question(hub.client().connected(), ask);
      for (var field :
          Json.fields(Json.without(announced, "seq", "type", "timestamp")).entrySet()) {
        if (!field.getKey().equals("remaining_seconds")) {
          assertThat(pending.path(field.getKey())).as(field.getKey()).isEqualTo(field.getValue());
        }
      }
    }

    @Test
    void isGoneOnceAnswered() {
      var publisher = hub.client();
      var ask = Say.fresh("ask");
      var _ = publisher.acked(Say.question(ask));
      hub.client().send(Say.answer(ask, "yes"));
      var _ = publisher.expect("confirmation_answered", "id", ask);
      assertThat(question(hub.client().connected(), ask).isMissingNode()).isTrue();
    }
  }

  /// fold(snapshot) + fold(tail) = fold(all), with a reader that joins after every few events.
  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void snapshotAndTailMakeTheSameStateForEveryCut(long seed) throws Exception {
    try (var own = HubUnderTest.started("--memory")) {
      var random = new SplittableRandom(seed);
      var publisher = own.client();
      var readers = new ArrayList<WireClient>();
      for (var move : RandomStory.moves(random, 120)) {
        publisher.send(move);
        if (random.nextInt(10) == 0) {
          readers.add(own.client(random.nextBoolean() ? "/" : "/events"));
        }
      }
      var whole = fold(publisher, Say.historyNow(publisher, publisher));
      for (var reader : readers) {
        assertThat(fold(reader, Say.historyNow(publisher, reader))).isEqualTo(whole);
      }
      assertThat(Fold.of(own.client().connected()).toString()).isEqualTo(whole);
    }
  }

  private static String fold(WireClient reader, List<ObjectNode> history) {
    var fold = Fold.of(reader.connected());
    history.stream().filter(m -> !Inbox.replayed(m)).forEach(fold::apply);
    return fold.toString();
  }

  private static JsonNode listed(String run) {
    return run(hub.client().connected(), run);
  }

  private static JsonNode run(ObjectNode connected, String run) {
    return find(connected.path("running_skills"), "skill_id", run);
  }

  private static JsonNode question(ObjectNode connected, String id) {
    return find(connected.path("pending_confirmations"), "id", id);
  }

  private static JsonNode find(JsonNode array, String field, String value) {
    for (var element : array) {
      if (Json.has(element, field, value)) {
        return element;
      }
    }
    return array.path(-1);
  }

  private static void assertStep(JsonNode step, Object... pairs) {
    assertThat(Json.has(step, pairs)).as("%s in %s", Json.object(pairs), step).isTrue();
  }
}
