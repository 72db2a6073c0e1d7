package dev.skillwire.core;

import static dev.skillwire.core.Asking.ask;
import static dev.skillwire.core.Asking.asked;
import static dev.skillwire.core.Commands.answer;
import static dev.skillwire.core.Commands.keep;
import static dev.skillwire.core.Commands.question;
import static dev.skillwire.core.Given.ANNA;
import static dev.skillwire.core.Given.BEN;
import static dev.skillwire.core.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ReceiptRulesTest {

  private final Given hub =
      given(ask("q1").risk(Risk.HIGH).action("{\"run\":1}", "ab12").done(), asked("q2"));

  private static Command.ReportShown shown(String id, boolean whole) {
    return new Command.ReportShown(question(id), null, whole);
  }

  private static Command.AnswerConfirmation telling(@Nullable Boolean shown) {
    return new Command.AnswerConfirmation(
        question("q1"), "yes", Remember.NONE, null, null, "ab12", new Additions(null, null, shown));
  }

  @Test
  void isToldOnceAndOnceMoreWhenAllWasSeen() {
    assertThat(hub.when(ANNA, shown("q1", false)).event(Event.ConfirmationSeen.class))
        .isEqualTo(
            new Event.ConfirmationSeen(
                question("q1"), new RunId(""), false, ANNA.actor(), ANNA.requester()));
    hub.and(ANNA, shown("q1", false));
    assertThat(hub.when(ANNA, shown("q1", false)).events()).isEmpty();
    hub.and(ANNA, shown("q1", true)).and(BEN, shown("q1", false));
    assertThat(hub.when(ANNA, shown("q1", false)).events()).isEmpty();
    assertThat(hub.when(ANNA, shown("q1", true)).events()).isEmpty();
    assertThat(hub.open("q1").seen())
        .containsExactly(
            new Receipt(ANNA.actor(), ANNA.requester(), true, hub.now()),
            new Receipt(BEN.actor(), BEN.requester(), false, hub.now()));
  }

  @Test
  void isOfTheActionThatIsAsked() {
    var other = new Command.ReportShown(question("q1"), "ab13", true);
    hub.when(ANNA, other).refused(Reason.DIGEST_MISMATCH, "action_digest");
    hub.when(ANNA, shown("q9", true)).refused(Reason.UNKNOWN_CONFIRMATION);
    assertThat(hub.when(ANNA, new Command.ReportShown(question("q1"), "AB12", true)).events())
        .hasSize(1);
  }

  @Test
  void holdsWhoTellsToItWhereTheRiskIsHigh() {
    hub.and(ANNA, shown("q1", false));
    hub.when(ANNA, answer("q1", "yes", "ab12")).refused(Reason.NOT_SHOWN, "shown");
    assertThat(hub.when(BEN, answer("q1", "yes", "ab12")).events()).hasSize(1);
    hub.and(ANNA, shown("q1", true));
    assertThat(hub.when(ANNA, answer("q1", "yes", "ab12")).events()).hasSize(1);
  }

  @Test
  void holdsWhoTellsToItWhereTheAnswerIsToBeRemembered() {
    hub.and(ANNA, shown("q2", false));
    hub.when(ANNA, keep("q2", "yes", Remember.ALWAYS, null)).refused(Reason.NOT_SHOWN);
    assertThat(hub.when(ANNA, answer("q2", "yes")).events()).hasSize(1);
  }

  @Test
  void mayComeWithTheAnswer() {
    hub.when(ANNA, telling(false)).refused(Reason.NOT_SHOWN, "shown");
    assertThat(hub.when(ANNA, telling(true)).events())
        .hasSize(2)
        .first()
        .isInstanceOf(Event.ConfirmationSeen.class);
  }

  @Test
  void isNotAskedOfWhoNeverTells() {
    assertThat(hub.when(ANNA, telling(null)).events()).hasSize(1);
  }

  @Test
  void isBounded() {
    for (int i = 0; i < Limits.RECEIPTS; i++) {
      hub.and(Given.client("c" + i), shown("q1", false));
    }
    assertThat(hub.when(Given.client("more"), shown("q1", true)).events()).isEmpty();
    assertThat(hub.when(Given.client("c3"), shown("q1", true)).events()).hasSize(1);
  }
}
