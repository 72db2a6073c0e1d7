package dev.skillwire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the original client does, and what would break it: it sends no position and no token, asks
/// for nothing, never reads an error, and trusts every number.
class OriginalClientTest {

  @RegisterExtension static final HubUnderTest hub = HubUnderTest.with();

  private static final List<String> STEP_EVENTS =
      List.of("step_started", "step_progress", "step_completed", "step_failed", "step_skipped");

  private final WireClient publisher = hub.client();
  private final String run = Say.fresh("run");
  private final String id = Say.fresh("ask");

  @Test
  void isServedAsItConnectsWithoutOriginTokenOrSubprotocol() throws Exception {
    var raw = hub.raw();
    var answer =
        raw.upgrade(
            "/",
            "Host: localhost:" + hub.port(),
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits");
    assertThat(answer.status()).isEqualTo(101);
    assertThat(Json.has(raw.readMessage(), "type", "connected")).isTrue();
    raw.text("{\"type\":\"heartbeat\"}");
    var _ = raw.readMessage("heartbeat_ack");
  }

  @Test
  void isToldConnectedOnceAndOfNoQuestionTwice() {
    var _ = publisher.acked(Say.question(id));
    var client = hub.client();
    client.send(Say.heartbeat());
    var history = Say.historyNow(publisher, client);
    assertThat(history).filteredOn(m -> Json.has(m, "type", "connected")).hasSize(1);
    assertThat(client.connected().path("pending_confirmations"))
        .filteredOn(q -> Json.has(q, "id", id))
        .hasSize(1);
    assertThat(history).noneMatch(m -> Json.has(m, "type", "confirmation_required", "id", id));
  }

  @Test
  void readsWhatItReadsInTheSnapshot() {
    var _ = publisher.acked(Say.started(run, "total_steps", 3));
    var _ = publisher.acked(Say.step("step_started", run, 1));
    var _ = publisher.acked(Say.question(id, "skill_id", run, "step_index", 1));
    var connected = hub.client().connected();
    var skill = find(connected.path("running_skills"), "skill_id", run);
    assertThat(
            Json.has(
                skill,
                "skill_name",
                "tidy_up",
                "total_steps",
                3,
                "current_step",
                1,
                "status",
                "running"))
        .as("%s", skill)
        .isTrue();
    var question = find(connected.path("pending_confirmations"), "id", id);
    assertThat(
            Json.has(
                question,
                "skill_id",
                run,
                "step_index",
                1,
                "prompt",
                "Shall we?",
                "options",
                List.of("yes", "no"),
                "timeout_seconds",
                60))
        .as("%s", question)
        .isTrue();
    assertThat(question.path("claude_suggestion").isString()).isTrue();
    assertThat(question.path("created_at").isString()).isTrue();
  }

  @Test
  void neverSeesAStepBeyondTheTotalNorOfARunItDoesNotKnow() {
    var before = hub.client();
    var _ = publisher.acked(Say.started(run, "total_steps", 2));
    var _ = publisher.acked(Say.step("step_started", run, 0));
    var during = hub.client();
    var _ = publisher.acked(Say.step("step_completed", run, 0));
    var _ = publisher.refused("invalid_message", Say.step("step_started", run, 2));
    var _ = publisher.acked(Say.step("step_skipped", run, 1, "reason", "no need"));
    for (var client : List.of(before, during)) {
      var totals = new java.util.HashMap<String, Integer>();
      for (var skill : client.connected().path("running_skills")) {
        totals.put(skill.path("skill_id").asString(""), skill.path("total_steps").asInt());
      }
      for (var event : Say.historyNow(publisher, client)) {
        var skill = event.path("skill_id").asString("");
        if (Json.has(event, "type", "skill_started")) {
          totals.put(skill, event.path("total_steps").asInt());
        } else if (STEP_EVENTS.contains(event.path("type").asString(""))) {
          assertThat(event.path("step_index").asInt()).isLessThan(totals.getOrDefault(skill, 0));
        }
      }
    }
  }

  @Test
  void neverSeesATimeoutOfZeroOrAQuestionWithoutOptions() {
    var client = hub.client();
    var reply = publisher.ask(Say.question(id, "timeout_seconds", 0));
    var withoutOptions = Json.without(Say.question(Say.fresh("ask")), "options");
    var _ = publisher.acked(withoutOptions);
    var history = Say.historyNow(publisher, client);
    assertThat(reply.path("code").asString("invalid_message")).isEqualTo("invalid_message");
    assertThat(history)
        .filteredOn(m -> Json.has(m, "type", "confirmation_required"))
        .isNotEmpty()
        .noneMatch(m -> Json.has(m, "timeout_seconds", 0))
        .allMatch(m -> !m.path("options").isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Yes please", "Proceed", "Retry With Fix Now", "abort"})
  void answersInItsOwnSpellingAndIsUnderstood(String option) {
    var client = hub.client();
    var _ = publisher.acked(Say.question(id, "options", List.of("Never", option)));
    client.send(Say.answer(id, spelled(option), "remember", "none"));
    var _ = client.expect("confirmation_answered", "id", id, "response", option);
  }

  @ParameterizedTest
  @ValueSource(strings = {"let_claude", "retry_with_fix", "abort"})
  void pressesOneOfItsThreeButtonsAndIsAskedAgain(String button) {
    var client = hub.client();
    var _ = publisher.acked(Say.question(id, "options", List.of("Yes please", "No")));
    var _ = client.expect("confirmation_required", "id", id);
    client.send(Say.answer(id, button, "remember", "none"));
    var error = client.expect("error", "code", "invalid_choice");
    var again = client.expectReplayed("confirmation_required", "id", id);
    var history = client.history();
    assertThat(history.indexOf(again)).isLessThan(history.indexOf(error));
    assertThat(again.path("options").size()).isEqualTo(2);
    assertThat(again.path("timeout_seconds").asInt()).isEqualTo(60);
    client.send(Say.answer(id, spelled("Yes please"), "remember", "none"));
    var _ = client.expect("confirmation_answered", "id", id, "response", "Yes please");
  }

  @Test
  void whichAnsweredSeesTheAnswerToo() {
    var client = hub.client();
    // What is remembered goes by the prompt, so it must be that of no other test.
    var _ = publisher.acked(Say.question(id, "prompt", "Shall we do " + id + "?"));
    client.send(Say.answer(id, "yes", "remember", "this-error"));
    var _ = client.expect("confirmation_answered", "id", id, "remember", "this-error");
  }

  @Test
  void whichPausesTheTimerFindsItPaused() {
    var client = hub.client();
    var _ = publisher.acked(Say.question(id));
    client.send(Say.about("pause_timer", id));
    var _ = publisher.expect("confirmation_paused", "id", id);
    client.send(Say.about("resume_timer", id));
    var _ = publisher.expect("confirmation_resumed", "id", id);
  }

  @Test
  void whichWasAwayLearnsWhatEnded() {
    var client = hub.client();
    var other = Say.fresh("run");
    var asked = Say.fresh("ask");
    var _ = publisher.acked(Say.started(run));
    var _ = publisher.acked(Say.started(other));
    var _ = publisher.acked(Say.question(id, "timeout_seconds", 1));
    var _ = publisher.acked(Say.question(asked));
    var _ = client.expect("confirmation_required", "id", asked);
    client.cut();
    var _ = publisher.acked(Say.completed(run));
    var _ = publisher.acked(Say.failed(other, "no route"));
    var _ = publisher.expect("confirmation_expired", "id", id);
    hub.client().send(Say.answer(asked, "no"));
    var _ = publisher.expect("confirmation_answered", "id", asked);

    var back = hub.client();
    var ended = back.expectReplayed("skill_completed", "skill_id", run);
    assertThat(ended.path("total_duration_ms").isIntegralNumber()).isTrue();
    var _ = back.expectReplayed("skill_failed", "skill_id", other, "error", "no route");
    var _ = back.expectReplayed("confirmation_expired", "id", id);
    var _ = back.expectReplayed("confirmation_answered", "id", asked);
  }

  @Test
  void getsTheRemainingTimeOfAQuestionThatIsStillOpen() {
    var _ = publisher.acked(Say.question(id, "timeout_seconds", 60));
    var announced = publisher.expect("confirmation_required", "id", id);
    var question = find(hub.client().connected().path("pending_confirmations"), "id", id);
    assertThat(question.path("created_at")).isEqualTo(announced.path("created_at"));
    assertThat(question.path("remaining_seconds").asDouble(-1)).isBetween(0.0, 60.0);
  }

  @Test
  void isNotTroubledByAWholeRunWithEverythingInIt() {
    var client = hub.client();
    for (ObjectNode event :
        List.of(
            Say.started(run, "total_steps", 1, "inputs", Map.of("html", "<b onload=x>")),
            Say.step("step_started", run, 0, "step_name", "fetch"),
            Say.step("step_progress", run, 0, "percent", 50),
            Say.step("auto_heal_triggered", run, 0, "fix_action", "vpn_connect()", "error", "eof"),
            Say.step("auto_heal_completed", run, 0, "fix_action", "vpn_connect()", "success", true),
            Say.step("step_completed", run, 0),
            Json.object("type", "memory_query_started", "query_id", "q", "query", "who"),
            Json.object("type", "some_new_word", "x", 1),
            Say.completed(run))) {
      var _ = publisher.acked(event);
    }
    var completed = client.expect("skill_completed", "skill_id", run);
    assertThat(completed.path("total_duration_ms").isIntegralNumber()).isTrue();
    var triggered = client.expect("auto_heal_triggered", "skill_id", run, "step_index", 0);
    assertThat(triggered.path("error_type").isString()).isTrue();
    assertThat(triggered.path("error_snippet").asString("")).isEqualTo("eof");
    assertThat(client.isOpen()).isTrue();
  }

  /// How the original client spells an option when its button is pressed.
  private static String spelled(String option) {
    return option.toLowerCase(Locale.ROOT).replace(' ', '_');
  }

  private static JsonNode find(JsonNode array, String field, String value) {
    for (var element : array) {
      if (Json.has(element, field, value)) {
        return element;
      }
    }
    throw new AssertionError(value + " is not in " + array);
  }
}
