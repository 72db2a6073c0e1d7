package dev.skillwire.core;

import static dev.skillwire.core.Asking.ask;
import static dev.skillwire.core.Asking.asked;
import static dev.skillwire.core.Commands.answer;
import static dev.skillwire.core.Commands.extend;
import static dev.skillwire.core.Commands.lease;
import static dev.skillwire.core.Commands.pause;
import static dev.skillwire.core.Commands.question;
import static dev.skillwire.core.Commands.resume;
import static dev.skillwire.core.Commands.withdraw;
import static dev.skillwire.core.Given.ANNA;
import static dev.skillwire.core.Given.BEN;
import static dev.skillwire.core.Given.given;
import static dev.skillwire.core.Given.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Pause, resume and extend: the part of [ConfirmationRules] that moves deadlines.
final class ConfirmationClockTest {

  private static final long BUDGET_S = Limits.PAUSE_BUDGET.toSeconds();

  private final Given hub = given(asked("q1"));

  @Nested
  final class Pausing {

    @Test
    void isToldWithWhatIsLeft() {
      var event = hub.advanceSeconds(10).when(ANNA, pause("q1"));

      assertThat(event.event(Event.ConfirmationPaused.class))
          .isEqualTo(
              new Event.ConfirmationPaused(
                  question("q1"),
                  new RunId(""),
                  20_000L,
                  ANNA.actor(),
                  hub.now().plus(Limits.PAUSE_BUDGET)));
    }

    @Test
    void reallyStopsTheClock() {
      hub.advanceSeconds(10).and(ANNA, pause("q1")).advanceSeconds(300);

      assertThat(hub.expire()).isEmpty();
      assertThat(hub.open("q1").remainingMs(hub.now())).isEqualTo(20_000);
      assertThat(hub.open("q1").deadline()).isNull();
    }

    @Test
    void endsByItselfWhenTheBudgetIsSpent() {
      hub.advanceSeconds(10).and(ANNA, pause("q1")).advance(Limits.PAUSE_BUDGET);

      assertThat(hub.expire())
          .singleElement()
          .isInstanceOfSatisfying(
              Event.ConfirmationResumed.class,
              e -> {
                assertThat(e.by()).isEqualTo(Actor.SYSTEM);
                assertThat(e.deadline()).isEqualTo(hub.now().plusSeconds(20));
              });
      hub.when(ANNA, pause("q1")).refused(Reason.FORBIDDEN);
    }

    @Test
    void sumsUp() {
      hub.and(ANNA, pause("q1")).advanceSeconds(400).and(ANNA, resume("q1"));
      hub.and(BEN, pause("q1")).advanceSeconds(150).and(ANNA, resume("q1"));

      var event = hub.when(pause("q1")).event(Event.ConfirmationPaused.class);

      assertThat(event.ends()).isEqualTo(hub.now().plusSeconds(50));
    }

    @Test
    void overHttpEndsAfterItsLease() {
      hub.and(ANNA, lease("q1")).advance(Limits.PAUSE_LEASE.minusMillis(1));
      assertThat(hub.expire()).isEmpty();

      hub.advance(Duration.ofMillis(1));
      assertThat(hub.expire()).hasExactlyElementsOfTypes(Event.ConfirmationResumed.class);
    }

    @Test
    void overHttpCanBeRenewedWithinTheBudget() {
      hub.and(ANNA, lease("q1"));
      for (int i = 0; i < 11; i++) {
        hub.advanceSeconds(50).and(ANNA, lease("q1"));
      }

      assertThat(hub.open("q1").pauseEnds()).isEqualTo(hub.now().plusSeconds(50));
      assertThat(hub.open("q1").remainingMs(hub.now())).isEqualTo(30_000);
    }

    @Test
    void holdsAQuestionWithoutTimeLimitToo() {
      var free = given(ask("q1").withoutTimeLimit().done());

      var event = free.when(ANNA, pause("q1")).event(Event.ConfirmationPaused.class);

      assertThat(event.remainingMs()).isNull();
    }

    @Test
    void needsAnOpenQuestion() {
      nothing().when(pause("q1")).refused(Reason.UNKNOWN_CONFIRMATION);
      hub.and(ANNA, answer("q1", "yes"));
      hub.when(pause("q1")).refused(Reason.ALREADY_ANSWERED);
    }
  }

  @Nested
  final class Resuming {

    @Test
    void movesTheDeadlineByThePause() {
      hub.advanceSeconds(10).and(ANNA, pause("q1")).advanceSeconds(100);

      var event = hub.when(BEN, resume("q1")).event(Event.ConfirmationResumed.class);

      assertThat(event)
          .isEqualTo(
              new Event.ConfirmationResumed(
                  question("q1"), new RunId(""), 20_000L, hub.now().plusSeconds(20), BEN.actor()));
      hub.and(BEN, resume("q1"));
      assertThat(hub.open("q1").deadline()).isEqualTo(event.deadline());
    }

    @Test
    void changesNothingWhereTheClockRuns() {
      var then = hub.when(ANNA, resume("q1"));

      assertThat(then.events()).isEmpty();
      assertThat(then.accepted().confirmation()).isEqualTo(question("q1"));
    }

    @Test
    void countsNoMoreThanThePauseWasGood() {
      // Nobody resumed it in time: the hub was down when the lease ended.
      hub.advanceSeconds(10).and(ANNA, lease("q1")).advance(Limits.PAUSE_LEASE).advanceSeconds(15);

      assertThat(hub.open("q1").remainingMs(hub.now())).isEqualTo(5_000);
      var event = hub.when(resume("q1")).event(Event.ConfirmationResumed.class);

      assertThat(event.remainingMs()).isEqualTo(5_000);
      assertThat(event.deadline()).isEqualTo(hub.now().plusSeconds(5));
    }

    @Test
    void letsAQuestionExpireWhoseTimeRanOutWhileNobodyWatched() {
      hub.and(ANNA, pause("q1")).advance(Duration.ofHours(5));

      assertThat(hub.expire())
          .hasExactlyElementsOfTypes(
              Event.ConfirmationResumed.class, Event.ConfirmationExpired.class);
    }

    @Test
    void needsAnOpenQuestion() {
      nothing().when(resume("q1")).refused(Reason.UNKNOWN_CONFIRMATION);
      hub.and(withdraw("q1"));
      hub.when(resume("q1")).refused(Reason.ALREADY_CLOSED);
    }
  }

  @Nested
  final class Extending {

    @Test
    void movesTheDeadline() {
      var event =
          hub.advanceSeconds(10)
              .when(ANNA, extend("q1", 60))
              .event(Event.ConfirmationExtended.class);

      assertThat(event.grantedMs()).isEqualTo(60_000);
      assertThat(event.remainingMs()).isEqualTo(80_000);
      assertThat(event.deadline()).isEqualTo(hub.now().plusSeconds(80));
      hub.and(ANNA, extend("q1", 60));
      assertThat(hub.open("q1").deadline()).isEqualTo(event.deadline());
    }

    @Test
    void grantsNoMoreThanTheBudget() {
      var event =
          hub.when(ANNA, new Command.ExtendConfirmation(question("q1"), Long.MAX_VALUE))
              .event(Event.ConfirmationExtended.class);

      assertThat(event.grantedMs()).isEqualTo(Limits.PAUSE_BUDGET.toMillis());
    }

    @Test
    void sharesTheBudgetWithPauses() {
      hub.and(ANNA, pause("q1")).advanceSeconds(400).and(ANNA, resume("q1"));

      assertThat(
              hub.when(extend("q1", BUDGET_S)).event(Event.ConfirmationExtended.class).grantedMs())
          .isEqualTo(200_000);
      hub.and(extend("q1", BUDGET_S));
      hub.when(extend("q1", 1)).refused(Reason.FORBIDDEN);
      hub.when(pause("q1")).refused(Reason.FORBIDDEN);
    }

    @Test
    void shortensThePauseThatIsRunning() {
      hub.and(ANNA, pause("q1")).advanceSeconds(100);

      var event = hub.when(extend("q1", 200)).event(Event.ConfirmationExtended.class);
      hub.and(extend("q1", 200));

      assertThat(event.deadline()).isNull();
      assertThat(event.remainingMs()).isEqualTo(230_000);
      assertThat(hub.open("q1").remainingMs(hub.now())).isEqualTo(230_000);
      assertThat(hub.open("q1").pauseEnds()).isEqualTo(hub.now().plusSeconds(300));
    }

    @Test
    void leavesALeaseAloneThatEndsEarlierAnyway() {
      hub.and(ANNA, lease("q1"));
      var ends = hub.open("q1").pauseEnds();

      hub.and(extend("q1", 200));

      assertThat(hub.open("q1").pauseEnds()).isEqualTo(ends);
    }

    @Test
    void saysOfALateQuestionWhatIsReallyLeft() {
      var event =
          hub.advanceSeconds(40).when(extend("q1", 15)).event(Event.ConfirmationExtended.class);

      assertThat(event.deadline()).isEqualTo(hub.now().plusSeconds(5));
      assertThat(event.remainingMs()).isEqualTo(5_000);
    }

    @Test
    void refusesNoTimeAtAll() {
      for (var seconds : List.of(0L, -1L)) {
        hub.when(extend("q1", seconds)).refused(Reason.INVALID_MESSAGE, "seconds");
      }
    }

    @Test
    void refusesAQuestionWithoutTimeLimit() {
      var rejection =
          given(ask("q1").withoutTimeLimit().done())
              .when(extend("q1", 5))
              .refused(Reason.INVALID_MESSAGE);

      assertThat(rejection.id()).isEqualTo("q1");
    }

    @Test
    void needsAnOpenQuestion() {
      nothing().when(extend("q1", 5)).refused(Reason.UNKNOWN_CONFIRMATION);
      hub.and(withdraw("q1"));
      hub.when(extend("q1", 5)).refused(Reason.ALREADY_CLOSED);
    }
  }

  @Nested
  final class ReleasingPauses {

    private final Given paused =
        given(asked("q1"), asked("q2"), asked("q3")).and(ANNA, pause("q1")).and(BEN, pause("q2"));

    @Test
    void resumesThoseOfOneConnection() {
      var event =
          paused.when(new Command.ReleasePauses("anna")).event(Event.ConfirmationResumed.class);

      assertThat(event.id()).isEqualTo(question("q1"));
      assertThat(event.by()).isEqualTo(Actor.SYSTEM);
    }

    @Test
    void resumesAllAfterARestart() {
      assertThat(paused.when(new Command.ReleasePauses(null)).events())
          .extracting(e -> ((Event.ConfirmationResumed) e).id().value())
          .containsExactly("q1", "q2");
    }

    @Test
    void changesNothingForAConnectionThatHoldsNone() {
      assertThat(paused.when(new Command.ReleasePauses("agent")).events()).isEmpty();
    }
  }
}
