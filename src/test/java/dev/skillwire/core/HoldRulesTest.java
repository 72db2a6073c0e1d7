package dev.skillwire.core;

import static dev.skillwire.core.Asking.ask;
import static dev.skillwire.core.Commands.question;
import static dev.skillwire.core.Given.AGENT;
import static dev.skillwire.core.Given.ANNA;
import static dev.skillwire.core.Given.BEN;
import static dev.skillwire.core.Given.START;
import static dev.skillwire.core.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class HoldRulesTest {

  private static final Command TYPING =
      new Command.HoldConfirmation(question("q"), Handling.Doing.TYPING);

  private final Given hub = given(ask("q").done()).advanceSeconds(10);

  @Test
  void stopsTheClockForAWhile() {
    var held = hub.when(ANNA, TYPING).event(Event.ConfirmationPaused.class);
    assertThat(held.hold()).isEqualTo(Handling.Doing.TYPING);
    assertThat(held.by()).isEqualTo(ANNA.actor());
    assertThat(held.remainingMs()).isEqualTo(20_000);
    assertThat(held.ends()).isEqualTo(START.plusSeconds(10).plus(Limits.HOLD));
  }

  @Test
  void endsFifteenSecondsAfterTheLastReport() {
    hub.and(ANNA, TYPING).advanceSeconds(7).and(ANNA, TYPING).advanceSeconds(15);
    assertThat(hub.expire())
        .singleElement()
        .isInstanceOfSatisfying(
            Event.ConfirmationResumed.class,
            e -> {
              assertThat(e.remainingMs()).isEqualTo(20_000);
              assertThat(e.by()).isEqualTo(Actor.SYSTEM);
            });
  }

  @Test
  void isToldAgainOnlyWhenItIsAboutToEnd() {
    hub.and(ANNA, TYPING).advanceSeconds(4);
    assertThat(hub.when(ANNA, TYPING).events()).isEmpty();
    assertThat(hub.when(BEN, TYPING).events()).isEmpty();
    assertThat(hub.advanceSeconds(1).when(ANNA, TYPING).events()).hasSize(1);
  }

  @Test
  void isPaidFromTheSameBudget() {
    for (var held = Duration.ZERO;
        held.compareTo(Limits.PAUSE_BUDGET) < 0;
        held = held.plusSeconds(8)) {
      hub.and(ANNA, TYPING).advanceSeconds(8);
      hub.expire();
    }
    assertThat(hub.open("q").budgetMs(START.plus(Duration.ofHours(1)))).isZero();
    assertThat(hub.when(ANNA, TYPING).events()).isEmpty();
    assertThat(hub.open("q").paused()).isFalse();
  }

  @Test
  void givesWayToAPause() {
    hub.and(ANNA, TYPING).and(BEN, new Command.PauseConfirmation(question("q"), false));
    var open = hub.open("q");
    assertThat(open.handling().hold()).isNull();
    assertThat(open.pausedBy()).isEqualTo(BEN.actor());
    assertThat(hub.advanceSeconds(14).when(ANNA, TYPING).events()).isEmpty();
  }

  @Test
  void doesNothingToAQuestionWithoutATimeLimit() {
    var patient = given(ask("q").withoutTimeLimit().done());
    assertThat(patient.when(ANNA, TYPING).events()).isEmpty();
  }

  @Test
  void isForWhoMayAnswer() {
    hub.when(AGENT, TYPING).refused(Reason.FORBIDDEN);
    given(ask("q").answerers("ann").done()).when(BEN, TYPING).refused(Reason.FORBIDDEN);
  }
}
