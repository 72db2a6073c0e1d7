package dev.skillwire.core;

import static dev.skillwire.core.Asking.asked;
import static dev.skillwire.core.Commands.complete;
import static dev.skillwire.core.Commands.fail;
import static dev.skillwire.core.Commands.ref;
import static dev.skillwire.core.Commands.run;
import static dev.skillwire.core.Commands.start;
import static dev.skillwire.core.Commands.step;
import static dev.skillwire.core.Commands.stop;
import static dev.skillwire.core.Commands.unnamed;
import static dev.skillwire.core.Given.AGENT;
import static dev.skillwire.core.Given.ANNA;
import static dev.skillwire.core.Given.given;
import static dev.skillwire.core.Given.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class RunRulesTest {

  @Nested
  final class StartingARun {

    @Test
    void isTold() {
      var then = nothing().when(start("r1", "deploy", 3));

      var event = then.event(Event.SkillStarted.class);
      assertThat(event.skillName()).isEqualTo("deploy");
      assertThat(event.totalSteps()).isEqualTo(3);
      assertThat(event.publisher()).isEqualTo("agent");
      assertThat(then.accepted().run()).isEqualTo(run("r1"));
    }

    @Test
    void countsTheStepsThatAreListed() {
      var then = nothing().when(start("r1", "deploy", null, plan("build", "ship")));

      assertThat(then.event(Event.SkillStarted.class).totalSteps()).isEqualTo(2);
    }

    @Test
    void knowsNoTotalWhenNobodySaysOne() {
      assertThat(nothing().when(start("r1")).event(Event.SkillStarted.class).totalSteps()).isZero();
    }

    @Test
    void refusesFewerStepsThanAreListed() {
      nothing()
          .when(start("r1", "deploy", 1, plan("build", "ship")))
          .refused(Reason.INVALID_MESSAGE, "total_steps");
    }

    @Test
    void refusesANegativeTotal() {
      nothing().when(start("r1", "deploy", -1)).refused(Reason.INVALID_MESSAGE, "total_steps");
    }

    @Test
    void refusesMoreStepsThanARunMayHave() {
      nothing()
          .when(start("r1", "deploy", Limits.STEPS + 1))
          .refused(Reason.TOO_LARGE, "total_steps");
      nothing()
          .when(
              start(
                  "r1",
                  "deploy",
                  null,
                  Collections.nCopies(Limits.STEPS + 1, new Event.StepPlan("s", ""))))
          .refused(Reason.TOO_LARGE, "total_steps");
    }

    @Test
    void needsANameAndAnId() {
      nothing().when(start("r1", " ", 1)).refused(Reason.INVALID_MESSAGE, "skill_name");
      nothing().when(start("", "deploy", 1)).refused(Reason.INVALID_MESSAGE, "skill_id");
    }

    @Test
    void needsNoSource() {
      var event = nothing().when(detailed("", Json.EMPTY_OBJECT, null));

      assertThat(event.event(Event.SkillStarted.class).source()).isEmpty();
    }

    @Test
    void refusesWhatIsTooLong() {
      var tooLong = "x".repeat(Limits.NAME_CHARS + 1);
      nothing().when(start("x".repeat(129), "deploy", 1)).refused(Reason.TOO_LARGE, "skill_id");
      nothing().when(start("r1", tooLong, 1)).refused(Reason.TOO_LARGE, "skill_name");
      nothing()
          .when(detailed(tooLong, Json.EMPTY_OBJECT, null))
          .refused(Reason.TOO_LARGE, "source");
      nothing()
          .when(detailed("cron", new Json("x".repeat(Limits.INPUTS_BYTES + 1)), null))
          .refused(Reason.TOO_LARGE, "inputs");
      nothing()
          .when(detailed("cron", Json.EMPTY_OBJECT, "x".repeat(129)))
          .refused(Reason.TOO_LARGE, "parent_skill_id");
      nothing().when(start("r1", "deploy", null, plan(tooLong))).refused(Reason.TOO_LARGE, "steps");
    }

    @Test
    void takesAnySourceWord() {
      var event = nothing().when(detailed("carrier_pigeon", Json.EMPTY_OBJECT, "r0"));

      assertThat(event.event(Event.SkillStarted.class).source()).isEqualTo("carrier_pigeon");
    }

    @Test
    void refusesTheIdOfARunAtWork() {
      var rejection = given(start("r1")).when(start("r1")).refused(Reason.DUPLICATE_ID);

      assertThat(rejection.id()).isEqualTo("r1");
      assertThat(rejection.field()).isEqualTo("skill_id");
    }

    @Test
    void mayUseTheIdOfARunThatEnded() {
      var hub = given(start("r1"), step("r1", 4), complete("r1"), start("r1"));

      assertThat(hub.run("r1").running()).isTrue();
      assertThat(hub.run("r1").totalSteps()).isZero();
    }

    @Test
    void cutsDescriptionsToWhatARunMayKeep() {
      var description = "d".repeat(Limits.TEXT_BYTES);
      var plan = Collections.nCopies(10, new Event.StepPlan("s", description));

      var steps =
          nothing().when(start("r1", "deploy", null, plan)).event(Event.SkillStarted.class).steps();

      assertThat(steps).hasSize(10);
      assertThat(steps.stream().mapToInt(s -> s.description().length()).sum())
          .isEqualTo(Limits.RUN_TEXT_BYTES);
    }

    private static Command.StartSkill detailed(
        String source, Json inputs, @Nullable String parent) {
      return new Command.StartSkill(
          run("r1"),
          "deploy",
          "s1",
          null,
          inputs,
          source,
          parent == null ? null : run(parent),
          List.of());
    }

    private static List<Event.StepPlan> plan(String... names) {
      return List.of(names).stream().map(name -> new Event.StepPlan(name, "")).toList();
    }
  }

  @Nested
  final class StartingOneRunTooMany {

    private final Given hub = full();

    private static Given full() {
      var hub = nothing();
      for (int i = 0; i < Limits.RUNS; i++) {
        hub.and(start("r" + i)).advanceSeconds(1);
      }
      return hub;
    }

    @Test
    void evictsTheOldestAndSaysSo() {
      var events = hub.when(start("new")).events();

      assertThat(events).hasSize(2);
      var failed = (Event.SkillFailed) events.getFirst();
      assertThat(failed.run()).isEqualTo(run("r0"));
      assertThat(failed.reason()).isEqualTo(Event.FailReason.EVICTED);
      assertThat(failed.totalDurationMs()).isEqualTo(Limits.RUNS * 1_000L);
      assertThat(events.getLast()).isInstanceOf(Event.SkillStarted.class);
    }

    @Test
    void closesTheQuestionsOfTheEvicted() {
      hub.and(asked("q1", "r0"), asked("q2", "r1"));

      var events = hub.when(start("new")).events();

      assertThat(events)
          .first()
          .isEqualTo(
              new Event.ConfirmationExpired(
                  Commands.question("q1"), run("r0"), "abort", Event.CloseReason.RUN_ENDED));
      assertThat(events).hasSize(3);
    }

    @Test
    void evictsNobodyWhenOneHasEnded() {
      hub.and(complete("r7"));

      assertThat(hub.when(start("new")).events()).hasSize(1);
    }

    @Test
    void evictsNobodyForARefusedRun() {
      hub.when(start("new", "", 1)).refused(Reason.INVALID_MESSAGE);

      assertThat(hub.run("r0").running()).isTrue();
    }
  }

  @Nested
  final class EndingARun {

    @Test
    void fillsInTheDurationFromTheClock() {
      var then = given(start("r1", "deploy", 1)).advanceSeconds(90).when(complete("r1"));

      assertThat(then.event(Event.SkillCompleted.class))
          .isEqualTo(new Event.SkillCompleted(run("r1"), "deploy", 90_000, null, false));
    }

    @Test
    void keepsTheDurationThatTheSourceMeasured() {
      var then =
          given(start("r1"))
              .advanceSeconds(90)
              .when(new Command.CompleteSkill(ref("r1"), 12L, new Json("{\"a\":1}")));

      var event = then.event(Event.SkillCompleted.class);
      assertThat(event.totalDurationMs()).isEqualTo(12);
      assertThat(event.outputs()).isEqualTo(new Json("{\"a\":1}"));
      assertThat(event.truncated()).isFalse();
    }

    @Test
    void refusesANegativeDuration() {
      given(start("r1"))
          .when(new Command.CompleteSkill(ref("r1"), -1L, null))
          .refused(Reason.INVALID_MESSAGE, "total_duration_ms");
      given(start("r1"))
          .when(new Command.FailSkill(ref("r1"), "no", -1L, Event.FailReason.FAILED))
          .refused(Reason.INVALID_MESSAGE, "total_duration_ms");
    }

    @Test
    void neverLastsLessThanNothing() {
      var hub = given(start("r1")).advanceSeconds(-5);

      assertThat(hub.when(complete("r1")).event(Event.SkillCompleted.class).totalDurationMs())
          .isZero();
    }

    @Test
    void cutsLongOutputsAndErrorsAndSaysSo() {
      var big = "x".repeat(Limits.TEXT_BYTES + 1);

      var completed =
          given(start("r1"))
              .when(new Command.CompleteSkill(ref("r1"), null, new Json("\"" + big + "\"")))
              .event(Event.SkillCompleted.class);
      var failed = given(start("r1")).when(fail("r1", big)).event(Event.SkillFailed.class);

      assertThat(completed.truncated()).isTrue();
      assertThat(failed.truncated()).isTrue();
      assertThat(failed.error()).hasSize(Limits.TEXT_BYTES);
    }

    @Test
    void carriesTheReasonOfTheSource() {
      var then =
          given(start("r1"))
              .when(new Command.FailSkill(ref("r1"), "stopped", 5L, Event.FailReason.ABORTED));

      assertThat(then.event(Event.SkillFailed.class).reason()).isEqualTo(Event.FailReason.ABORTED);
    }

    @Test
    void closesItsQuestionsFirst() {
      var hub = given(start("r1"), start("r2"), asked("q1", "r1"), asked("q2", "r2"));

      var events = hub.when(complete("r1")).events();

      assertThat(events).hasSize(2);
      assertThat(((Event.ConfirmationExpired) events.getFirst()).reason())
          .isEqualTo(Event.CloseReason.RUN_ENDED);
      assertThat(((Event.ConfirmationExpired) events.getFirst()).id())
          .isEqualTo(Commands.question("q1"));
      assertThat(events.getLast()).isInstanceOf(Event.SkillCompleted.class);
    }

    @Test
    void closesItsQuestionsWhenItFails() {
      var hub = given(start("r1"), asked("q1", "r1"));

      assertThat(hub.when(fail("r1", "no")).events())
          .hasExactlyElementsOfTypes(Event.ConfirmationExpired.class, Event.SkillFailed.class);
    }

    @Test
    void happensOnce() {
      var hub = given(start("r1"), complete("r1"));

      assertThat(hub.when(fail("r1", "no")).refused(Reason.UNKNOWN_SKILL).id()).isEqualTo("r1");
      hub.when(complete("r1")).refused(Reason.UNKNOWN_SKILL, "skill_id");
    }
  }

  @Nested
  final class AskingARunToStop {

    @Test
    void isToldWithWhoAsked() {
      var then = given(start("r1", "deploy", 1)).when(ANNA, stop("r1"));

      assertThat(then.event(Event.SkillCancelRequested.class))
          .isEqualTo(new Event.SkillCancelRequested(run("r1"), "deploy", ANNA.actor()));
    }

    @Test
    void isToldOnce() {
      var then = given(start("r1")).and(ANNA, stop("r1")).when(stop("r1"));

      assertThat(then.events()).isEmpty();
      assertThat(then.accepted().run()).isEqualTo(run("r1"));
    }

    @Test
    void leavesTheRunAtWork() {
      var hub = given(start("r1")).and(ANNA, stop("r1"));

      hub.and(step("r1", 0));
      assertThat(hub.run("r1").running()).isTrue();
      assertThat(hub.run("r1").cancelRequestedAt()).isEqualTo(hub.now());
    }

    @Test
    void needsARunAtWork() {
      nothing().when(stop("r1")).refused(Reason.UNKNOWN_SKILL);
      given(start("r1"), complete("r1")).when(stop("r1")).refused(Reason.UNKNOWN_SKILL);
    }
  }

  @Nested
  final class NamingARunByItsSkill {

    private final Given hub =
        given(start("r1", "deploy", 1), start("r2", "test", 1)).and(ANNA, start("r3", "lint", 1));

    @Test
    void meansTheOnlyOneOfThatNameThatTheConnectionReports() {
      var then = hub.when(new Command.CompleteSkill(unnamed("test"), null, null));

      assertThat(then.accepted().run()).isEqualTo(run("r2"));
    }

    @Test
    void meansTheOnlyOneOfTheConnectionWhenNoNameIsGiven() {
      var then = hub.when(ANNA, new Command.CompleteSkill(unnamed(null), null, null));

      assertThat(then.accepted().run()).isEqualTo(run("r3"));
    }

    @Test
    void isRefusedWhenSeveralFit() {
      hub.and(start("r4", "test", 1));

      hub.when(new Command.CompleteSkill(unnamed("test"), null, null))
          .refused(Reason.INVALID_MESSAGE, "skill_id");
      hub.when(new Command.CompleteSkill(unnamed(null), null, null))
          .refused(Reason.INVALID_MESSAGE, "skill_id");
    }

    @Test
    void doesNotSeeTheRunsOfOtherConnections() {
      hub.when(AGENT, new Command.CompleteSkill(unnamed("lint"), null, null))
          .refused(Reason.INVALID_MESSAGE, "skill_id");
    }

    @Test
    void doesNotSeeRunsThatEnded() {
      hub.and(complete("r2"));

      hub.when(new Command.CompleteSkill(unnamed("test"), null, null))
          .refused(Reason.INVALID_MESSAGE, "skill_id");
      assertThat(hub.when(new Command.CompleteSkill(unnamed(null), null, null)).accepted().run())
          .isEqualTo(run("r1"));
    }
  }
}
