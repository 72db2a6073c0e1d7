package dev.skillwire.core;

import static dev.skillwire.core.Asking.ask;
import static dev.skillwire.core.Asking.asked;
import static dev.skillwire.core.Commands.answer;
import static dev.skillwire.core.Commands.at;
import static dev.skillwire.core.Commands.broken;
import static dev.skillwire.core.Commands.complete;
import static dev.skillwire.core.Commands.done;
import static dev.skillwire.core.Commands.fail;
import static dev.skillwire.core.Commands.heal;
import static dev.skillwire.core.Commands.healed;
import static dev.skillwire.core.Commands.pause;
import static dev.skillwire.core.Commands.question;
import static dev.skillwire.core.Commands.run;
import static dev.skillwire.core.Commands.says;
import static dev.skillwire.core.Commands.skipped;
import static dev.skillwire.core.Commands.start;
import static dev.skillwire.core.Commands.step;
import static dev.skillwire.core.Commands.withdraw;
import static dev.skillwire.core.Given.ANNA;
import static dev.skillwire.core.Given.BEN;
import static dev.skillwire.core.Given.client;
import static dev.skillwire.core.Given.given;
import static dev.skillwire.core.Given.nothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class StateTest {

  @Nested
  final class ARun {

    private final Given hub =
        given(start("r1", "deploy", 2, List.of(new Event.StepPlan("build", "Make it"))));

    @Test
    void knowsItsPlannedSteps() {
      assertThat(hub.run("r1").steps())
          .extracting(StepState::name, StepState::status)
          .containsExactly(
              tuple("build", StepState.Status.PENDING), tuple("", StepState.Status.PENDING));
    }

    @Test
    void isAtTheStepThatStartedLast() {
      hub.and(step("r1", 1), done("r1", 1), step("r1", 0), skipped("r1", 1, ""));

      assertThat(hub.run("r1").currentStep()).isZero();
    }

    @Test
    void followsItsSteps() {
      hub.and(step("r1", 0)).advanceSeconds(2);
      hub.and(new Command.ProgressStep(at("r1", 0), 40.0, "almost", "chunk"));
      assertThat(hub.run("r1").steps().getFirst())
          .satisfies(
              step -> {
                assertThat(step.status()).isEqualTo(StepState.Status.RUNNING);
                assertThat(step.startedAt()).isEqualTo(Given.START);
                assertThat(step.percent()).isEqualTo(40);
                assertThat(step.message()).isEqualTo("almost");
              });

      hub.and(done("r1", 0, "{\"n\":1}"));
      assertThat(hub.run("r1").steps().getFirst())
          .satisfies(
              step -> {
                assertThat(step.status()).isEqualTo(StepState.Status.COMPLETED);
                assertThat(step.durationMs()).isEqualTo(2_000);
                assertThat(step.output()).isEqualTo(new Json("{\"n\":1}"));
              });
    }

    @Test
    void keepsTheNewestOfEachWord() {
      hub.and(step("r1", 0), new Command.ProgressStep(at("r1", 0), 40.0, null, null));
      hub.and(says("r1", 0, "almost"));

      assertThat(hub.run("r1").steps().getFirst().percent()).isEqualTo(40);
    }

    @Test
    void forgetsHowAnEarlierAttemptEnded() {
      hub.and(step("r1", 0), says("r1", 0, "hm"), broken("r1", 0, "boom"), step("r1", 0));

      assertThat(hub.run("r1").steps().getFirst())
          .satisfies(
              step -> {
                assertThat(step.status()).isEqualTo(StepState.Status.RUNNING);
                assertThat(step.error()).isNull();
                assertThat(step.message()).isNull();
                assertThat(step.durationMs()).isNull();
              });
    }

    @Test
    void remembersRepairsAlsoOverAnotherAttempt() {
      hub.and(step("r1", 0), heal("r1", 0, "h1"), healed("r1", 0, "h1"), step("r1", 0));

      assertThat(hub.run("r1").steps().getFirst().heals())
          .singleElement()
          .satisfies(
              h -> {
                assertThat(h.healId()).isEqualTo("h1");
                assertThat(h.success()).isTrue();
              });
      assertThat(hub.run("r1").heals()).isEqualTo(1);
    }

    @Test
    void remembersABoundedNumberOfRepairs() {
      for (int i = 0; i < Limits.HEALS_PER_STEP + 5; i++) {
        hub.and(heal("r1", 0, "h" + i));
      }

      assertThat(hub.run("r1").steps().getFirst().heals())
          .hasSize(Limits.HEALS_PER_STEP)
          .first()
          .extracting(StepState.Heal::healId)
          .isEqualTo("h5");
    }
  }

  @Nested
  final class AnEndedRun {

    @Test
    void isShownFiveSecondsWhenItEndedWell() {
      var hub = given(start("r1"), complete("r1"));

      assertThat(shown(hub.advanceSeconds(4).advance(Duration.ofMillis(999)))).hasSize(1);
      assertThat(shown(hub.advance(Duration.ofMillis(1)))).isEmpty();
    }

    @Test
    void isShownTenSecondsWhenItFailed() {
      var hub = given(start("r1"), fail("r1", "boom"));

      assertThat(shown(hub.advanceSeconds(9)))
          .singleElement()
          .satisfies(run -> assertThat(run.end()).extracting(Run.End::error).isEqualTo("boom"));
      assertThat(shown(hub.advanceSeconds(1))).isEmpty();
    }

    @Test
    void isForgottenWithTheNextEventAfterwards() {
      var hub = given(start("r1"), complete("r1")).advanceSeconds(5).and(start("r2"));

      assertThat(hub.state.run(run("r1"))).isNull();
    }

    @Test
    void isForgottenSoonerWhereTooManyEndWithinSeconds() {
      var hub = nothing();
      for (int i = 0; i < Limits.ENDED_RUNS + 10; i++) {
        hub.and(start("r" + i), complete("r" + i)).advance(Duration.ofMillis(1));
      }

      assertThat(shown(hub))
          .hasSize(Limits.ENDED_RUNS)
          .first()
          .extracting(Run::id)
          .isEqualTo(run("r10"));
    }

    @Test
    void isForgottenInTheOrderOfTheEnds() {
      var hub = given(start("early")).advance(Duration.ofMillis(1));
      for (int i = 0; i < Limits.ENDED_RUNS; i++) {
        hub.and(start("r" + i), complete("r" + i)).advance(Duration.ofMillis(1));
      }

      hub.and(complete("early"));

      assertThat(shown(hub)).extracting(Run::id).contains(run("early")).doesNotContain(run("r0"));
    }

    private static List<Run> shown(Given hub) {
      return hub.state.snapshot(1, hub.now()).runs();
    }
  }

  @Nested
  final class AQuestion {

    @Test
    void movesFromOpenToClosed() {
      var hub = given(asked("q1"));
      assertThat(hub.state.open()).hasSize(1);

      hub.and(ANNA, answer("q1", "yes"));

      assertThat(hub.state.open()).isEmpty();
      assertThat(hub.state.closed(question("q1")))
          .isNotNull()
          .satisfies(
              closed -> {
                assertThat(closed.outcome()).isInstanceOf(Event.ConfirmationAnswered.class);
                assertThat(closed.closedAt()).isEqualTo(hub.now());
              });
    }

    @Test
    void isRememberedAmongABoundedNumber() {
      var hub = nothing();
      for (int i = 0; i <= Limits.CLOSED_CONFIRMATIONS; i++) {
        hub.and(asked("q" + i), withdraw("q" + i));
      }

      assertThat(hub.state.closed(question("q0"))).isNull();
      assertThat(hub.state.closed(question("q1"))).isNotNull();
      assertThat(hub.state.snapshot(1, hub.now()).closed()).hasSize(Limits.CLOSED_CONFIRMATIONS);
    }
  }

  @Nested
  final class TheAskers {

    private final Given hub = given(asked("q1"));

    @Test
    void areThoseWhoAskedFirstOrAgain() {
      hub.and(BEN, asked("q1"));

      assertThat(hub.state.asked(question("q1"), "client:agent")).isTrue();
      assertThat(hub.state.asked(question("q1"), "client:ben")).isTrue();
      assertThat(hub.state.asked(question("q1"), "client:anna")).isFalse();
    }

    @Test
    void areTheNewestWhereManyAsk() {
      for (int i = 0; i <= Limits.ATTACHED_REQUESTERS; i++) {
        hub.and(client("c" + i), asked("q1"));
      }

      assertThat(hub.state.asked(question("q1"), "client:agent")).isTrue();
      assertThat(hub.state.asked(question("q1"), "client:c" + Limits.ATTACHED_REQUESTERS)).isTrue();
      assertThat(hub.state.asked(question("q1"), "client:c0")).isFalse();
    }

    @Test
    void areForgottenWithTheQuestion() {
      hub.and(BEN, asked("q1")).and(ANNA, answer("q1", "yes"));

      assertThat(hub.state.asked(question("q1"), "client:ben")).isFalse();
    }

    @Test
    void areNobodyForAQuestionThatIsNotOpen() {
      hub.state.attach(question("other"), "client:ben");

      assertThat(hub.state.asked(question("other"), "client:ben")).isFalse();
    }
  }

  @Nested
  final class ASnapshot {

    private final Given hub =
        given(start("r1"), asked("q1", "r1"), asked("q2"), withdraw("q2")).and(ANNA, pause("q1"));

    @Test
    void isTheWholeState() {
      var snapshot = hub.state.snapshot(7, hub.now());

      assertThat(State.of(snapshot).snapshot(7, hub.now())).isEqualTo(snapshot);
      assertThat(snapshot.sequence()).isEqualTo(7);
    }

    @Test
    void doesNotChangeWithTheState() {
      var snapshot = hub.state.snapshot(7, hub.now());

      hub.and(start("r2"), withdraw("q1"));

      assertThat(snapshot.runs()).hasSize(1);
      assertThat(snapshot.open()).hasSize(1);
    }

    @Test
    void knowsWhichRunsWait() {
      hub.and(start("r2"));

      var snapshot = hub.state.snapshot(7, hub.now());

      assertThat(snapshot.waiting(run("r1"))).isTrue();
      assertThat(snapshot.waiting(run("r2"))).isFalse();
      assertThat(snapshot.waitingRuns()).containsExactly(run("r1"));
    }

    @Test
    void keepsTheOrderOfQuestionsWhoseClockMoved() {
      hub.and(ask("q3").done()).and(ANNA, pause("q1"));

      assertThat(hub.state.snapshot(7, hub.now()).open())
          .extracting(o -> o.question().id().value())
          .containsExactly("q1", "q3");
    }
  }

  @Nested
  final class AnEventThatFitsNothing {

    @Test
    void changesNothing() {
      var state = new State();
      var step = new Event.Step(run("gone"), "s", 0, "", 1, "");
      var before = state.snapshot(0, Given.START);

      for (var event :
          List.of(
              new Event.StepStarted(step, false),
              new Event.SkillCompleted(run("gone"), "s", 0, null, false),
              new Event.SkillCancelRequested(run("gone"), "s", Actor.SYSTEM),
              new Event.ConfirmationExpired(
                  question("gone"), run(""), "abort", Event.CloseReason.TIMEOUT),
              new Event.ConfirmationResumed(question("gone"), run(""), null, null, Actor.SYSTEM),
              new Event.PersonaChanged("p", null, null),
              new Event.Custom("hello", Json.EMPTY_OBJECT))) {
        state.apply(event, Given.START);
      }

      assertThat(state.snapshot(0, Given.START)).isEqualTo(before);
    }
  }
}
