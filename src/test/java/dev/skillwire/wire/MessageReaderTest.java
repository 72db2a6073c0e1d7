package dev.skillwire.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skillwire.core.Command;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Json;
import dev.skillwire.core.Limits;
import dev.skillwire.core.Reason;
import dev.skillwire.core.Remember;
import dev.skillwire.core.Risk;
import dev.skillwire.core.RunId;
import dev.skillwire.wire.ClientMessage.Filter;
import dev.skillwire.wire.ClientMessage.Need;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {

  private static final MessageReader READER = new MessageReader(() -> "made");

  @Test
  void readsAHeartbeat() throws BadMessage {
    assertThat(read("{\"type\":\"heartbeat\",\"unknown\":1}"))
        .isEqualTo(new ClientMessage.Heartbeat());
  }

  @Nested
  class Requests {

    @ParameterizedTest
    @CsvSource({
      "confirmation_response, ANSWER",
      "pause_timer, ANSWER",
      "resume_timer, ANSWER",
      "extend_timer, ANSWER",
      "cancel_confirmation, WITHDRAW",
      "cancel_skill, STOP",
      "save_rule, ANSWER",
      "change_rule, ANSWER",
      "delete_rule, ANSWER",
      "request_confirmation, PUBLISH",
      "confirmation_required, PUBLISH",
      "skill_started, PUBLISH",
      "heal_started, PUBLISH",
      "persona_changed, PUBLISH",
      "coffee_made, PUBLISH_OWN"
    })
    void needARole(String type, Need need) throws BadMessage {
      var all =
          "\"id\":\"ask-1\",\"response\":\"yes\",\"seconds\":5,\"skill_id\":\"run-1\","
              + "\"skill_name\":\"deploy\",\"prompt\":\"Shall we?\",\"fix_action\":\"log in\","
              + "\"persona\":\"writer\",\"scope\":{},\"rule_id\":\"rule-1\",\"enabled\":true";
      assertThat(request("{\"type\":\"" + type + "\"," + all + "}").need()).isEqualTo(need);
    }

    @Test
    void ofAnAnswerHaveDefaults() throws BadMessage {
      assertThat(command("{\"type\":\"confirmation_response\",\"id\":\"a\",\"response\":\"yes\"}"))
          .isEqualTo(
              new Command.AnswerConfirmation(
                  new ConfirmationId("a"), "yes", Remember.NONE, null, null, null));
    }

    @Test
    void ofASocketPauseWithoutALease() throws BadMessage {
      assertThat(command("{\"type\":\"pause_timer\",\"id\":\"a\"}"))
          .isEqualTo(new Command.PauseConfirmation(new ConfirmationId("a"), false));
    }

    @Test
    void ofAnExtensionMayHaveAFraction() throws BadMessage {
      assertThat(command("{\"type\":\"extend_timer\",\"id\":\"a\",\"seconds\":1.5}"))
          .isEqualTo(new Command.ExtendConfirmation(new ConfirmationId("a"), 1_500));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{} | type",
          "{\"type\":null} | type",
          "{\"type\":7} | type",
          "{\"type\":\"confirmation_response\",\"response\":\"yes\"} | id",
          "{\"type\":\"confirmation_response\",\"id\":7,\"response\":\"yes\"} | id",
          "{\"type\":\"confirmation_response\",\"id\":\"a\"} | response",
          "{\"type\":\"confirmation_response\",\"id\":\"a\",\"response\":true} | response",
          "{\"type\":\"confirmation_response\",\"id\":\"a\",\"response\":\"y\",\"remember\":\"ever\"}"
              + " | remember",
          "{\"type\":\"confirmation_response\",\"id\":\"a\",\"response\":\"y\",\"comment\":1} | comment",
          "{\"type\":\"confirmation_response\",\"id\":\"a\",\"response\":\"y\",\"action_digest\":1}"
              + " | action_digest",
          "{\"type\":\"pause_timer\"} | id",
          "{\"type\":\"resume_timer\",\"id\":[]} | id",
          "{\"type\":\"extend_timer\",\"id\":\"a\"} | seconds",
          "{\"type\":\"extend_timer\",\"id\":\"a\",\"seconds\":\"5\"} | seconds",
          "{\"type\":\"extend_timer\",\"id\":\"a\",\"seconds\":1e300} | seconds",
          "{\"type\":\"cancel_confirmation\"} | id",
          "{\"type\":\"cancel_skill\"} | skill_id",
          "{\"type\":\"subscribe\",\"types\":\"a\"} | types",
          "{\"type\":\"subscribe\",\"types\":[7]} | types",
          "{\"type\":\"subscribe\",\"skill_ids\":{}} | skill_ids",
          "{\"type\":\"subscribe\",\"sources\":7} | sources",
          "{\"type\":\"coffee_made\",\"event_id\":7} | event_id"
        })
    void withAWrongFieldAreRefusedByItsName(String message, String field) {
      assertRefused(message, Reason.INVALID_MESSAGE, field);
    }

    @Test
    void withTooLongARememberForAreRefused() {
      assertRefused(
          "{\"type\":\"confirmation_response\",\"id\":\"a\",\"response\":\"y\",\"remember_for\":\""
              + "x".repeat(Limits.NAME_CHARS)
              + "\"}",
          Reason.INVALID_MESSAGE,
          "remember_for");
    }
  }

  @Nested
  class Questions {

    @Test
    void haveDefaults() throws BadMessage {
      assertThat(command("{\"type\":\"request_confirmation\",\"message\":\"Shall we?\"}"))
          .isEqualTo(
              new Command.AskConfirmation(
                  new ConfirmationId("made"),
                  new Command.RunRef(null, null),
                  null,
                  null,
                  "Shall we?",
                  null,
                  "",
                  Limits.TIMEOUT_DEFAULT.toMillis(),
                  null,
                  Risk.LOW,
                  null,
                  null,
                  null,
                  null));
    }

    @Test
    void waitUntilAnsweredWhereTheTimeoutIsNull() throws BadMessage {
      assertThat(asked("\"timeout_seconds\":null").timeoutMs()).isNull();
      assertThat(asked("\"timeout_seconds\":0.25").timeoutMs()).isEqualTo(250);
    }

    @Test
    void preferThePromptToTheMessage() throws BadMessage {
      assertThat(asked("\"prompt\":\"p\",\"message\":\"m\"").prompt()).isEqualTo("p");
    }

    @Test
    void getTheDigestOfTheirAction() throws BadMessage {
      var action = "\"action\":{\"run\":\"rm\",\"n\":1.0}";
      var digest = Canonical.digest(new Json("{\"n\":1,\"run\":\"rm\"}"));
      assertThat(asked(action).actionDigest()).isEqualTo(digest);
      assertThat(
              asked(action + ",\"action_digest\":\"" + digest.toUpperCase(Locale.ROOT) + "\"")
                  .actionDigest())
          .isEqualTo(digest);
      assertThat(asked("\"action_digest\":\"of nothing\"").actionDigest()).isNull();
    }

    @Test
    void withTheDigestOfSomethingElseAreRefused() {
      assertRefused(
          question("\"action\":{\"run\":\"rm\"},\"action_digest\":\"abc\""),
          Reason.DIGEST_MISMATCH,
          "action_digest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1e1000000000", "123e999999999"})
    void withANumberThatHasNoCanonicalFormAreRefused(String number) {
      assertRefused(
          question("\"action\":{\"n\":[" + number + "]}"), Reason.INVALID_MESSAGE, "action");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "\"prompt\":7 | prompt",
          "\"id\":7 | id",
          "\"skill_id\":7 | skill_id",
          "\"skill_name\":7 | skill_name",
          "\"step_index\":-1 | step_index",
          "\"step_index\":\"2\" | step_index",
          "\"step_name\":7 | step_name",
          "\"options\":\"yes\" | options",
          "\"options\":[1] | options",
          "\"claude_suggestion\":7 | claude_suggestion",
          "\"timeout_seconds\":\"30\" | timeout_seconds",
          "\"on_timeout\":7 | on_timeout",
          "\"risk\":\"deadly\" | risk",
          "\"risk\":7 | risk",
          "\"action\":\"rm -rf\" | action",
          "\"action\":{},\"action_digest\":7 | action_digest",
          "\"event_id\":7 | event_id"
        })
    void withAWrongFieldAreRefusedByItsName(String field, String name) {
      assertRefused(question(field), Reason.INVALID_MESSAGE, name);
    }

    @Test
    void withoutAPromptAreRefused() {
      assertRefused(
          "{\"type\":\"request_confirmation\",\"id\":\"a\"}", Reason.INVALID_MESSAGE, "prompt");
    }

    private Command.AskConfirmation asked(String fields) throws BadMessage {
      return (Command.AskConfirmation) command(question(fields));
    }

    private static String question(String fields) {
      var prompt = fields.contains("\"prompt\"") ? "" : ",\"prompt\":\"Shall we?\"";
      return "{\"type\":\"request_confirmation\"" + prompt + "," + fields + "}";
    }
  }

  @Nested
  class Filters {

    @Test
    void takeWordsOfBothVocabularies() throws BadMessage {
      assertThat(filter("\"types\":[\"heal_started\",\"skill_failed\"],\"skill_ids\":[\"r\"]"))
          .isEqualTo(
              new Filter(
                  Set.of("auto_heal_triggered", "skill_failed"), Set.of("r"), Set.of(), false));
    }

    @Test
    void letEverythingPassUnlessTheySayOtherwise() throws BadMessage {
      assertThat(filter("\"types\":null").passesAll()).isTrue();
      assertThat(filter("\"x\":1")).isEqualTo(Filter.ALL);
    }

    @Test
    void withoutTypesMeanRepliesOnly() throws BadMessage {
      assertThat(filter("\"types\":[]").repliesOnly()).isTrue();
      assertThat(filter("\"types\":[]").passesAll()).isFalse();
    }

    @Test
    void areBounded() {
      assertThatThrownBy(
              () -> MessageReader.filter(null, Collections.nCopies(1_001, "r"), List.of()))
          .isInstanceOfSatisfying(
              BadMessage.class,
              e -> assertThat(e.rejection().reason()).isEqualTo(Reason.TOO_LARGE));
    }

    private Filter filter(String fields) throws BadMessage {
      return ((ClientMessage.Subscribe) read("{\"type\":\"subscribe\"," + fields + "}")).filter();
    }
  }

  @Nested
  class OtherWords {

    @Test
    void passThroughWithoutTheEnvelope() throws BadMessage {
      var request =
          request(
              "{\"type\":\"coffee_made\",\"seq\":9,\"timestamp\":\"x\",\"request_id\":5,"
                  + "\"event_id\":\"e\",\"cups\":[1,2]}");
      assertThat(request.command())
          .isEqualTo(new Command.Broadcast("coffee_made", new Json("{\"cups\":[1,2]}")));
      assertThat(request.requestId()).isEqualTo("5");
      assertThat(request.eventId()).isEqualTo("e");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "connected",
          "resync",
          "ack",
          "error",
          "heartbeat_ack",
          "claim",
          "receipt",
          "vote",
          "skill_cancel_requested",
          "confirmation_answered",
          "confirmation_expired",
          "confirmation_paused",
          "confirmation_by_moonlight"
        })
    void areForbiddenWhereOnlyTheHubSaysThem(String type) {
      assertRefused("{\"type\":\"" + type + "\"}", Reason.FORBIDDEN, "type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Coffee", "coffee-made", "1coffee", "_coffee", "kaffee_für_alle"})
    void areUnknownInAnotherForm(String type) {
      assertRefused("{\"type\":\"" + type + "\"}", Reason.UNKNOWN_TYPE, "type");
    }

    @Test
    void areUnknownBeyondTheirLength() throws BadMessage {
      assertThat(request("{\"type\":\"" + "c".repeat(64) + "\"}").need())
          .isEqualTo(Need.PUBLISH_OWN);
      assertThatThrownBy(() -> read("{\"type\":\"" + "c".repeat(5_000) + "\"}"))
          .isInstanceOf(BadMessage.class)
          .message()
          .hasSizeLessThan(200);
    }
  }

  @Nested
  class RequestIds {

    @ParameterizedTest
    @CsvSource({"\"r-1\"", "17", "1.5"})
    void areRepeatedAsTheyWere(String id) {
      assertThat(MessageReader.requestId(Samples.parsed("{\"request_id\":" + id + "}")))
          .isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "{}", "[]"})
    void areTextsOrNumbers(String id) {
      assertThat(MessageReader.requestId(Samples.parsed("{\"request_id\":" + id + "}"))).isNull();
    }

    @Test
    void areLeftOutBeyondTheirLength() {
      var longest = "\"" + "r".repeat(Limits.ID_CHARS) + "\"";
      assertThat(MessageReader.requestId(Samples.parsed("{\"request_id\":" + longest + "}")))
          .isEqualTo(longest);
      assertThat(
              MessageReader.requestId(
                  Samples.parsed("{\"request_id\":\"" + "r".repeat(Limits.ID_CHARS + 1) + "\"}")))
          .isNull();
    }
  }

  @Test
  void anEventIdIsBounded() {
    assertRefused(
        "{\"type\":\"coffee_made\",\"event_id\":\"" + "e".repeat(Limits.ID_CHARS + 1) + "\"}",
        Reason.INVALID_MESSAGE,
        "event_id");
  }

  @Test
  void aRunCanBeNamedInBothVocabularies() throws BadMessage {
    assertThat(command("{\"type\":\"skill_error\",\"skill_id\":\"r\",\"error\":\"e\"}"))
        .isInstanceOfSatisfying(
            Command.FailSkill.class,
            fail -> assertThat(fail.run()).isEqualTo(Command.RunRef.of(new RunId("r"))));
  }

  private static ClientMessage read(String message) throws BadMessage {
    return READER.read(Samples.parsed(message));
  }

  private static ClientMessage.Request request(String message) throws BadMessage {
    return (ClientMessage.Request) read(message);
  }

  private static Command command(String message) throws BadMessage {
    return request(message).command();
  }

  static void assertRefused(String message, Reason reason, String field) {
    assertThatThrownBy(() -> read(message))
        .isInstanceOfSatisfying(
            BadMessage.class,
            e -> {
              assertThat(e.rejection().reason()).isEqualTo(reason);
              assertThat(e.rejection().field()).isEqualTo(field);
            });
  }
}
