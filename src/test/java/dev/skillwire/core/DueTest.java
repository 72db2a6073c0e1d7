package dev.skillwire.core;

import static dev.skillwire.core.Asking.ask;
import static dev.skillwire.core.Asking.asked;
import static dev.skillwire.core.Commands.answer;
import static dev.skillwire.core.Commands.complete;
import static dev.skillwire.core.Commands.extend;
import static dev.skillwire.core.Commands.lease;
import static dev.skillwire.core.Commands.pause;
import static dev.skillwire.core.Commands.question;
import static dev.skillwire.core.Commands.run;
import static dev.skillwire.core.Commands.says;
import static dev.skillwire.core.Commands.start;
import static dev.skillwire.core.Commands.step;
import static dev.skillwire.core.Commands.stop;
import static dev.skillwire.core.Given.ANNA;
import static dev.skillwire.core.Given.given;
import static dev.skillwire.core.Given.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class DueTest {

  private static final Duration TICK = Duration.ofMillis(1);

  @Nested
  final class ADeadline {

    @Test
    void closesTheQuestionWithWhatTheAskerWants() {
      var hub =
          given(start("r1"), ask("q1").of("r1").options("yes", "no").onTimeout("no").done())
              .advanceSeconds(30);

      assertThat(hub.expire())
          .containsExactly(
              new Event.ConfirmationExpired(
                  question("q1"), run("r1"), "no", Event.CloseReason.TIMEOUT));
    }

    @Test
    void isReachedNotBeforeItsMillisecond() {
      var hub = given(asked("q1")).advanceSeconds(30).advance(TICK.negated());
      assertThat(hub.expire()).isEmpty();

      assertThat(hub.advance(TICK).expire()).hasSize(1);
    }

    @Test
    void movesWhenItIsExtended() {
      var hub = given(asked("q1"), extend("q1", 10)).advanceSeconds(39);
      assertThat(hub.expire()).isEmpty();

      assertThat(hub.advanceSeconds(1).expire()).hasSize(1);
    }

    @Test
    void assumesNothingWhereTheRiskIsHigh() {
      var hub = given(ask("q1").risk(Risk.HIGH).done()).advanceSeconds(30);

      assertThat(((Event.ConfirmationExpired) hub.expire().getFirst()).response())
          .isEqualTo("abort");
    }

    @Test
    void isReachedForSeveralAtOnce() {
      var hub = given(asked("q1"), asked("q2")).advanceSeconds(60);

      assertThat(hub.when(new Command.ExpireDue()).events()).hasSize(2);
    }
  }

  @Nested
  final class ARunThatIsSilent {

    @Test
    void endsAsStaleAfterAnHour() {
      var hub =
          given(start("r1", "deploy", 2), step("r1", 0))
              .advance(Limits.RUN_STALE)
              .advance(TICK.negated());
      assertThat(hub.expire()).isEmpty();

      var failed = (Event.SkillFailed) hub.advance(TICK).expire().getFirst();
      assertThat(failed.reason()).isEqualTo(Event.FailReason.STALE);
      assertThat(failed.totalDurationMs()).isEqualTo(3_600_000);
      assertThat(failed.error()).isNotBlank();
    }

    @Test
    void livesOnWithEveryEvent() {
      var hub = given(start("r1"), step("r1", 0)).advance(Duration.ofMinutes(59));

      hub.and(says("r1", 0, "still here")).advance(Duration.ofMinutes(59));

      assertThat(hub.expire()).isEmpty();
    }

    @Test
    void isNotStaleWhileAQuestionIsOpen() {
      var hub =
          given(start("r1"), ask("q1").of("r1").withoutTimeLimit().done())
              .advance(Duration.ofDays(3));

      assertThat(hub.expire()).isEmpty();
    }

    @Test
    void hasAnotherHourWhenItsQuestionIsSettled() {
      var hub =
          given(start("r1"), ask("q1").of("r1").withoutTimeLimit().done())
              .advance(Duration.ofDays(3))
              .and(ANNA, answer("q1", "yes"));
      assertThat(hub.advance(Limits.RUN_STALE.minus(TICK)).expire()).isEmpty();

      assertThat(hub.advance(TICK).expire()).hasSize(1);
    }

    @Test
    void hasAnotherHourWhenItsQuestionExpired() {
      var hub =
          given(start("r1"), ask("q1").of("r1").timeout(Duration.ofHours(2)).done())
              .advance(Duration.ofHours(2));

      assertThat(hub.expire()).hasExactlyElementsOfTypes(Event.ConfirmationExpired.class);
      assertThat(hub.advance(Limits.RUN_STALE).expire())
          .hasExactlyElementsOfTypes(Event.SkillFailed.class);
    }

    @Test
    void doesNotEndTwice() {
      var hub = given(start("r1"), complete("r1")).advance(Duration.ofHours(2));

      assertThat(hub.expire()).isEmpty();
    }
  }

  @Nested
  final class ARunThatWasAskedToStop {

    private final Given hub = given(start("r1")).and(ANNA, stop("r1"));

    @Test
    void isEndedByTheHubAfterItsGrace() {
      assertThat(hub.advance(Limits.CANCEL_GRACE.minus(TICK)).expire()).isEmpty();

      var failed = (Event.SkillFailed) hub.advance(TICK).expire().getFirst();
      assertThat(failed.reason()).isEqualTo(Event.FailReason.CANCELLED);
      assertThat(failed.error()).contains("30 s");
    }

    @Test
    void gainsNothingByTalking() {
      hub.advanceSeconds(29).and(step("r1", 0)).advanceSeconds(1);

      assertThat(hub.expire()).hasSize(1);
    }

    @Test
    void takesItsQuestionsWithIt() {
      hub.and(ask("q1").of("r1").withoutTimeLimit().done()).advance(Limits.CANCEL_GRACE);

      assertThat(hub.expire())
          .hasExactlyElementsOfTypes(Event.ConfirmationExpired.class, Event.SkillFailed.class);
    }

    @Test
    void settlesDueQuestionsByTheirOwnDeadlineFirst() {
      hub.and(asked("q1", "r1")).advance(Limits.CANCEL_GRACE);

      var events = hub.expire();

      assertThat(events)
          .hasExactlyElementsOfTypes(Event.ConfirmationExpired.class, Event.SkillFailed.class);
      assertThat(((Event.ConfirmationExpired) events.getFirst()).reason())
          .isEqualTo(Event.CloseReason.TIMEOUT);
    }
  }

  @Nested
  final class TheNextInstant {

    @Test
    void isNoneWhereNothingWaits() {
      assertThat(nothing().state.nextDue()).isNull();
      assertThat(given(ask("q1").withoutTimeLimit().done()).state.nextDue()).isNull();
      assertThat(given(start("r1"), complete("r1")).state.nextDue()).isNull();
    }

    @Test
    void isTheEarliestOfAll() {
      var hub = given(start("r1"), ask("q1").timeout(Duration.ofHours(2)).done());
      assertThat(hub.state.nextDue()).isEqualTo(Given.START.plus(Limits.RUN_STALE));

      hub.and(asked("q2"));
      assertThat(hub.state.nextDue()).isEqualTo(Given.START.plusSeconds(30));

      hub.and(ANNA, lease("q2"));
      assertThat(hub.state.nextDue()).isEqualTo(Given.START.plus(Limits.PAUSE_LEASE));

      hub.advanceSeconds(1).and(ANNA, stop("r1"));
      assertThat(hub.state.nextDue()).isEqualTo(Given.START.plusSeconds(31));
    }

    @Test
    void isTheEndOfAPause() {
      var hub = given(asked("q1")).and(ANNA, pause("q1"));

      assertThat(hub.state.nextDue()).isEqualTo(Given.START.plus(Limits.PAUSE_BUDGET));
    }
  }
}
