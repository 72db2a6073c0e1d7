package dev.skillwire.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Actor;
import dev.skillwire.core.ClosedConfirmation;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Event;
import dev.skillwire.core.RunId;
import dev.skillwire.core.Snapshot;
import dev.skillwire.core.State;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class SnapshotWriterTest {

  private static final Instant LATER = Samples.AT.plusSeconds(2);

  /// A run that waits, with every state a step can have, and one that just ended.
  static State rich() {
    var state = new State();
    for (var event : Samples.full()) {
      boolean closes =
          event instanceof Event.SkillCompleted
              || event instanceof Event.SkillFailed
              || event instanceof Event.ConfirmationAnswered
              || event instanceof Event.ConfirmationExpired
              || event instanceof Event.ConfirmationResumed
              || event instanceof Event.RuleDeleted;
      if (!closes) {
        state.apply(event, Samples.AT);
      }
    }
    var other = new RunId("run-2");
    state.apply(
        new Event.SkillStarted(
            other, "tidy", "", 0, Samples.OBJECT, "manual", null, List.of(), "client-4"),
        Samples.AT);
    state.apply(
        new Event.SkillFailed(other, "tidy", "no", 5, Event.FailReason.ABORTED, false), Samples.AT);
    var asked = new ConfirmationId("ask-0");
    state.apply(new Event.ConfirmationRequired(named(Samples.question(false), asked)), Samples.AT);
    state.apply(
        new Event.ConfirmationExpired(
            asked, new RunId(""), "let_claude", Event.CloseReason.TIMEOUT),
        Samples.AT);
    return state;
  }

  private static dev.skillwire.core.Question named(
      dev.skillwire.core.Question q, ConfirmationId id) {
    return new dev.skillwire.core.Question(
        id,
        q.run(),
        q.skillName(),
        q.stepIndex(),
        q.stepName(),
        q.prompt(),
        q.options(),
        q.suggestion(),
        q.timeoutMs(),
        q.createdAt(),
        q.onTimeout(),
        q.risk(),
        q.action(),
        q.actionDigest(),
        q.errorType(),
        q.toolName(),
        q.masked(),
        q.requester());
  }

  private final Snapshot snapshot = rich().snapshot(40, LATER);
  private final ObjectNode state = written(snapshot);

  @Nested
  class ARunAtWork {

    private final JsonNode run = state.path("running_skills").path(0);

    @Test
    void tellsWhatItsStartSaid() {
      assertThat(run.path("skill_id").stringValue()).isEqualTo("run-1");
      assertThat(run.path("session_id").stringValue()).isEqualTo("session-9");
      assertThat(run.path("total_steps").intValue()).isEqualTo(5);
      assertThat(run.path("status").stringValue()).isEqualTo("running");
      assertThat(run.path("parent_skill_id").stringValue()).isEqualTo("run-0");
      assertThat(run.path("started_at").stringValue()).isEqualTo("2026-03-01T10:15:30.120Z");
      assertThat(run.path("inputs").toString())
          .isEqualTo(Samples.parsed(Samples.OBJECT.text()).toString());
    }

    @Test
    void saysThatItWaitsAndThatItWasAskedToStop() {
      assertThat(run.path("waiting").booleanValue()).isTrue();
      assertThat(run.path("cancel_requested_at").isString()).isTrue();
    }

    @Test
    void tellsItsSteps() {
      var steps = run.path("steps");
      assertThat(steps.size()).isEqualTo(5);
      assertThat(steps.path(1).toString())
          .isEqualTo("{\"index\":1,\"name\":\"\",\"description\":\"\",\"status\":\"pending\"}");
      var step = steps.path(2);
      assertThat(Set.copyOf(step.propertyNames()))
          .contains("started_at", "percent", "message", "reason", "heals");
      assertThat(step.path("heals").path(0).path("success").booleanValue()).isTrue();
    }
  }

  @Test
  void aRunThatEndedTellsHow() {
    var run = state.path("running_skills").path(1);
    assertThat(run.path("status").stringValue()).isEqualTo("failed");
    assertThat(run.path("error").stringValue()).isEqualTo("no");
    assertThat(run.path("reason").stringValue()).isEqualTo("aborted");
    assertThat(run.path("total_duration_ms").intValue()).isEqualTo(5);
    assertThat(run.path("ended_at").isString()).isTrue();
    assertThat(run.has("waiting")).isFalse();
  }

  @Nested
  class AWaitingQuestion {

    private final JsonNode question = state.path("pending_confirmations").path(0);

    @Test
    void hasEveryFieldOfItsEvent() {
      var entry = Objects.requireNonNull(Catalogue.entry("confirmation_required"));
      var fields = entry.fields().stream().map(Catalogue.Field::name).collect(Collectors.toSet());
      assertThat(Set.copyOf(question.propertyNames()))
          .containsAll(fields)
          .contains("paused_by", "pause_budget_seconds");
    }

    @Test
    void tellsTheTimeThatIsLeftNow() {
      var open = rich();
      open.apply(
          new Event.ConfirmationResumed(
              Samples.ASK, Samples.RUN, 60_500L, Samples.AT.plusMillis(60_500), Actor.SYSTEM),
          Samples.AT);
      var now = written(open.snapshot(41, LATER));
      assertThat(question.path("paused").booleanValue()).isTrue();
      var running = now.path("pending_confirmations").path(0);
      assertThat(running.path("paused").booleanValue()).isFalse();
      assertThat(running.path("remaining_seconds").decimalValue()).isEqualByComparingTo("58.5");
      assertThat(running.has("paused_by")).isFalse();
      assertThat(running.path("deadline").isString()).isTrue();
    }

    @Test
    void canBeToldAgain() {
      var again = Samples.parsed(SnapshotWriter.replayed(snapshot.open().getFirst(), LATER));
      assertThat(again.path("type").stringValue()).isEqualTo("confirmation_required");
      assertThat(again.path("replayed").booleanValue()).isTrue();
      assertThat(again.has("seq")).isFalse();
      assertThat(again.path("id").stringValue()).isEqualTo("ask-1");
    }

    @Test
    void hasAStatus() {
      var status =
          Samples.parsed(
              JsonText.write(out -> SnapshotWriter.status(out, snapshot.open().getFirst(), LATER)));
      assertThat(status.path("status").stringValue()).isEqualTo("pending");
      assertThat(status.path("confirmation")).isEqualTo(question);
    }
  }

  @Nested
  class ASettledQuestion {

    @Test
    void tellsItsAnswer() {
      var answer = (Event.ConfirmationAnswered) Samples.full().get(12);
      var status = status(new ClosedConfirmation(Samples.question(true), answer, null, LATER));
      assertThat(status.path("status").stringValue()).isEqualTo("answered");
      assertThat(status.path("response").stringValue()).isEqualTo("yes");
      assertThat(status.path("remember").stringValue()).isEqualTo("this-error");
      assertThat(status.path("comment").stringValue()).isEqualTo("looks fine");
      assertThat(status.path("answered_by").path("name").isString()).isTrue();
    }

    @Test
    void tellsWhyItExpired() {
      for (var reason : Event.CloseReason.values()) {
        var expiry = new Event.ConfirmationExpired(Samples.ASK, Samples.RUN, "abort", reason);
        var status = status(new ClosedConfirmation(Samples.question(true), null, expiry, LATER));
        boolean timeout = reason == Event.CloseReason.TIMEOUT;
        assertThat(status.path("status").stringValue())
            .isEqualTo(timeout ? "expired" : "cancelled");
        assertThat(status.path("response").stringValue()).isEqualTo("abort");
        assertThat(status.path("reason").stringValue()).isEqualTo(Out.word(reason));
        assertThat(status.path("remember").stringValue()).isEqualTo("none");
      }
    }

    private static ObjectNode status(ClosedConfirmation closed) {
      return Samples.parsed(JsonText.write(out -> SnapshotWriter.status(out, closed)));
    }
  }

  @Test
  void nobodyIsToldWhoAskedOrPublished() {
    assertThat(state.toString()).doesNotContain("token:abc", "client-3", "client-4");
  }

  private static ObjectNode written(Snapshot snapshot) {
    var out = new ByteArrayOutputStream();
    SnapshotWriter.state(out, snapshot);
    return Samples.parsed(out.toByteArray());
  }
}
