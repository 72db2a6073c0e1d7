package dev.skillwire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Section 5: deadlines, and the ways to move them. Durations are taken from the hub's own
/// timestamps, so a slow reader does not spoil them.
class ConfirmationClockTest {

  @RegisterExtension static final HubUnderTest hub = HubUnderTest.with();

  private static final Duration SLACK = Duration.ofSeconds(3);

  private final WireClient requester = hub.client();
  private final WireClient answerer = hub.client();
  private final String id = Say.fresh("ask");

  @Nested
  class ATimeout {

    @Test
    void closesTheQuestionAtItsDeadlineForEveryone() {
      var _ = requester.acked(Say.question(id, "timeout_seconds", 1, "on_timeout", "no"));
      var question = answerer.expect("confirmation_required", "id", id);
      var expired = answerer.expect("confirmation_expired", "id", id);
      assertThat(Json.has(expired, "response", "no", "reason", "timeout")).isTrue();
      assertThat(Duration.between(time(question, "deadline"), time(expired, "timestamp")))
          .isBetween(Duration.ZERO, SLACK);
      assertThat(Duration.between(time(question, "created_at"), time(question, "deadline")))
          .isEqualTo(Duration.ofSeconds(1));
      var _ = requester.expect("confirmation_expired", "id", id);
    }

    @Test
    void leavesItToClaudeUnlessToldOtherwise() {
      var _ = requester.acked(Say.question(id, "timeout_seconds", 1));
      var _ = requester.expect("confirmation_expired", "id", id, "response", "let_claude");
    }

    @Test
    void ofAHighRiskAbortsUnlessToldOtherwise() {
      var told = Say.fresh("ask");
      var _ = requester.acked(Say.question(id, "timeout_seconds", 1, "risk", "high"));
      var _ =
          requester.acked(
              Say.question(told, "timeout_seconds", 1, "risk", "high", "on_timeout", "no"));
      var _ = requester.expect("confirmation_expired", "id", id, "response", "abort");
      var _ = requester.expect("confirmation_expired", "id", told, "response", "no");
    }

    @Test
    void cannotBeAnsweredAnyMore() {
      var _ = requester.acked(Say.question(id, "timeout_seconds", 1));
      var _ = answerer.expect("confirmation_expired", "id", id);
      var _ = answerer.refused("already_closed", Say.answer(id, "yes"));
      assertThat(hub.client().connected().path("pending_confirmations").toString())
          .doesNotContain(id);
    }

    @Test
    void ofNullNeverComes() {
      var _ = requester.acked(Say.question(id, "timeout_seconds", null));
      var question = answerer.expect("confirmation_required", "id", id);
      assertThat(question.path("timeout_seconds").isNull()).isTrue();
      assertThat(question.path("deadline").asString("")).isEmpty();
      var other = Say.fresh("ask");
      var _ = requester.acked(Say.question(other, "timeout_seconds", 2));
      var _ = requester.expect("confirmation_expired", "id", other);
      answerer.send(Say.answer(id, "yes"));
      var _ = requester.expect("confirmation_answered", "id", id);
    }
  }

  @Nested
  class APause {

    @Test
    void reallyStopsTheClock() {
      var paused = pausedQuestion(3);
      assertThat(paused.path("remaining_seconds").asDouble(-1)).isBetween(0.0, 3.0);
      var other = Say.fresh("ask");
      var _ = requester.acked(Say.question(other, "timeout_seconds", 5));
      var _ = requester.expect("confirmation_expired", "id", other);
      assertThat(requester.history())
          .noneMatch(m -> Json.has(m, "type", "confirmation_expired", "id", id));
      answerer.send(Say.about("resume_timer", id));
      var _ = requester.expect("confirmation_resumed", "id", id);
      var _ = requester.expect("confirmation_expired", "id", id);
    }

    @Test
    void isToldToEveryoneWithWho() {
      var paused = pausedQuestion(60);
      assertThat(Json.has(paused.path("by"), "client_id", answerer.clientId(), "kind", "human"))
          .isTrue();
      answerer.send(Say.about("resume_timer", id));
      var resumed = requester.expect("confirmation_resumed", "id", id);
      assertThat(resumed.path("by").path("client_id").asString("")).isEqualTo(answerer.clientId());
      assertThat(resumed.path("deadline").asString("")).endsWith("Z");
    }

    @Test
    void movesTheDeadlineByItsLength() {
      var paused = pausedQuestion(60);
      answerer.send(Say.about("resume_timer", id));
      var resumed = requester.expect("confirmation_resumed", "id", id);
      var remaining = paused.path("remaining_seconds").asDouble(-1);
      assertThat(resumed.path("remaining_seconds").asDouble(-2))
          .isBetween(remaining - 1, remaining + 1);
      var left = Duration.between(time(resumed, "timestamp"), time(resumed, "deadline"));
      assertThat(left.toMillis() / 1000.0).isBetween(remaining - 1, remaining + 1);
    }

    @Test
    void showsInTheSnapshot() {
      var _ = pausedQuestion(60);
      assertThat(hub.client().connected().path("pending_confirmations"))
          .anyMatch(q -> Json.has(q, "id", id, "paused", true));
    }

    @Test
    void mayBeEndedByAnotherClient() {
      var _ = pausedQuestion(60);
      hub.client().send(Say.about("resume_timer", id));
      var _ = requester.expect("confirmation_resumed", "id", id);
    }

    @Test
    void doesNotKeepAnyoneFromAnswering() {
      var _ = pausedQuestion(60);
      hub.client().send(Say.answer(id, "yes"));
      var _ = requester.expect("confirmation_answered", "id", id);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isReleasedTenSecondsAfterThePauserIsGone(boolean cut) {
      var _ = pausedQuestion(60);
      var pauser = answerer;
      var goneAt = Instant.now();
      if (cut) {
        pauser.cut();
      } else {
        pauser.leave();
      }
      var resumed = requester.expect("confirmation_resumed", "id", id);
      assertThat(Duration.between(goneAt, time(resumed, "timestamp")))
          .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(10).plus(SLACK));
      assertThat(resumed.path("by").path("kind").asString("")).isEqualTo("system");
    }

    @Test
    void ofAnUnknownOrClosedQuestionIsRefused() {
      answerer.send(Say.about("pause_timer", Say.fresh("none")));
      var _ = answerer.expect("error", "code", "unknown_confirmation");
      var _ = requester.acked(Say.question(id));
      answerer.send(Say.answer(id, "yes"));
      var _ = answerer.expect("confirmation_answered", "id", id);
      answerer.send(Say.about("pause_timer", id));
      var error = answerer.expect("error");
      assertThat(error.path("code").asString("")).isIn("already_closed", "already_answered");
    }

    private JsonNode pausedQuestion(int seconds) {
      var _ = requester.acked(Say.question(id, "timeout_seconds", seconds));
      var _ = answerer.expect("confirmation_required", "id", id);
      answerer.send(Say.about("pause_timer", id));
      return requester.expect("confirmation_paused", "id", id);
    }
  }

  @Nested
  class AnExtension {

    @Test
    void movesTheDeadlineAndIsToldToEveryone() {
      var _ = requester.acked(Say.question(id, "timeout_seconds", 60));
      var question = answerer.expect("confirmation_required", "id", id);
      answerer.send(Say.about("extend_timer", id, "seconds", 120));
      var extended = requester.expect("confirmation_extended", "id", id);
      assertThat(Duration.between(time(question, "deadline"), time(extended, "deadline")))
          .isEqualTo(Duration.ofMinutes(2));
      assertThat(extended.path("by").path("client_id").asString("")).isEqualTo(answerer.clientId());
      assertThat(extended.path("remaining_seconds").asDouble(-1)).isBetween(150.0, 180.0);
    }

    @Test
    void keepsAQuestionOpenBeyondItsFirstDeadline() {
      var other = Say.fresh("ask");
      var _ = requester.acked(Say.question(id, "timeout_seconds", 3));
      answerer.send(Say.about("extend_timer", id, "seconds", 60));
      var _ = requester.expect("confirmation_extended", "id", id);
      var _ = requester.acked(Say.question(other, "timeout_seconds", 4));
      var _ = requester.expect("confirmation_expired", "id", other);
      answerer.send(Say.answer(id, "yes"));
      var _ = requester.expect("confirmation_answered", "id", id);
    }

    /// All pauses and extensions together move a deadline by ten minutes at most.
    @Test
    void isBoundedToTenMinutesInSum() {
      var _ = requester.acked(Say.question(id, "timeout_seconds", 60));
      var first = time(answerer.expect("confirmation_required", "id", id), "deadline");
      for (var i = 0; i < 4; i++) {
        answerer.send(Say.about("extend_timer", id, "seconds", 240));
      }
      answerer.send(Say.answer(id, "yes"));
      var _ = answerer.expect("confirmation_answered", "id", id);
      var extensions =
          answerer.history().stream()
              .filter(m -> Json.has(m, "type", "confirmation_extended", "id", id))
              .toList();
      assertThat(extensions).isNotEmpty();
      assertThat(Duration.between(first, time(extensions.getLast(), "deadline")))
          .isLessThanOrEqualTo(Duration.ofMinutes(10));
      assertThat(extensions.size() + refusals()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "\"many\"", "null", "1e300"})
    void byNonsenseIsRefused(String seconds) {
      var _ = requester.acked(Say.question(id));
      answerer.sendText(
          "{\"type\":\"extend_timer\",\"id\":\"" + id + "\",\"seconds\":" + seconds + "}");
      var _ = answerer.expect("error", "code", "invalid_message", "field", "seconds");
    }

    private long refusals() {
      return answerer.history().stream().filter(m -> Json.has(m, "type", "error")).count();
    }
  }

  private static Instant time(JsonNode message, String field) {
    return Instant.parse(message.path(field).asString(""));
  }
}
