package dev.skillwire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Section 2: what others receive when a source says as little as it may.
class EventFieldsTest {

  @RegisterExtension static final HubUnderTest hub = HubUnderTest.with();

  private static final Pattern TIMESTAMP =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z");

  /// One event type: what a source must say, what everyone gets; `fields` alternates a name and
  /// one of string, int, number, boolean, object, array, any; a `?` allows null.
  record Sample(ObjectNode minimal, String type, Map<String, String> fields) {
    @Override
    public String toString() {
      return type;
    }
  }

  static Stream<Sample> samples() {
    var step = "skill_id string skill_name string step_index int step_name string total_steps int";
    var heal = "skill_id string skill_name string step_index int step_name string";
    return Stream.of(
        sample(
            Json.object("type", "skill_started", "skill_name", "tidy_up"),
            "skill_id string skill_name string session_id string total_steps int inputs object"
                + " source string"),
        sample(Say.step("step_started", "RUN", 0), step + " description string"),
        sample(Say.step("step_progress", "RUN", 0, "percent", 40, "output", "a line\n"), step),
        sample(Say.step("step_completed", "RUN", 0), step + " duration_ms int result string"),
        sample(
            Say.step("step_failed", "RUN", 0, "error", "no route"),
            step + " duration_ms int error string result string"),
        sample(Say.step("step_skipped", "RUN", 0), step + " reason string result string"),
        sample(Say.completed("RUN"), "skill_id string skill_name string total_duration_ms int"),
        sample(
            Say.failed("RUN", "no route"),
            "skill_id string skill_name string error string total_duration_ms int reason string"),
        sample(
            Json.object("type", "auto_heal_triggered", "skill_id", "RUN", "fix_action", "login"),
            heal
                + " tool_name string error_type string error string error_snippet string"
                + " fix_action string heal_id string"),
        sample(
            Json.object(
                "type",
                "auto_heal_completed",
                "skill_id",
                "RUN",
                "fix_action",
                "login",
                "success",
                true),
            heal + " fix_action string success boolean duration_ms int heal_id string"),
        sample(
            Json.object("type", "memory_query_started", "query_id", "q1"),
            "query_id string query string sources array"),
        sample(
            Json.object("type", "intent_classified", "query_id", "q1"),
            "query_id string query string intent string confidence number?"
                + " sources_suggested array"),
        sample(
            Json.object("type", "memory_query_completed", "query_id", "q1"),
            "query_id string intent any sources_queried array result_count int? latency_ms number?"),
        sample(Json.object("type", "persona_changed", "persona", "devops"), "persona string"),
        sample(Json.object("type", "tools_list_changed"), "added array removed array"),
        sample(
            Json.object("type", "request_confirmation", "prompt", "Go on?"),
            "confirmation_required",
            "id string skill_id string skill_name string step_index any step_name string"
                + " prompt string message string options array claude_suggestion string"
                + " timeout_seconds int created_at string deadline string remaining_seconds number"
                + " paused boolean on_timeout string risk string"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyFieldIsPresentWithItsType(Sample sample) {
    var reader = hub.client();
    var publisher = hub.client();
    var run = Say.fresh("run");
    if (Json.has(sample.minimal(), "skill_id", "RUN")) {
      var _ = publisher.acked(Say.started(run));
    }
    var message = sample.minimal();
    var ack =
        publisher.acked(message.has("skill_id") ? Json.plus(message, "skill_id", run) : message);
    var event = reader.expect(sample.type(), "seq", ack.path("seq").asLong());
    sample.fields().forEach((name, kind) -> assertKind(event, name, kind));
    assertThat(event.path("timestamp").asString("")).matches(TIMESTAMP);
  }

  @Test
  void theResultsAreTheWordsOfTheSources() {
    var publisher = hub.client();
    var run = Say.fresh("run");
    var _ = publisher.acked(Say.started(run));
    var _ = publisher.acked(Say.step("step_completed", run, 0));
    var _ = publisher.acked(Say.step("step_failed", run, 1, "error", "boom"));
    var _ = publisher.acked(Say.step("step_skipped", run, 2, "reason", "no need"));
    var _ = publisher.expect("step_completed", "skill_id", run, "result", "success");
    var _ = publisher.expect("step_failed", "skill_id", run, "result", "failed", "error", "boom");
    var _ =
        publisher.expect("step_skipped", "skill_id", run, "result", "skipped", "reason", "no need");
  }

  @Test
  void optionalFieldsArriveAsSent() {
    var publisher = hub.client();
    var run = Say.fresh("run");
    var steps = List.of(Map.of("name", "fetch", "description", "get it"));
    var _ =
        publisher.acked(
            Say.started(
                run,
                "session_id",
                "abc123",
                "total_steps",
                1,
                "inputs",
                Map.of("issue", "AAP-1", "deep", Map.of("list", List.of(1, 2.5))),
                "source",
                "cron",
                "parent_skill_id",
                "parent-1",
                "steps",
                steps));
    var started = publisher.expect("skill_started", "skill_id", run);
    assertThat(Json.has(started, "session_id", "abc123", "source", "cron")).isTrue();
    assertThat(Json.has(started, "parent_skill_id", "parent-1", "steps", steps)).isTrue();
    assertThat(started.path("inputs").path("deep").path("list").size()).isEqualTo(2);
    var _ =
        publisher.acked(
            Say.step("step_progress", run, 0, "percent", 55, "message", "half", "output", "x\n"));
    var _ = publisher.expect("step_progress", "skill_id", run, "percent", 55, "message", "half");
    var _ = publisher.acked(Say.step("step_completed", run, 0, "output", Map.of("found", true)));
    var completed = publisher.expect("step_completed", "skill_id", run);
    assertThat(completed.path("output").path("found").asBoolean(false)).isTrue();
    var _ = publisher.acked(Say.completed(run, "outputs", Map.of("summary", "done")));
    var ended = publisher.expect("skill_completed", "skill_id", run);
    assertThat(ended.path("outputs").path("summary").asString("")).isEqualTo("done");
  }

  @Test
  void theHubFillsInWhatItKnowsOfTheRun() {
    var publisher = hub.client();
    var run = Say.fresh("run");
    var steps =
        List.of(
            Map.of("name", "fetch", "description", "get it"),
            Map.of("name", "build", "description", "make it"));
    var _ = publisher.acked(Say.started(run, "total_steps", 2, "steps", steps));
    var _ = publisher.acked(Say.step("step_started", run, 1));
    var started = publisher.expect("step_started", "skill_id", run);
    assertThat(Json.has(started, "skill_name", "tidy_up", "step_name", "build")).isTrue();
    assertThat(Json.has(started, "total_steps", 2, "description", "make it")).isTrue();
    var _ = publisher.acked(Say.step("step_completed", run, 1));
    var completed = publisher.expect("step_completed", "skill_id", run);
    assertThat(Json.has(completed, "step_name", "build", "total_steps", 2)).isTrue();
    assertThat(completed.path("duration_ms").asLong(-1)).isGreaterThanOrEqualTo(0);
  }

  @Test
  void withoutATotalItGrowsWithTheSteps() {
    var publisher = hub.client();
    var run = Say.fresh("run");
    var _ = publisher.acked(Say.started(run));
    var _ = publisher.acked(Say.step("step_started", run, 4, "step_name", "fifth"));
    var event = publisher.expect("step_started", "skill_id", run);
    assertThat(event.path("total_steps").asInt()).isGreaterThan(4);
  }

  @Test
  void aTimestampThatIsSentIsIgnored() {
    var publisher = hub.client();
    publisher.send(Json.object("type", "an_old_one", "timestamp", "1999-01-01T00:00:00.000Z"));
    var event = publisher.expect("an_old_one");
    assertThat(event.path("timestamp").asString("")).matches(TIMESTAMP).doesNotStartWith("1999");
  }

  @Test
  void sequencesAreGapFreeForEveryReader() {
    var readers = List.of(hub.client("/"), hub.client("/events"), hub.client("/"));
    var publisher = hub.client();
    for (var i = 0; i < 200; i++) {
      publisher.send(Json.object("type", "counted", "i", i));
    }
    for (var reader : readers) {
      var next = reader.connected().path("seq").asLong() + 1;
      for (var event : Say.historyNow(publisher, reader)) {
        if (event.has("seq") && !Json.has(event, "type", "connected")) {
          assertThat(event.path("seq").asLong()).isEqualTo(next++);
        }
      }
    }
  }

  @Nested
  class Heals {

    @Test
    void theSnippetIsTheFirst200CodePoints() {
      var publisher = hub.client();
      var run = Say.fresh("run");
      var _ = publisher.acked(Say.started(run));
      var error = "🛠".repeat(150) + "x".repeat(200);
      var _ =
          publisher.acked(
              Say.step("auto_heal_triggered", run, 0, "fix_action", "login", "error", error));
      var snippet =
          publisher
              .expect("auto_heal_triggered", "skill_id", run)
              .path("error_snippet")
              .asString("");
      assertThat(snippet).isEqualTo("🛠".repeat(150) + "x".repeat(50));
    }

    @Test
    void bothEventsOfAHealShareIdAndAction() {
      var publisher = hub.client();
      var run = Say.fresh("run");
      var _ = publisher.acked(Say.started(run));
      var _ =
          publisher.acked(Say.step("auto_heal_triggered", run, 0, "fix_action", "vpn_connect()"));
      var triggered = publisher.expect("auto_heal_triggered", "skill_id", run);
      var _ =
          publisher.acked(
              Say.step(
                  "auto_heal_completed", run, 0, "fix_action", "vpn_connect()", "success", true));
      var completed = publisher.expect("auto_heal_completed", "skill_id", run);
      assertThat(completed.path("heal_id")).isEqualTo(triggered.path("heal_id"));
      assertThat(completed.path("fix_action")).isEqualTo(triggered.path("fix_action"));
    }
  }

  @Test
  void memoryAndPersonaEventsArriveAsPublished() {
    var publisher = hub.client();
    var intent = Map.of("intent", "code_lookup", "confidence", 0.9);
    var query = Say.fresh("query");
    publisher.send(
        Json.object(
            "type",
            "memory_query_completed",
            "query_id",
            query,
            "intent",
            intent,
            "sources_queried",
            List.of("yaml", "slack"),
            "result_count",
            3,
            "latency_ms",
            12.75));
    var _ =
        publisher.expect(
            "memory_query_completed",
            "query_id",
            query,
            "intent",
            intent,
            "latency_ms",
            12.75,
            "result_count",
            3);
    publisher.send(
        Json.object(
            "type", "persona_changed", "persona", "devops", "previous", "dev", "tool_count", 78));
    var _ = publisher.expect("persona_changed", "previous", "dev", "tool_count", 78);
    publisher.send(
        Json.object("type", "tools_list_changed", "added", List.of("a"), "removed", List.of()));
    var _ = publisher.expect("tools_list_changed", "added", List.of("a"), "removed", List.of());
  }

  private static Sample sample(ObjectNode minimal, String fields) {
    return sample(minimal, minimal.path("type").asString(""), fields);
  }

  private static Sample sample(ObjectNode minimal, String type, String fields) {
    var kinds = new LinkedHashMap<String, String>();
    var words = List.of(fields.split(" ", -1));
    for (var i = 0; i < words.size(); i += 2) {
      kinds.put(words.get(i), words.get(i + 1));
    }
    return new Sample(minimal, type, kinds);
  }

  private static void assertKind(ObjectNode event, String name, String kind) {
    @Nullable JsonNode value = event.get(name);
    assertThat(value).as("%s in %s", name, event).isNotNull();
    assertThat(value == null || fits(value, kind)).as("%s is %s in %s", name, kind, event).isTrue();
  }

  private static boolean fits(JsonNode value, String kind) {
    return switch (kind) {
      case "any" -> true;
      case "string" -> value.isString();
      case "int" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "int?" -> value.isNull() || value.isIntegralNumber();
      case "number?" -> value.isNull() || value.isNumber();
      case "boolean" -> value.isBoolean();
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      default -> throw new IllegalArgumentException(kind);
    };
  }
}
