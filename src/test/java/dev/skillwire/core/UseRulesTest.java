package dev.skillwire.core;

import static dev.skillwire.core.Asking.ask;
import static dev.skillwire.core.Asking.asked;
import static dev.skillwire.core.Commands.answer;
import static dev.skillwire.core.Commands.complete;
import static dev.skillwire.core.Commands.question;
import static dev.skillwire.core.Commands.start;
import static dev.skillwire.core.Commands.use;
import static dev.skillwire.core.Commands.withdraw;
import static dev.skillwire.core.Given.AGENT;
import static dev.skillwire.core.Given.ANNA;
import static dev.skillwire.core.Given.BEN;
import static dev.skillwire.core.Given.given;
import static dev.skillwire.core.Given.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class UseRulesTest {

  private static final String ACTION = "{\"run\":\"git push\"}";

  private final Given hub = given(ask("q1").action(ACTION, "ab12").done());

  @Test
  void isGoodForWhatWasApprovedAndOnce() {
    hub.and(ANNA, answer("q1", "yes"));

    assertThat(hub.when(use("q1", "AB12")).event(Event.ConfirmationUsed.class))
        .isEqualTo(
            new Event.ConfirmationUsed(
                question("q1"), new RunId(""), "yes", "ab12", AGENT.actor()));
    hub.and(use("q1", "ab12"));
    hub.when(use("q1", "ab12")).refused(Reason.ALREADY_USED);
    hub.when(BEN, use("q1", "ab12")).refused(Reason.ALREADY_USED);
  }

  @Test
  void refusesWhatIsNotWhatWasApproved() {
    hub.and(ANNA, answer("q1", "yes"));
    hub.when(use("q1", "ab13")).refused(Reason.DIGEST_MISMATCH, "action_digest");
    hub.and(use("q1", "ab12"));
    hub.when(use("q1", "ab13")).refused(Reason.DIGEST_MISMATCH);
  }

  @Test
  void refusesAnotherAnswerThanWasGiven() {
    hub.and(ANNA, answer("q1", "no"));
    hub.when(use("q1", "ab12", "yes")).refused(Reason.NOT_APPROVED, "response");
    assertThat(hub.when(use("q1", "ab12", "no")).events()).hasSize(1);
  }

  @Test
  void needsAnAnswer() {
    hub.when(use("q1", "ab12")).refused(Reason.NOT_APPROVED);
    hub.and(withdraw("q1"));
    hub.when(use("q1", "ab12")).refused(Reason.NOT_APPROVED);
    hub.when(use("q2", "ab12")).refused(Reason.UNKNOWN_CONFIRMATION);
  }

  @Test
  void timeThatRanOutIsNoApproval() {
    hub.advanceSeconds(31).expire();
    hub.when(use("q1", "ab12")).refused(Reason.NOT_APPROVED);
  }

  @Test
  void whatWasNotShownWasNotApproved() {
    hub.and(asked("q2")).and(ANNA, answer("q2", "yes"));
    hub.when(use("q2", "ab12")).refused(Reason.DIGEST_MISMATCH, "action_digest");
  }

  @Test
  void endsWithItsRun() {
    var hub = given(start("r1"), ask("q1").of("r1").action(ACTION, "ab12").done());
    hub.and(ANNA, answer("q1", "yes"));
    assertThat(hub.when(use("q1", "ab12")).events()).hasSize(1);
    hub.and(complete("r1"));
    hub.when(use("q1", "ab12")).refused(Reason.UNKNOWN_SKILL);
    hub.advanceSeconds(1).and(start("r1"));
    hub.when(use("q1", "ab12")).refused(Reason.UNKNOWN_SKILL);
  }

  @Test
  void belongsToTheTokenThatAsked() {
    var bot = new Sender("c1", "bot", "bot", Actor.Kind.HUMAN);
    var again = new Sender("c2", "bot", "bot", Actor.Kind.HUMAN);
    var hub = nothing().and(bot, ask("q1").action(ACTION, "ab12").done());
    hub.and(ANNA, answer("q1", "yes"));
    hub.when(AGENT, use("q1", "ab12")).refused(Reason.FORBIDDEN);
    assertThat(hub.when(again, use("q1", "ab12")).events()).hasSize(1);
  }

  @Test
  void aNewQuestionUnderTheSameIdIsUsedAnew() {
    hub.and(ANNA, answer("q1", "yes")).and(use("q1", "ab12"));
    var state = hub.state;
    state.apply(
        new Event.ConfirmationRequired(
            java.util.Objects.requireNonNull(state.closed(question("q1"))).question()),
        hub.now());
    hub.and(ANNA, answer("q1", "yes"));
    assertThat(hub.when(use("q1", "ab12")).events()).hasSize(1);
  }
}
