package dev.skillwire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Section 5: how a question ends without an answer, and how it outlives those who asked it.
class ConfirmationLifeTest {

  @RegisterExtension static final HubUnderTest hub = HubUnderTest.with();

  private final WireClient requester = hub.client();
  private final WireClient bystander = hub.client();
  private final String id = Say.fresh("ask");

  @Nested
  class TheRunEnds {

    @ParameterizedTest
    @ValueSource(strings = {"skill_completed", "skill_failed"})
    void andItsQuestionsAreClosedForEveryone(String ending) {
      var run = Say.fresh("run");
      var _ = requester.acked(Say.started(run));
      var _ = requester.acked(Say.question(id, "skill_id", run));
      var _ = requester.acked(Json.object("type", ending, "skill_id", run, "error", "gave up"));
      for (var client : List.of(requester, bystander)) {
        var _ =
            client.expect("confirmation_expired", "id", id, "skill_id", run, "reason", "run_ended");
      }
      var _ = bystander.refused("already_closed", Say.answer(id, "yes"));
    }

    @Test
    void butQuestionsOfOthersStayOpen() {
      var run = Say.fresh("run");
      var _ = requester.acked(Say.started(run));
      var _ = requester.acked(Say.question(id));
      var _ = requester.acked(Say.completed(run));
      bystander.send(Say.answer(id, "yes"));
      var _ = requester.expect("confirmation_answered", "id", id);
    }
  }

  @Nested
  class ACancel {

    @Test
    void closesTheQuestionForEveryone() {
      var _ = requester.acked(Say.question(id));
      requester.send(Say.about("cancel_confirmation", id));
      var _ = requester.expect("confirmation_expired", "id", id, "reason", "cancelled");
      var _ = bystander.expect("confirmation_expired", "id", id, "reason", "cancelled");
    }

    @Test
    void ofAnUnknownQuestionIsRefused() {
      requester.send(Say.about("cancel_confirmation", Say.fresh("none")));
      var _ = requester.expect("error", "code", "unknown_confirmation");
    }

    @Test
    void ofAnAnsweredQuestionChangesNothing() {
      var _ = requester.acked(Say.question(id));
      bystander.send(Say.answer(id, "yes"));
      var _ = requester.expect("confirmation_answered", "id", id);
      requester.send(Say.about("cancel_confirmation", id));
      var error = requester.expect("error");
      assertThat(error.path("code").asString("")).isIn("already_closed", "already_answered");
      assertThat(Say.historyNow(requester, bystander))
          .noneMatch(m -> Json.has(m, "type", "confirmation_expired", "id", id));
    }
  }

  @Nested
  class CancellingARun {

    @Test
    void isAnnouncedAndTheSourceEndsIt() {
      var run = Say.fresh("run");
      var _ = requester.acked(Say.started(run));
      bystander.send(Json.object("type", "cancel_skill", "skill_id", run));
      var asked = requester.expect("skill_cancel_requested", "skill_id", run);
      assertThat(asked.path("by").path("client_id").asString("")).isEqualTo(bystander.clientId());
      var _ = requester.acked(Say.failed(run, "stopped", "reason", "cancelled"));
      var _ = bystander.expect("skill_failed", "skill_id", run, "reason", "cancelled");
    }

    @Test
    void thatIsUnknownIsRefused() {
      bystander.send(Json.object("type", "cancel_skill", "skill_id", Say.fresh("none")));
      var _ = bystander.expect("error", "code", "unknown_skill");
    }

    @Test
    void isDoneByTheHubAfterThirtySecondsWhereTheSourceIsSilent() {
      var run = Say.fresh("run");
      var _ = requester.acked(Say.started(run));
      bystander.send(Json.object("type", "cancel_skill", "skill_id", run));
      var asked = bystander.expect("skill_cancel_requested", "skill_id", run);
      var failed =
          bystander.expect(
              "the hub's own ending",
              Duration.ofSeconds(60),
              m -> Json.has(m, "type", "skill_failed", "skill_id", run, "reason", "cancelled"));
      assertThat(Duration.between(time(asked, "timestamp"), time(failed, "timestamp")))
          .isBetween(Duration.ofSeconds(29), Duration.ofSeconds(35));
    }
  }

  @Nested
  class TheRequesterDisconnects {

    @Test
    void andItsQuestionStaysOpen() {
      var _ = requester.acked(Say.question(id));
      requester.cut();
      var _ = bystander.acked(Say.answer(id, "yes"));
      var _ = bystander.expect("confirmation_answered", "id", id);
    }

    @Test
    void andGetsTheOutcomeAfterAskingAgain() {
      var _ = requester.acked(Say.question(id));
      requester.cut();
      var again = quietClient();
      assertThat(again.acked(Say.question(id)).path("id").asString("")).isEqualTo(id);
      bystander.send(Say.answer(id, "yes"));
      var _ = again.expect("confirmation_answered", "id", id, "response", "yes");
    }

    @Test
    void andGetsAlsoAnOutcomeThatWasGivenMeanwhile() {
      var _ = requester.acked(Say.question(id));
      requester.cut();
      var _ = bystander.acked(Say.answer(id, "no", "comment", "not today"));
      var again = quietClient();
      again.send(Say.question(id));
      var outcome = again.expect("outcome", outcomeOf(id));
      assertThat(Json.has(outcome, "response", "no", "comment", "not today")).isTrue();
    }

    @Test
    void andGetsAnExpiryThatCameMeanwhile() {
      var question = Say.question(id, "timeout_seconds", 1, "on_timeout", "no");
      var _ = requester.acked(question);
      requester.cut();
      var _ = bystander.expect("confirmation_expired", "id", id);
      var again = quietClient();
      again.send(question);
      assertThat(Json.has(again.expect("outcome", outcomeOf(id)), "response", "no")).isTrue();
    }
  }

  @Nested
  class TheHubIsKilled {

    @Test
    void andTheSameQuestionIsPendingWithTheSameDeadline() throws Exception {
      try (var own = HubUnderTest.started()) {
        var asker = own.tokenClient("/");
        var question = Say.question(id, "timeout_seconds", 300, "risk", "medium");
        var _ = asker.acked(question);
        var before = asker.expect("confirmation_required", "id", id);
        own.killAndStart();
        var answerer = own.client();
        var pending = pending(answerer.connected());
        for (var name : List.of("deadline", "created_at", "prompt", "options", "risk")) {
          assertThat(pending.path(name)).as(name).isEqualTo(before.path(name));
        }
        var left = Duration.between(Instant.now(), time(before, "deadline"));
        assertThat(pending.path("remaining_seconds").asDouble(-1))
            .isBetween(left.toMillis() / 1000.0 - 5, left.toMillis() / 1000.0 + 5);

        var again = own.tokenClient("/");
        again.send(Json.object("type", "subscribe", "types", List.of()));
        assertThat(again.acked(question).path("id").asString("")).isEqualTo(id);
        var _ = answerer.acked(Say.answer(id, "yes"));
        var _ = again.expect("confirmation_answered", "id", id, "response", "yes");
      }
    }

    @Test
    void andAnAnswerThatWasAcknowledgedIsNotForgotten() throws Exception {
      try (var own = HubUnderTest.started()) {
        var question = Say.question(id, "timeout_seconds", 300);
        var _ = own.tokenClient("/").acked(question);
        var _ = own.client().acked(Say.answer(id, "no"));
        own.killAndStart();
        var late = own.client();
        assertThat(late.connected().path("pending_confirmations").size()).isZero();
        var _ = late.refused("already_answered", Say.answer(id, "yes"));
        var again = own.tokenClient("/");
        again.send(question);
        assertThat(Json.has(again.expect("outcome", outcomeOf(id)), "response", "no")).isTrue();
      }
    }

    @Test
    void andADeadlineThatPassedMeanwhileIsKept() throws Exception {
      try (var own = HubUnderTest.started()) {
        var asker = own.client();
        var _ = asker.acked(Say.question(id, "timeout_seconds", 1, "on_timeout", "no"));
        var deadline = time(asker.expect("confirmation_required", "id", id), "deadline");
        own.kill();
        org.awaitility.Awaitility.await().until(() -> Instant.now().isAfter(deadline));
        own.start();
        var outcome = own.client().expect("outcome", outcomeOf(id));
        assertThat(Json.has(outcome, "type", "confirmation_expired", "response", "no")).isTrue();
      }
    }

    @Test
    void andTheSpentPauseBudgetIsKept() throws Exception {
      try (var own = HubUnderTest.started()) {
        var asker = own.client();
        var _ = asker.acked(Say.question(id, "timeout_seconds", 300));
        var first = time(asker.expect("confirmation_required", "id", id), "deadline");
        asker.send(Say.about("extend_timer", id, "seconds", 500));
        var _ = asker.expect("confirmation_extended", "id", id);
        own.killAndStart();
        var client = own.client();
        client.send(Say.about("extend_timer", id, "seconds", 500));
        var reply =
            client.expect(
                "error or a bounded extension",
                m ->
                    Json.has(m, "type", "error")
                        || Json.has(m, "type", "confirmation_extended", "id", id));
        var deadline =
            Json.has(reply, "type", "error")
                ? time(pending(own.client().connected()), "deadline")
                : time(reply, "deadline");
        assertThat(Duration.between(first, deadline).toSeconds()).isBetween(500L, 600L);
      }
    }
  }

  @Nested
  class WhereAnswersNeedAToken {

    @Test
    void aPeerWithoutOneCannotAnswer() throws Exception {
      try (var own = HubUnderTest.started("--memory", "--answers-need-token")) {
        var asker = own.client();
        var _ = asker.acked(Say.question(id));
        var _ = own.client().refused("forbidden", Say.answer(id, "yes"));
        var _ = own.tokenClient("/").acked(Say.answer(id, "yes"));
        var _ = asker.expect("confirmation_answered", "id", id);
      }
    }
  }

  private static java.util.function.Predicate<ObjectNode> outcomeOf(String id) {
    return m ->
        Json.has(m, "id", id)
            && List.of("confirmation_answered", "confirmation_expired")
                .contains(m.path("type").asString(""));
  }

  private WireClient quietClient() {
    var client = hub.client();
    client.send(Json.object("type", "subscribe", "types", List.of()));
    return client;
  }

  private JsonNode pending(ObjectNode connected) {
    for (var question : connected.path("pending_confirmations")) {
      if (Json.has(question, "id", id)) {
        return question;
      }
    }
    throw new AssertionError(id + " is not pending in " + connected);
  }

  private static Instant time(JsonNode message, String field) {
    return Instant.parse(message.path(field).asString(""));
  }
}
