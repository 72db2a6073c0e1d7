package dev.skillwire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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

/// Section 5: asking, and the first valid answer.
class AnsweringTest {

  /// Keeps what is remembered from the other tests' questions.
  private static final ObjectNode THIS_RUN = Json.object("run", true);

  @RegisterExtension static final HubUnderTest hub = HubUnderTest.with();

  private final WireClient requester = hub.client();
  private final WireClient answerer = hub.client();
  private final String id = Say.fresh("ask");

  @Nested
  class Asking {

    @Test
    void isAnnouncedToEveryoneWithDefaults() {
      var ack = requester.acked(Json.object("type", "request_confirmation", "message", "Go on?"));
      var question = answerer.expect("confirmation_required", "id", ack.path("id").asString(""));
      assertThat(
              Json.has(
                  question,
                  "prompt",
                  "Go on?",
                  "message",
                  "Go on?",
                  "options",
                  List.of("let_claude", "retry_with_fix", "abort"),
                  "timeout_seconds",
                  30,
                  "on_timeout",
                  "let_claude",
                  "risk",
                  "low",
                  "paused",
                  false,
                  "skill_id",
                  ""))
          .as("%s", question)
          .isTrue();
      assertThat(question.path("remaining_seconds").asDouble(-1)).isBetween(1.0, 30.0);
      assertThat(question.path("created_at").asString("")).endsWith("Z");
      assertThat(question.path("deadline").asString("")).endsWith("Z");
    }

    @Test
    void ofARunNamesItAndItsStep() {
      var run = Say.fresh("run");
      var steps = List.of(Map.of("name", "push", "description", "send it"));
      var _ = requester.acked(Say.started(run, "total_steps", 1, "steps", steps));
      var _ = requester.acked(Say.question(id, "skill_id", run, "step_index", 0));
      var question = answerer.expect("confirmation_required", "id", id);
      assertThat(
              Json.has(
                  question,
                  "skill_id",
                  run,
                  "skill_name",
                  "tidy_up",
                  "step_index",
                  0,
                  "step_name",
                  "push"))
          .as("%s", question)
          .isTrue();
    }

    @Test
    void ofAnUnknownRunIsRefused() {
      var _ = requester.refused("unknown_skill", Say.question(id, "skill_id", Say.fresh("none")));
    }

    static Stream<ObjectNode> unfit() {
      return Stream.of(
          Json.object("options", List.of()),
          Json.object("options", List.of(1, 2)),
          Json.object("options", "yes"),
          Json.object("options", List.of("yes", "")),
          Json.object("timeout_seconds", -1),
          Json.object("timeout_seconds", "soon"),
          Json.object("risk", "enormous"),
          Json.object("prompt", 7),
          Json.object("prompt", ""),
          Json.object("action", "rm -rf"));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void withUnfitFieldsIsRefusedAndTheFieldIsNamed(ObjectNode fields) {
      var question = Say.question(id);
      fields.properties().forEach(f -> question.set(f.getKey(), f.getValue()));
      var error = requester.refused("invalid_message", question);
      var field = fields.properties().iterator().next().getKey();
      assertThat(error.path("field").asString("")).contains(field);
      assertThat(Say.historyNow(requester, answerer)).noneMatch(m -> Json.has(m, "id", id));
    }

    @Test
    void theSameAgainReattachesAndAnnouncesNothing() {
      var first = requester.acked(Say.question(id));
      var second = requester.acked(Say.question(id));
      assertThat(second.path("id")).isEqualTo(first.path("id"));
      assertThat(Say.historyNow(requester, answerer))
          .filteredOn(m -> Json.has(m, "type", "confirmation_required", "id", id))
          .hasSize(1);
    }

    @Test
    void anotherQuestionUnderAnUsedIdIsRefused() {
      var _ = requester.acked(Say.question(id));
      var _ = requester.refused("duplicate_id", Say.question(id, "prompt", "Something else?"));
      answer("yes");
      var _ = requester.expect("confirmation_answered", "id", id);
      var _ = requester.refused("duplicate_id", Say.question(id, "prompt", "Something else?"));
    }

    @Test
    void withAnActionCarriesItAndItsDigest() {
      var _ = requester.acked(Say.question(id, "action", action()));
      var question = answerer.expect("confirmation_required", "id", id);
      assertThat(Json.has(question, "action", action(), "action_digest", digest())).isTrue();
    }
  }

  @Nested
  class AValidAnswer {

    @Test
    void isToldToEveryoneWithWhoAndWhat() {
      var run = Say.fresh("run");
      var _ = requester.acked(Say.started(run));
      var _ = requester.acked(Say.question(id, "skill_id", run));
      answer("yes", "remember", "this-skill", "comment", "looks fine", "remember_for", THIS_RUN);
      for (var client : List.of(requester, answerer, hub.client())) {
        var answered =
            client.expect(
                "answer to " + id,
                m -> Json.has(m, "type", "confirmation_answered", "id", id, "skill_id", run));
        assertThat(Json.has(answered, "response", "yes", "remember", "this-skill")).isTrue();
        assertThat(Json.has(answered, "comment", "looks fine")).isTrue();
        var by = answered.path("answered_by");
        assertThat(Json.has(by, "client_id", answerer.clientId(), "kind", "human")).isTrue();
        assertThat(by.has("name")).isTrue();
      }
    }

    @Test
    void isAcknowledgedWhenAskedFor() {
      var _ = requester.acked(Say.question(id));
      assertThat(answerer.acked(Say.answer(id, "no")).path("id").asString(id)).isEqualTo(id);
    }

    @Test
    void remembersNothingUnlessTold() {
      var _ = requester.acked(Say.question(id));
      answer("yes");
      var _ = requester.expect("confirmation_answered", "id", id, "remember", "none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "this-error", "this-skill", "always"})
    void carriesItsRememberWord(String word) {
      var _ = requester.acked(Say.question(id));
      answer("yes", "remember", word, "remember_for", THIS_RUN);
      var _ = requester.expect("confirmation_answered", "id", id, "remember", word);
    }

    @Test
    void inLowerCaseWithUnderscoresMeansTheOptionAsOffered() {
      var _ = requester.acked(Say.question(id, "options", List.of("Yes Please Do", "No")));
      answer("yes_please_do");
      var _ = requester.expect("confirmation_answered", "id", id, "response", "Yes Please Do");
    }
  }

  @Nested
  class AnAnswerThatWasNotOffered {

    @ParameterizedTest
    @ValueSource(strings = {"maybe", "format_the_disk", "Y E S", "", "YES"})
    void isRefusedAndTheQuestionIsSentAgainFirst(String response) {
      var _ = requester.acked(Say.question(id));
      var _ = answerer.expect("confirmation_required", "id", id);
      answerer.send(Say.answer(id, response));
      var error = answerer.expect("error", "code", "invalid_choice", "id", id);
      var again = answerer.expectReplayed("confirmation_required", "id", id);
      assertThat(again.has("seq")).isFalse();
      assertThat(Json.has(again, "options", List.of("yes", "no"), "prompt", "Shall we?")).isTrue();
      var history = answerer.history();
      assertThat(history.indexOf(again)).isLessThan(history.indexOf(error));
    }

    @Test
    void leavesTheQuestionOpenAndTroublesNobodyElse() {
      var _ = requester.acked(Say.question(id));
      var bystander = hub.client();
      var _ = answerer.refused("invalid_choice", Say.answer(id, "maybe"));
      assertThat(Say.historyNow(requester, bystander))
          .noneMatch(
              m -> Json.has(m, "id", id) && !Json.has(m, "type", "connected") && m.has("seq"));
      assertThat(bystander.history())
          .noneMatch(
              m -> Inbox.replayed(m) && Json.has(m, "type", "confirmation_required", "id", id));
      answer("no");
      var _ = requester.expect("confirmation_answered", "id", id, "response", "no");
    }

    static Stream<ObjectNode> malformed() {
      return Stream.of(
          Json.object("response", null),
          Json.object("response", Map.of("a", List.of(1))),
          Json.object("response", 42),
          Json.object("response", "yes", "remember", "session"),
          Json.object("response", "yes", "remember", 42),
          Json.object("response", "yes", "remember", "always", "remember_for", "2h"),
          Json.object("response", "yes", "comment", List.of("x")));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void isAnInvalidMessageWhereItIsMalformed(ObjectNode fields) {
      var _ = requester.acked(Say.question(id));
      var message = Json.object("type", "confirmation_response", "id", id);
      fields.properties().forEach(f -> message.set(f.getKey(), f.getValue()));
      var error = answerer.ask(message);
      assertThat(error.path("code").asString("")).isIn("invalid_message", "invalid_choice");
      answer("no");
      var _ = requester.expect("confirmation_answered", "id", id, "response", "no");
    }

    @Test
    void isAnInvalidMessageWithoutAResponse() {
      var _ = requester.acked(Say.question(id));
      var _ =
          answerer.refused(
              "invalid_message", Json.object("type", "confirmation_response", "id", id));
    }
  }

  @Nested
  class TooLate {

    @Test
    void theSecondAnswererIsToldWhoWasFirst() {
      var second = hub.client();
      var _ = requester.acked(Say.question(id));
      answer("yes");
      var _ = second.expect("confirmation_answered", "id", id);
      var error = second.refused("already_answered", Say.answer(id, "no"));
      assertThat(error.path("id").asString("")).isEqualTo(id);
      assertThat(error.toString()).contains(answerer.clientId());
    }

    @Test
    void ofManyThatRaceExactlyOneWins() {
      var racers = Stream.generate(hub::client).limit(8).toList();
      var _ = requester.acked(Say.question(id));
      racers.parallelStream().forEach(r -> r.send(Say.answer(id, "yes", "comment", r.clientId())));
      var winner = requester.expect("confirmation_answered", "id", id).path("comment").asString("");
      for (var racer : racers) {
        if (!racer.clientId().equals(winner)) {
          var _ = racer.expect("error", "code", "already_answered", "id", id);
        }
      }
      assertThat(Say.historyNow(requester, answerer))
          .filteredOn(m -> Json.has(m, "type", "confirmation_answered", "id", id))
          .hasSize(1);
    }

    @Test
    void anAnswerToAClosedQuestionIsToldSo() {
      var _ = requester.acked(Say.question(id));
      requester.send(Say.about("cancel_confirmation", id));
      var _ = answerer.expect("confirmation_expired", "id", id, "reason", "cancelled");
      var _ = answerer.refused("already_closed", Say.answer(id, "yes"));
    }

    @Test
    void anAnswerToNoQuestionIsToldSo() {
      var _ = answerer.refused("unknown_confirmation", Say.answer(Say.fresh("none"), "yes"));
    }
  }

  @Nested
  class TheRequester {

    @Test
    void canNeverAnswerItself() {
      var _ = requester.acked(Say.question(id));
      var _ = requester.refused("forbidden", Say.answer(id, "yes"));
      answer("no");
      var _ = requester.expect("confirmation_answered", "id", id, "response", "no");
    }

    @Test
    void isTheTokenWhereOneWasUsed() {
      var _ = hub.tokenClient("/").acked(Say.question(id));
      var _ = hub.tokenClient("/").refused("forbidden", Say.answer(id, "yes"));
    }

    @Test
    void getsTheOutcomeAlsoWithAFilterForRepliesOnly() {
      var quiet = hub.client();
      quiet.send(Json.object("type", "subscribe", "types", List.of()));
      var _ = quiet.acked(Say.question(id));
      answer("yes");
      var _ = quiet.expect("confirmation_answered", "id", id, "response", "yes");
      var expiring = Say.fresh("ask");
      var _ = quiet.acked(Say.question(expiring, "timeout_seconds", 1));
      var _ = quiet.expect("confirmation_expired", "id", expiring);
      assertThat(quiet.history()).noneMatch(m -> Json.has(m, "type", "confirmation_required"));
    }
  }

  @Nested
  class ARiskyAction {

    @Test
    void mustBeAnsweredWithItsDigest() {
      var _ = requester.acked(Say.question(id, "risk", "high", "action", action()));
      var _ = answerer.refused("digest_mismatch", Say.answer(id, "yes"));
      var wrong = Say.answer(id, "yes", "action_digest", "0".repeat(64));
      var _ = answerer.refused("digest_mismatch", wrong);
      var _ = answerer.acked(Say.answer(id, "yes", "action_digest", digest()));
      var _ = requester.expect("confirmation_answered", "id", id, "response", "yes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"low", "medium"})
    void ofLessThanHighRiskNeedsNoDigest(String risk) {
      var _ = requester.acked(Say.question(id, "risk", risk, "action", action()));
      var _ = answerer.acked(Say.answer(id, "yes"));
    }
  }

  private void answer(String response, Object... more) {
    answerer.send(Say.answer(id, response, more));
  }

  private static Map<String, Object> action() {
    return Map.of("command", "git push", "args", List.of("--force", 1), "cwd", "/repo");
  }

  /// SHA-256 over the RFC 8785 form of [#action]: names sorted, no blanks.
  private static String digest() {
    var canonical = "{\"args\":[\"--force\",1],\"command\":\"git push\",\"cwd\":\"/repo\"}";
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(canonical.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
