package dev.skillwire.core;

import static dev.skillwire.core.Commands.at;
import static dev.skillwire.core.Commands.broken;
import static dev.skillwire.core.Commands.complete;
import static dev.skillwire.core.Commands.done;
import static dev.skillwire.core.Commands.run;
import static dev.skillwire.core.Commands.says;
import static dev.skillwire.core.Commands.skipped;
import static dev.skillwire.core.Commands.start;
import static dev.skillwire.core.Commands.step;
import static dev.skillwire.core.Given.given;
import static dev.skillwire.core.Given.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StepRulesTest {

  @Nested
  final class NamingAStep {

    private final Given planned =
        given(
            start(
                "r1",
                "deploy",
                null,
                List.of(new Event.StepPlan("build", "Make it"), new Event.StepPlan("ship", ""))));

    @Test
    void fillsInWhatTheRunKnows() {
      var event = planned.when(step("r1", 0)).event(Event.StepStarted.class);

      assertThat(event.step())
          .isEqualTo(new Event.Step(run("r1"), "deploy", 0, "build", 2, "Make it"));
    }

    @Test
    void keepsWhatTheSourceSays() {
      var then = planned.when(new Command.StartStep(at("r1", 1, "fly", "Off it goes")));

      assertThat(then.event(Event.StepStarted.class).step())
          .isEqualTo(new Event.Step(run("r1"), "deploy", 1, "fly", 2, "Off it goes"));
    }

    @Test
    void remembersWhatWasSaidEarlier() {
      planned.and(step("r1", 0, "compile"));

      assertThat(planned.when(done("r1", 0)).event(Event.StepCompleted.class).step().name())
          .isEqualTo("compile");
    }

    @Test
    void saysNothingWhereNobodyKnows() {
      var event = given(start("r1")).when(done("r1", 2)).event(Event.StepCompleted.class);

      assertThat(event.step().name()).isEmpty();
      assertThat(event.step().description()).isEmpty();
    }

    @Test
    void refusesAnIndexBeyondAGivenTotal() {
      planned.when(step("r1", 2)).refused(Reason.INVALID_MESSAGE, "step_index");
      planned.when(done("r1", 2)).refused(Reason.INVALID_MESSAGE, "step_index");
      planned.when(broken("r1", 2, "")).refused(Reason.INVALID_MESSAGE, "step_index");
      planned.when(skipped("r1", 2, "")).refused(Reason.INVALID_MESSAGE, "step_index");
      planned.when(says("r1", 2, "")).refused(Reason.INVALID_MESSAGE, "step_index");
    }

    @Test
    void refusesANegativeIndex() {
      planned.when(step("r1", -1)).refused(Reason.INVALID_MESSAGE, "step_index");
      planned.when(done("r1", -1)).refused(Reason.INVALID_MESSAGE, "step_index");
    }

    @Test
    void growsTheTotalWhereNoneWasGiven() {
      var hub = given(start("r1"));

      assertThat(hub.when(step("r1", 4)).event(Event.StepStarted.class).step().totalSteps())
          .isEqualTo(5);
      hub.and(step("r1", 4));
      assertThat(hub.when(step("r1", 1)).event(Event.StepStarted.class).step().totalSteps())
          .isEqualTo(5);
    }

    @Test
    void takesTheTotalOfAnEventWhereTheRunGaveNone() {
      var hub = given(start("r1"), new Command.StartStep(total(0, 5)));

      assertThat(hub.when(done("r1", 0)).event(Event.StepCompleted.class).step().totalSteps())
          .isEqualTo(5);
      hub.when(new Command.StartStep(total(5, 5))).refused(Reason.INVALID_MESSAGE, "step_index");
      hub.when(new Command.StartStep(total(0, Limits.STEPS + 1)))
          .refused(Reason.INVALID_MESSAGE, "total_steps");
    }

    @Test
    void keepsTheTotalThatTheRunGave() {
      var then = planned.when(new Command.StartStep(total(0, 5)));

      assertThat(then.event(Event.StepStarted.class).step().totalSteps()).isEqualTo(2);
    }

    private static Command.StepRef total(int index, int total) {
      return new Command.StepRef(Command.RunRef.of(run("r1")), index, null, null, total);
    }

    @Test
    void refusesMoreStepsThanARunMayHave() {
      given(start("r1"))
          .when(step("r1", Limits.STEPS))
          .refused(Reason.INVALID_MESSAGE, "step_index");
    }

    @Test
    void refusesANameThatIsTooLong() {
      given(start("r1"))
          .when(step("r1", 0, "x".repeat(Limits.NAME_CHARS + 1)))
          .refused(Reason.TOO_LARGE, "step_name");
    }

    @Test
    void needsARunAtWork() {
      assertThat(nothing().when(step("r1", 0)).refused(Reason.UNKNOWN_SKILL).id()).isEqualTo("r1");
      given(start("r1"), complete("r1"))
          .when(done("r1", 0))
          .refused(Reason.UNKNOWN_SKILL, "skill_id");
    }
  }

  @Nested
  final class Progress {

    private final Given hub = given(start("r1"), step("r1", 0));

    @ParameterizedTest
    @ValueSource(doubles = {-0.5, 100.5, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesAPercentageThatIsNone(double percent) {
      hub.when(progress(percent, null, null)).refused(Reason.INVALID_MESSAGE, "percent");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 33.3, 100})
    void takesAPercentage(double percent) {
      assertThat(hub.when(progress(percent, null, null)).event(Event.StepProgress.class).percent())
          .isEqualTo(percent);
    }

    @Test
    void cutsLongMessagesAndOutputsAndSaysSo() {
      var big = "é".repeat(Limits.TEXT_BYTES);

      var message = hub.when(progress(null, big, null)).event(Event.StepProgress.class);
      var output = hub.when(progress(null, null, big)).event(Event.StepProgress.class);

      assertThat(message.truncated()).isTrue();
      assertThat(message.message()).hasSize(Limits.TEXT_BYTES / 2);
      assertThat(output.truncated()).isTrue();
      assertThat(output.output()).hasSize(Limits.TEXT_BYTES / 2);
    }

    @Test
    void leavesShortOnesAlone() {
      var event = hub.when(progress(1.0, "hi", "out")).event(Event.StepProgress.class);

      assertThat(event).isEqualTo(new Event.StepProgress(event.step(), 1.0, "hi", "out", false));
    }

    @Test
    void takesLiveOutputAlsoWhenTheRunIsFullOfTexts() {
      fill(hub);

      var event = hub.when(progress(null, "message", "output")).event(Event.StepProgress.class);

      assertThat(event.output()).isEqualTo("output");
      assertThat(event.message()).isEmpty();
      assertThat(event.truncated()).isTrue();
    }

    private static Command.ProgressStep progress(
        @Nullable Double percent, @Nullable String message, @Nullable String output) {
      return new Command.ProgressStep(at("r1", 0), percent, message, output);
    }
  }

  @Nested
  final class EndingAStep {

    @Test
    void fillsInTheDurationSinceItStarted() {
      var hub = given(start("r1")).advanceSeconds(5).and(step("r1", 0)).advanceSeconds(3);

      assertThat(hub.when(done("r1", 0)).event(Event.StepCompleted.class).durationMs())
          .isEqualTo(3_000);
      assertThat(hub.when(broken("r1", 0, "no")).event(Event.StepFailed.class).durationMs())
          .isEqualTo(3_000);
    }

    @Test
    void takesNoTimeWhenNobodySawItStart() {
      var hub = given(start("r1")).advanceSeconds(5);

      assertThat(hub.when(done("r1", 0)).event(Event.StepCompleted.class).durationMs()).isZero();
      assertThat(hub.when(broken("r1", 0, "")).event(Event.StepFailed.class).durationMs()).isZero();
    }

    @Test
    void keepsTheDurationThatTheSourceMeasured() {
      var hub = given(start("r1"), step("r1", 0));

      assertThat(
              hub.when(new Command.CompleteStep(at("r1", 0), 7L, null))
                  .event(Event.StepCompleted.class)
                  .durationMs())
          .isEqualTo(7);
      hub.when(new Command.CompleteStep(at("r1", 0), -7L, null))
          .refused(Reason.INVALID_MESSAGE, "duration_ms");
      hub.when(new Command.FailStep(at("r1", 0), -7L, "no"))
          .refused(Reason.INVALID_MESSAGE, "duration_ms");
    }

    @Test
    void carriesOutputErrorAndReason() {
      var hub = given(start("r1"), step("r1", 0));

      assertThat(hub.when(done("r1", 0, "{\"a\":1}")).event(Event.StepCompleted.class).output())
          .isEqualTo(new Json("{\"a\":1}"));
      assertThat(hub.when(broken("r1", 0, "boom")).event(Event.StepFailed.class).error())
          .isEqualTo("boom");
      assertThat(hub.when(skipped("r1", 0, "not needed")).event(Event.StepSkipped.class).reason())
          .isEqualTo("not needed");
    }

    @Test
    void cutsLongDescriptionsAndReasonsAndSaysSo() {
      var hub = given(start("r1"));
      var longText = "x".repeat(Limits.TEXT_BYTES + 1);

      var started = hub.when(new Command.StartStep(at("r1", 0, "", longText)));
      assertThat(started.event(Event.StepStarted.class).truncated()).isTrue();
      var skip = hub.when(skipped("r1", 0, longText));
      assertThat(skip.event(Event.StepSkipped.class).truncated()).isTrue();
      var whole = hub.when(skipped("r1", 0, "x"));
      assertThat(whole.event(Event.StepSkipped.class).truncated()).isFalse();
    }

    @Test
    void cutsLongTextsAndSaysSo() {
      var hub = given(start("r1"), step("r1", 0));
      var big = "x".repeat(Limits.TEXT_BYTES + 1);

      var failed = hub.when(broken("r1", 0, big)).event(Event.StepFailed.class);
      var completed = hub.when(done("r1", 0, "\"" + big + "\"")).event(Event.StepCompleted.class);
      var skipped = hub.when(skipped("r1", 0, big)).event(Event.StepSkipped.class);

      assertThat(failed.error()).hasSize(Limits.TEXT_BYTES);
      assertThat(failed.truncated()).isTrue();
      assertThat(completed.truncated()).isTrue();
      assertThat(skipped.reason()).hasSize(Limits.TEXT_BYTES);
    }

    @Test
    void isTheSameForAStepThatNeverStarted() {
      var hub = given(start("r1"), skipped("r1", 3, "not needed"));

      var step = hub.run("r1").steps().get(3);
      assertThat(step.status()).isEqualTo(StepState.Status.SKIPPED);
      assertThat(step.startedAt()).isNull();
    }
  }

  @Nested
  final class TextsOfARun {

    @Test
    void areCutWhenTheyExceedWhatARunMayKeep() {
      var hub = given(start("r1"));
      fill(hub);

      var event = hub.when(broken("r1", 900, "boom")).event(Event.StepFailed.class);

      assertThat(event.error()).isEmpty();
      assertThat(event.truncated()).isTrue();
    }

    @Test
    void countTheDescriptionThatTheSameEventTells() {
      var hub = given(start("r1"));
      var big = "x".repeat(Limits.TEXT_BYTES);
      hub.and(broken("r1", 999, "not a multiple".repeat(4_000)));

      for (int i = 0; i < 20; i++) {
        var commands =
            List.of(
                new Command.ProgressStep(at("r1", i, "s", big), null, big, null),
                new Command.FailStep(at("r1", i, "s", big + "!"), null, big),
                new Command.CompleteStep(at("r1", i + 20, "s", big), null, new Json(big)),
                new Command.SkipStep(at("r1", i + 40, "s", big), big));
        for (var command : commands) {
          hub.and(command);
          assertThat(hub.run("r1").textBytes())
              .isLessThanOrEqualTo(Limits.RUN_TEXT_BYTES + 2 * Limits.STEPS);
        }
      }
      assertThat(hub.run("r1").textBytes()).isGreaterThan(Limits.RUN_TEXT_BYTES - 100);
    }

    @Test
    void makeRoomWhenTheyAreReplaced() {
      var hub = given(start("r1"));
      for (int i = 0; i < 50; i++) {
        hub.and(step("r1", 0), broken("r1", 0, "x".repeat(Limits.TEXT_BYTES)));
      }

      assertThat(hub.run("r1").textBytes()).isEqualTo(Limits.TEXT_BYTES);
    }
  }

  private static void fill(Given hub) {
    for (int i = 100; i < 110; i++) {
      hub.and(broken("r1", i, "x".repeat(Limits.TEXT_BYTES)));
    }
  }
}
