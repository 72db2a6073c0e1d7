package dev.skillwire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// Sections 2 and 3: what a publisher may say, what it is told, and what is refused.
class PublishingTest {

  private static final int CUT_BYTES = 64 * 1024;

  @RegisterExtension static final HubUnderTest hub = HubUnderTest.with();

  @Nested
  class AnAck {

    @Test
    void namesTheRequestTheSequenceAndTheGivenSkillId() {
      var publisher = hub.client();
      var ack = publisher.acked(Json.object("type", "skill_started", "skill_name", "tidy_up"));
      var event = publisher.expect("skill_started", "seq", ack.path("seq").asLong());
      assertThat(event.path("skill_id").asString("")).isNotEmpty();
      assertThat(ack.path("skill_id")).isEqualTo(event.path("skill_id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "[1]", "{}"})
    void isPromisedToNoIdThatCannotBeRepeated(String id) {
      var publisher = hub.client();
      publisher.sendText("{\"type\":\"never_said\",\"request_id\":" + id + "}");
      var _ = publisher.expect("error", "code", "invalid_message", "field", "request_id");
      assertThat(Say.historyNow(publisher, publisher))
          .noneMatch(m -> Json.has(m, "type", "never_said"));
    }

    @Test
    void answersASubscription() {
      var client = hub.client();
      var ack = client.acked(Json.object("type", "subscribe", "types", List.of("none")));
      assertThat(ack.path("seq").isIntegralNumber()).isTrue();
    }

    @Test
    void goesToTheSenderAlone() {
      var other = hub.client();
      var publisher = hub.client();
      var _ = publisher.acked(Json.object("type", "asked_for"));
      assertThat(Say.historyNow(publisher, other)).noneMatch(m -> Json.has(m, "type", "ack"));
    }

    @Test
    void isNotSentUnasked() {
      var publisher = hub.client();
      publisher.send(Json.object("type", "not_asked_for"));
      var _ = publisher.expect("not_asked_for");
      var _ = publisher.acked(Json.object("type", "asked_for"));
      assertThat(publisher.history()).filteredOn(m -> Json.has(m, "type", "ack")).hasSize(1);
    }
  }

  @Nested
  class SendingTwice {

    @Test
    void withOneEventIdIsOneEventAndTheSameAck() {
      var publisher = hub.client();
      var event = Json.object("type", "said_twice", "event_id", Say.fresh("event"));
      var first = publisher.acked(event);
      var second = publisher.acked(event);
      assertThat(second.path("seq")).isEqualTo(first.path("seq"));
      assertThat(Say.historyNow(publisher, publisher))
          .filteredOn(m -> Json.has(m, "type", "said_twice"))
          .hasSize(1);
    }

    @Test
    void givesTheSameSkillIdAgain() {
      var publisher = hub.client();
      var event =
          Json.object(
              "type", "skill_started", "skill_name", "tidy_up", "event_id", Say.fresh("event"));
      var first = publisher.acked(event);
      assertThat(publisher.acked(event).path("skill_id")).isEqualTo(first.path("skill_id"));
    }

    @Test
    void isOneEventForTheSameTokenOnAnotherConnection() {
      var event = Json.object("type", "said_by_a_token", "event_id", Say.fresh("event"));
      var first = hub.tokenClient("/").acked(event);
      assertThat(hub.tokenClient("/").acked(event).path("seq")).isEqualTo(first.path("seq"));
    }

    @Test
    void isAnotherEventForAnotherTypeOrRun() {
      var publisher = hub.client();
      var id = Say.fresh("event");
      var first = publisher.acked(Json.object("type", "first_word", "event_id", id));
      var second = publisher.acked(Json.object("type", "second_word", "event_id", id));
      var third =
          publisher.acked(Json.object("type", "second_word", "skill_id", "r", "event_id", id));
      assertThat(second.path("seq").asLong()).isGreaterThan(first.path("seq").asLong());
      assertThat(third.path("seq").asLong()).isGreaterThan(second.path("seq").asLong());
    }

    @Test
    void isOneEventAlsoAfterAKill() throws Exception {
      try (var own = HubUnderTest.started()) {
        var event = Json.object("type", "said_before", "event_id", "the-only-one");
        var first = own.tokenClient("/").acked(event);
        own.killAndStart();
        var again = own.tokenClient("/").acked(event);
        assertThat(again.path("seq")).isEqualTo(first.path("seq"));
        var history = own.api().get("/api/v1/events?type=said_before").json(200);
        assertThat(history.path("events").size()).isEqualTo(1);
      }
    }
  }

  @Nested
  class ACustomWord {

    @Test
    void passesThroughWhole() {
      var publisher = hub.client();
      var reader = hub.client("/events");
      var nested = Map.of("list", List.of(1, "two", Map.of("three", 3.5)), "none", List.of());
      publisher.send(
          Json.object("type", "deploy_watched", "stage", "prod", "nested", nested, "empty", null));
      var event = reader.expect("deploy_watched");
      assertThat(Json.has(event, "stage", "prod", "nested", nested, "empty", null)).isTrue();
      assertThat(event.path("seq").isIntegralNumber()).isTrue();
      assertThat(event.path("timestamp").isString()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "connected",
          "resync",
          "ack",
          "error",
          "heartbeat_ack",
          "receipt",
          "vote",
          "skill_cancel_requested",
          "confirmation_answered",
          "confirmation_expired",
          "confirmation_paused",
          "confirmation_whatever"
        })
    void thatIsReservedIsForbidden(String word) {
      var publisher = hub.client();
      var event = Json.object("type", word, "id", "c1", "skill_id", "s1", "response", "yes");
      var _ = publisher.refused("forbidden", event);
    }

    @Test
    void thatLooksLikeAQuestionIsReadAsOne() {
      var publisher = hub.client();
      var id = Say.fresh("ask");
      var ack = publisher.acked(Json.plus(Say.question(id), "type", "confirmation_required"));
      assertThat(ack.path("id").asString("")).isEqualTo(id);
      var _ = publisher.expect("confirmation_required", "id", id, "message", "Shall we?");
    }
  }

  @Nested
  class Refused {

    static Stream<ObjectNode> incomplete() {
      return Stream.of(
          Json.object("type", "skill_started"),
          Json.object("type", "step_started", "skill_id", "RUN"),
          Json.object("type", "step_failed", "skill_id", "RUN", "step_index", 0),
          Json.object("type", "skill_failed", "skill_id", "RUN"),
          Json.object("type", "auto_heal_triggered", "skill_id", "RUN"),
          Json.object("type", "auto_heal_completed", "skill_id", "RUN", "fix_action", "login"),
          Json.object("type", "memory_query_started", "query", "who"),
          Json.object("type", "intent_classified", "intent", "history"),
          Json.object("type", "persona_changed"),
          Json.object("type", "request_confirmation"),
          Json.object("type", "step_started", "skill_id", "RUN", "step_index", -1),
          Json.object("type", "step_started", "skill_id", "RUN", "step_index", "zero"),
          Json.object("type", "step_started", "skill_id", "RUN", "step_index", 0.5),
          Json.object("type", "skill_started", "skill_name", 42),
          Json.object("type", "skill_started", "skill_name", "x", "total_steps", -1),
          Json.object("type", "skill_started", "skill_name", "x", "inputs", List.of(1)));
    }

    @ParameterizedTest
    @MethodSource("incomplete")
    void isWhatLacksANeededFieldAndTheFieldIsNamed(ObjectNode message) {
      var publisher = hub.client();
      var run = Say.fresh("run");
      var _ = publisher.acked(Say.started(run));
      var sent = message.has("skill_id") ? Json.plus(message, "skill_id", run) : message;
      var error = publisher.refused("invalid_message", sent);
      assertThat(error.path("field").asString("")).isNotEmpty();
      assertThat(error.path("message").asString("")).isNotEmpty();
    }

    @Test
    void isAStepBeyondAGivenTotal() {
      var publisher = hub.client();
      var run = Say.fresh("run");
      var _ = publisher.acked(Say.started(run, "total_steps", 2));
      var _ = publisher.acked(Say.step("step_started", run, 1));
      var error = publisher.refused("invalid_message", Say.step("step_started", run, 2));
      assertThat(error.path("field").asString("")).isEqualTo("step_index");
    }

    @Test
    void isAnEventOfARunThatTheHubDoesNotKnow() {
      var publisher = hub.client();
      var _ = publisher.refused("unknown_skill", Say.step("step_started", Say.fresh("nobody"), 0));
      var _ = publisher.refused("unknown_skill", Say.completed(Say.fresh("nobody")));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"type\":\"some_word\",\"value\":NaN}",
          "{\"type\":\"some_word\",\"value\":Infinity}",
          "{\"type\":\"some_word\",\"value\":-Infinity}",
          "{\"type\":\"some_word\",}",
          "{\"type\":\"some_word\"} {\"type\":\"some_word\"}",
          "{'type':'some_word'}",
          "not json at all",
          ""
        })
    void isWhatIsNoJson(String text) {
      var publisher = hub.client();
      var _ = publisher.refusedText("invalid_json", text);
      assertThat(Say.historyNow(publisher, publisher))
          .noneMatch(m -> Json.has(m, "type", "some_word"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,2]", "\"heartbeat\"", "42", "null", "{}", "{\"type\":7}"})
    void isWhatIsNoMessage(String text) {
      var publisher = hub.client();
      publisher.sendText(text);
      assertThat(publisher.expect("error").path("code").asString(""))
          .isIn("invalid_json", "invalid_message", "unknown_type");
    }

    @Test
    void isJsonThatIsNestedTooDeeply() {
      var publisher = hub.client();
      publisher.sendText(
          "{\"type\":\"deep\",\"v\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}");
      assertThat(publisher.expect("error").path("code").asString(""))
          .isIn("invalid_json", "invalid_message", "too_large");
    }

    @Test
    void toldToTheSenderAloneAndChangesNothing() {
      var publisher = hub.client();
      var reader = hub.client();
      var _ = publisher.refused("invalid_message", Json.object("type", "skill_started"));
      assertThat(Say.historyNow(publisher, reader))
          .noneMatch(m -> Json.has(m, "type", "error") || Json.has(m, "type", "skill_started"));
    }
  }

  @Nested
  class LongTexts {

    @Test
    void anErrorIsCutAt64KibAndMarked() {
      var publisher = hub.client();
      var run = Say.fresh("run");
      var _ = publisher.acked(Say.started(run));
      var _ = publisher.acked(Say.step("step_failed", run, 0, "error", "ü".repeat(60_000)));
      var event = publisher.expect("step_failed", "skill_id", run);
      var error = event.path("error").asString("");
      assertThat(error.getBytes(StandardCharsets.UTF_8).length)
          .isBetween(CUT_BYTES - 16, CUT_BYTES);
      assertThat(error).matches("ü+");
      assertThat(Json.has(event, "truncated", true)).isTrue();
    }

    @Test
    void aShortErrorIsNotMarked() {
      var publisher = hub.client();
      var run = Say.fresh("run");
      var _ = publisher.acked(Say.started(run));
      var _ = publisher.acked(Say.step("step_failed", run, 0, "error", "x".repeat(60_000)));
      var event = publisher.expect("step_failed", "skill_id", run);
      assertThat(event.path("error").asString("")).hasSize(60_000);
      assertThat(event.path("truncated").asBoolean(false)).isFalse();
    }

    @Test
    void liveOutputIsCutAndMarked() {
      var publisher = hub.client();
      var run = Say.fresh("run");
      var _ = publisher.acked(Say.started(run));
      var _ = publisher.acked(Say.step("step_progress", run, 0, "output", "o".repeat(100_000)));
      var event = publisher.expect("step_progress", "skill_id", run);
      assertThat(event.path("output").asString("").length()).isBetween(CUT_BYTES - 16, CUT_BYTES);
      assertThat(Json.has(event, "truncated", true)).isTrue();
    }

    @Test
    void aPromptIsRefusedNeverCut() {
      var publisher = hub.client();
      var id = Say.fresh("ask");
      publisher.send(Say.question(id, "prompt", "p".repeat(900_000)));
      assertThat(publisher.expect("error").path("code").asString(""))
          .isIn("too_large", "invalid_message");
      assertThat(Say.historyNow(publisher, publisher)).noneMatch(m -> Json.has(m, "id", id));
    }
  }
}
