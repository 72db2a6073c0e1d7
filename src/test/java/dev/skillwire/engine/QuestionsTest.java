package dev.skillwire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Event;
import dev.skillwire.core.Event.FailReason;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QuestionsTest extends RunFixture {

  @Nested
  class AQuestion {

    @Test
    void givesItsAnswerToLaterSteps() throws Exception {
      hub.answering(_ -> "no");
      var result =
          run(
              "steps:",
              "- {name: ask, confirm: {prompt: 'Go {{ 1 + 1 }}?'}, output: answer}",
              "- {run: touch went, condition: \"answer == 'yes'\"}",
              "outputs: [{name: a, value: '{{ answer }}'}]");
      assertThat(result.outputs()).containsEntry("a", "no");
      var question = only(Event.ConfirmationRequired.class).question();
      assertThat(question.prompt()).isEqualTo("Go 2?");
      assertThat(question.options()).containsExactly("yes", "no");
      assertThat(hub.story())
          .containsExactly(
              "started",
              "step_started 0",
              "asked",
              "answered no",
              "step_completed 0",
              "step_skipped 1",
              "completed");
    }

    @Test
    void beforeACommandLetsItRunOnlyOnTheFirstOption() throws Exception {
      hub.answering(_ -> "no");
      run("steps:", "- {name: wipe, confirm: Sure?, run: touch went}");
      assertThat(directory.resolve("went")).doesNotExist();
      assertThat(only(Event.StepSkipped.class).reason()).isEqualTo("answered 'no'");
      assertThat(String.valueOf(only(Event.ConfirmationRequired.class).question().action()))
          .contains("{\"run\":\"touch went\"}");
    }

    @Test
    void beforeACommandTakesNothingOfTheCommandsTime() throws Exception {
      hub.answering(
          question -> {
            CompletableFuture.delayedExecutor(2_500, TimeUnit.MILLISECONDS)
                .execute(() -> hub.answer(question.id(), "yes"));
            return null;
          });
      assertThat(run("steps:", "- {confirm: Sure?, run: touch went, timeout: 2s}").error())
          .isNull();
      assertThat(directory.resolve("went")).exists();
    }

    @Test
    void answeredWithAbortAbortsTheRun() throws Exception {
      hub.answering(_ -> "abort");
      var result =
          run("steps:", "- confirm: {prompt: Go?, options: [go, abort]}", "- {run: touch never}");
      assertThat(result.reason()).isEqualTo(FailReason.ABORTED);
      assertThat(result.error()).isEqualTo("Aborted by ada.");
      assertThat(hub.story()).endsWith("step_failed 0", "step_skipped 1", "failed ABORTED");
    }

    @Test
    void withoutAnAnswerTakesWhatTheHubGives() throws Exception {
      hub.answering(
          question -> {
            Thread.ofVirtual()
                .start(
                    () ->
                        hub.expire(question.id(), question.onTimeout(), Event.CloseReason.TIMEOUT));
            return null;
          });
      var result =
          run("steps:", "- {confirm: Go?, output: a}", "outputs: [{name: a, value: '{{ a }}'}]");
      assertThat(result.outputs()).containsEntry("a", "no");
      assertThat(String.valueOf(only(Event.StepCompleted.class).output())).contains("timed_out");
    }

    @Test
    void withoutAnAnswerIsLeftOutWhereTheSkillSaysSo() throws Exception {
      hub.answering(
          question -> {
            Thread.ofVirtual()
                .start(
                    () -> hub.expire(question.id(), question.silence(), Event.CloseReason.TIMEOUT));
            return null;
          });
      assertThat(run("steps:", "- confirm: {prompt: Go?, on_timeout: skip}", "- {run: touch on}"))
          .satisfies(result -> assertThat(result.error()).isNull());
      assertThat(only(Event.StepSkipped.class).reason()).isEqualTo("nobody answered in time");
      assertThat(directory.resolve("on")).exists();
    }

    @Test
    void saysWhoDecides() throws Exception {
      hub.answering(_ -> "yes");
      var result =
          run(
              "steps:",
              "- confirm: {prompt: Go?, quorum: 1, veto: ['no'], answerers: [], timeout: 2m,"
                  + " escalate_after: 30s, escalate_to: [ben], remind_after: 1m}");
      assertThat(result.error()).isNull();
      var terms = only(Event.ConfirmationRequired.class).question().terms();
      assertThat(terms.veto()).containsExactly("no");
      assertThat(terms.escalation())
          .isEqualTo(new dev.skillwire.core.Terms.Escalation(30_000L, java.util.List.of("ben")));
      assertThat(terms.remindAfterMs()).containsExactly(60_000L);
    }

    @Test
    void thatIsWithdrawnFailsItsStep() throws Exception {
      hub.answering(
          question -> {
            Thread.ofVirtual()
                .start(() -> hub.expire(question.id(), "abort", Event.CloseReason.CANCELLED));
            return null;
          });
      assertThat(run("steps:", "- {confirm: Go?}").error())
          .isEqualTo("The question was withdrawn.");
    }

    @Test
    void whoseHubGoesAwayEndsTheRunWithTheTruth() throws Exception {
      hub.answering(
          question -> {
            Thread.ofVirtual().start(() -> hub.lose(question.id()));
            return null;
          });
      assertThat(run("steps:", "- {confirm: Go?}").error())
          .contains("hub is gone")
          .contains("connection lost");
    }
  }
}
