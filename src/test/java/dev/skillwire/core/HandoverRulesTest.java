package dev.skillwire.core;

import static dev.skillwire.core.Asking.ask;
import static dev.skillwire.core.Commands.answer;
import static dev.skillwire.core.Commands.question;
import static dev.skillwire.core.Given.AGENT;
import static dev.skillwire.core.Given.START;
import static dev.skillwire.core.Given.given;
import static dev.skillwire.core.Given.nothing;
import static dev.skillwire.core.Given.person;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class HandoverRulesTest {

  private static final Sender ANN = person("ann");
  private static final Sender BOB = person("bob");

  private static Command claim(@Nullable Long seconds) {
    return new Command.ClaimConfirmation(
        question("q"), seconds == null ? null : Long.valueOf(seconds * 1_000));
  }

  private static Command hand(String to) {
    return new Command.DelegateConfirmation(question("q"), to, null);
  }

  @Nested
  class AClaim {

    private final Given hub = given(ask("q").withoutTimeLimit().done());

    @Test
    void saysWhoLooksAndUntilWhen() {
      var claimed = hub.when(ANN, claim(null)).event(Event.ConfirmationClaimed.class);
      assertThat(claimed.by()).isEqualTo(ANN.actor());
      assertThat(claimed.until()).isEqualTo(START.plus(Limits.CLAIM_LEASE));
    }

    @Test
    void isOnePersonsAtATimeAndMayBeRenewed() {
      hub.and(ANN, claim(30L));
      hub.when(BOB, claim(30L)).refused(Reason.ALREADY_CLAIMED);
      hub.advanceSeconds(20);
      assertThat(hub.when(ANN, claim(30L)).event(Event.ConfirmationClaimed.class).until())
          .isEqualTo(START.plusSeconds(50));
    }

    @Test
    void endsByItself() {
      hub.and(ANN, claim(30L)).advanceSeconds(30);
      assertThat(hub.state.nextDue()).isEqualTo(START.plusSeconds(30));
      assertThat(hub.expire())
          .singleElement()
          .isInstanceOfSatisfying(
              Event.ConfirmationReleased.class,
              e -> assertThat(e.reason()).isEqualTo(Claim.End.EXPIRED));
      assertThat(hub.when(BOB, claim(30L)).events()).hasSize(1);
    }

    @Test
    void isLetGoByItsHolderAlone() {
      hub.and(ANN, claim(30L));
      hub.when(BOB, new Command.ReleaseClaim(question("q"))).refused(Reason.FORBIDDEN);
      assertThat(
              hub.when(ANN, new Command.ReleaseClaim(question("q")))
                  .event(Event.ConfirmationReleased.class)
                  .reason())
          .isEqualTo(Claim.End.RELEASED);
    }

    @Test
    void endsWithItsConnection() {
      hub.and(ANN, claim(30L));
      assertThat(hub.when(Sender.SYSTEM, new Command.ReleasePauses(BOB.clientId())).events())
          .isEmpty();
      assertThat(
              hub.when(Sender.SYSTEM, new Command.ReleasePauses(ANN.clientId()))
                  .event(Event.ConfirmationReleased.class)
                  .reason())
          .isEqualTo(Claim.End.DISCONNECTED);
    }

    @Test
    void keepsNobodyFromAnswering() {
      hub.and(ANN, claim(30L));
      assertThat(hub.when(BOB, answer("q", "yes")).event(Event.ConfirmationAnswered.class))
          .isNotNull();
    }

    @Test
    void isNotForWhoAskedNorForWhoMayNotAnswer() {
      hub.when(AGENT, claim(null)).refused(Reason.FORBIDDEN);
      given(ask("q").answerers("ann").done()).when(BOB, claim(null)).refused(Reason.FORBIDDEN);
    }

    @Test
    void isBounded() {
      hub.when(ANN, claim(0L)).refused(Reason.INVALID_MESSAGE, "seconds");
      hub.when(ANN, claim(601L)).refused(Reason.INVALID_MESSAGE, "seconds");
    }
  }

  @Nested
  class ADelegation {

    private final Given hub = given(ask("q").answerers("ann").done());

    @Test
    void letsAnotherPersonAnswer() {
      hub.when(BOB, answer("q", "yes")).refused(Reason.FORBIDDEN);
      hub.when(BOB, hand("bob")).refused(Reason.FORBIDDEN);
      hub.and(ANN, hand("bob"));
      assertThat(hub.when(BOB, answer("q", "yes")).events()).hasSize(1);
      assertThat(hub.when(ANN, answer("q", "yes")).events()).hasSize(1);
    }

    @Test
    void isToldOnce() {
      hub.and(ANN, hand("bob"));
      assertThat(hub.when(ANN, hand("bob")).events()).isEmpty();
    }

    @Test
    void isToSomebodyElse() {
      hub.when(ANN, hand("ann")).refused(Reason.INVALID_MESSAGE, "to");
      hub.when(ANN, hand(" ")).refused(Reason.INVALID_MESSAGE, "to");
    }

    @Test
    void neverMakesWhoAskedAnAnswerer() {
      var asker = person("cid");
      var own = nothing().and(asker, ask("q").answerers("ann").done()).and(ANN, hand("cid"));
      own.when(asker, answer("q", "yes")).refused(Reason.FORBIDDEN);
    }

    @Test
    void isBounded() {
      for (int i = 0; i < Limits.ANSWERERS; i++) {
        hub.and(ANN, hand("p" + i));
      }
      hub.when(ANN, hand("one more")).refused(Reason.TOO_LARGE, "to");
    }
  }

  @Nested
  class AnEscalation {

    @Test
    void isForOthersTooAfterAWhile() {
      var hub = given(ask("q").answerers("ann").escalate(Duration.ofSeconds(10), "bob").done());
      hub.when(BOB, answer("q", "yes")).refused(Reason.FORBIDDEN);
      hub.advanceSeconds(10);
      var escalated = (Event.ConfirmationEscalated) hub.expire().getFirst();
      assertThat(escalated.to()).containsExactly("bob");
      assertThat(escalated.reason()).isEqualTo(Terms.Cause.DELAY);
      assertThat(escalated.remainingMs()).isEqualTo(20_000);
      assertThat(hub.expire()).isEmpty();
      assertThat(hub.when(BOB, answer("q", "yes")).events()).hasSize(1);
    }

    @Test
    void waitsWhileTheClockIsHeld() {
      var hub = given(ask("q").escalate(Duration.ofSeconds(10)).done()).advanceSeconds(5);
      hub.and(ANN, new Command.PauseConfirmation(question("q"), false)).advanceSeconds(60);
      assertThat(hub.expire()).isEmpty();
      hub.and(ANN, new Command.ResumeConfirmation(question("q"))).advanceSeconds(4);
      assertThat(hub.expire()).isEmpty();
      assertThat(hub.advanceSeconds(1).expire())
          .singleElement()
          .isInstanceOf(Event.ConfirmationEscalated.class);
    }

    @Test
    void atTheDeadlineGivesAsMuchTimeAgainAndThenAssumesNothing() {
      var hub = given(ask("q").answerers("ann").onTimeout("escalate").escalate(null, "bob").done());
      hub.advanceSeconds(31);
      var escalated = (Event.ConfirmationEscalated) hub.expire().getFirst();
      assertThat(escalated.reason()).isEqualTo(Terms.Cause.TIMEOUT);
      assertThat(escalated.deadline()).isEqualTo(START.plusSeconds(61));
      assertThat(hub.state.nextDeadline()).isEqualTo(START.plusSeconds(61));
      hub.advanceSeconds(30);
      assertThat(hub.expire())
          .singleElement()
          .isInstanceOfSatisfying(
              Event.ConfirmationExpired.class, e -> assertThat(e.response()).isEqualTo("abort"));
    }

    @Test
    void isAnOptionWhereOneIsCalledSo() {
      var hub = given(ask("q").options("escalate", "no").onTimeout("escalate").done());
      assertThat(hub.advanceSeconds(30).expire())
          .singleElement()
          .isInstanceOfSatisfying(
              Event.ConfirmationExpired.class, e -> assertThat(e.response()).isEqualTo("escalate"));
    }

    @Test
    void needsATime() {
      var hub = nothing();
      hub.when(AGENT, ask("q").escalate(null, "bob").done())
          .refused(Reason.INVALID_MESSAGE, "escalate_after");
      hub.when(AGENT, ask("q").escalate(Duration.ofSeconds(30), "bob").done())
          .refused(Reason.INVALID_MESSAGE, "escalate_after");
      hub.when(AGENT, ask("q").escalate(Duration.ofSeconds(9)).onTimeout("escalate").done())
          .refused(Reason.INVALID_MESSAGE, "escalate_after");
      hub.when(AGENT, ask("q").withoutTimeLimit().onTimeout("escalate").done())
          .refused(Reason.INVALID_MESSAGE, "on_timeout");
    }
  }

  @Nested
  class AReminder {

    @Test
    void comesAtHalfTimeAndWhenTenSecondsAreLeft() {
      var hub = given(ask("q").timeout(Duration.ofSeconds(60)).done());
      assertThat(hub.advanceSeconds(29).expire()).isEmpty();
      assertThat(reminder(hub.advanceSeconds(1)).number()).isEqualTo(1);
      assertThat(hub.advanceSeconds(19).expire()).isEmpty();
      var last = reminder(hub.advanceSeconds(1));
      assertThat(last.number()).isEqualTo(2);
      assertThat(last.remainingMs()).isEqualTo(10_000);
      assertThat(hub.advanceSeconds(10).expire())
          .singleElement()
          .isInstanceOf(Event.ConfirmationExpired.class);
    }

    @Test
    void doesNotComeOfAQuestionThatWasJustAsked() {
      var hub = given(ask("q").timeout(Duration.ofSeconds(59)).done());
      assertThat(hub.advanceSeconds(58).expire()).isEmpty();
    }

    @Test
    void comesWhenTheAskerSays() {
      var hub = given(ask("q").withoutTimeLimit().remindAfterSeconds(20L, 5L, 5L).done());
      assertThat(reminder(hub.advanceSeconds(5)).number()).isEqualTo(1);
      assertThat(reminder(hub.advanceSeconds(15)).number()).isEqualTo(2);
      assertThat(hub.state.nextDue()).isNull();
    }

    @Test
    void isOneWhereSeveralAreDue() {
      var hub = given(ask("q").remindAfterSeconds(5L, 10L, 15L).done());
      assertThat(reminder(hub.advanceSeconds(12)).number()).isEqualTo(2);
      assertThat(reminder(hub.advanceSeconds(3)).number()).isEqualTo(3);
    }

    @Test
    void isBounded() {
      nothing()
          .when(AGENT, ask("q").remindAfterSeconds(1L, 2L, 3L, 4L).done())
          .refused(Reason.TOO_LARGE, "remind_after");
      nothing()
          .when(AGENT, ask("q").remindAfterSeconds(30L).done())
          .refused(Reason.INVALID_MESSAGE, "remind_after");
    }

    private Event.ConfirmationReminder reminder(Given hub) {
      var events = hub.expire();
      assertThat(events).singleElement().isInstanceOf(Event.ConfirmationReminder.class);
      return (Event.ConfirmationReminder) events.getFirst();
    }
  }
}
