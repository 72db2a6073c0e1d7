package dev.skillwire.core;

import static dev.skillwire.core.Asking.ask;
import static dev.skillwire.core.Asking.asked;
import static dev.skillwire.core.Commands.answer;
import static dev.skillwire.core.Commands.edit;
import static dev.skillwire.core.Commands.use;
import static dev.skillwire.core.Given.ANNA;
import static dev.skillwire.core.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class BoundTest {

  private static final String ACTION = "{\"run\":\"git push\"}";
  private static final String EDITED = "{\"run\":\"git push --dry-run\"}";

  @Test
  void anAnswerIsBoundToWhatWasShown() {
    var hub = given(ask("q1").action(ACTION, "ab12").done(), asked("q2"));
    assertThat(hub.when(ANNA, answer("q1", "yes")).event(Event.ConfirmationAnswered.class).bound())
        .isEqualTo(new Bound("ab12", null, null));
    assertThat(hub.when(ANNA, answer("q2", "yes")).event(Event.ConfirmationAnswered.class).bound())
        .isEqualTo(Bound.NONE);
  }

  @Nested
  final class AnEditedAction {

    private final Given hub =
        given(
            ask("q1").risk(Risk.HIGH).action(ACTION, "ab12").editable().done(),
            ask("q2").action(ACTION, "ab12").done());

    @Test
    void isWhatMayRunThen() {
      hub.and(ANNA, edit("q1", "yes", "ab12", EDITED, "cd34"));

      var closed = hub.state.closed(new ConfirmationId("q1"));
      assertThat(closed == null || closed.answer() == null ? null : closed.answer().bound())
          .isEqualTo(new Bound("cd34", new Json(EDITED), "ab12"));
      hub.when(use("q1", "ab12")).refused(Reason.DIGEST_MISMATCH);
      assertThat(hub.when(use("q1", "cd34")).events()).hasSize(1);
    }

    @Test
    void needsTheAskersLeave() {
      hub.when(ANNA, edit("q2", "yes", "ab12", EDITED, "cd34"))
          .refused(Reason.EDIT_NOT_ALLOWED, "edited_action");
      assertThat(hub.open("q2")).isNotNull();
    }

    @Test
    void needsTheDigestOfWhatWasShownWhereTheRiskIsHigh() {
      hub.when(ANNA, edit("q1", "yes", "cd34", EDITED, "cd34")).refused(Reason.DIGEST_MISMATCH);
    }

    @Test
    void isNoLargerThanAnAction() {
      var large = "{\"run\":\"" + "x".repeat(Limits.ACTION_BYTES) + "\"}";
      hub.when(ANNA, edit("q1", "yes", "ab12", large, "cd34"))
          .refused(Reason.TOO_LARGE, "edited_action");
    }

    @Test
    void thatSaysTheSameChangesNothing() {
      assertThat(
              hub.when(ANNA, edit("q1", "yes", "ab12", ACTION, "AB12"))
                  .event(Event.ConfirmationAnswered.class)
                  .bound())
          .isEqualTo(new Bound("ab12", null, null));
    }

    @Test
    void makesNoRule() {
      var command = edit("q1", "yes", "ab12", EDITED, "cd34");
      var keep =
          new Command.AnswerConfirmation(
              command.id(), "yes", Remember.ALWAYS, null, null, "ab12", command.with());
      var answered = hub.when(ANNA, keep).event(Event.ConfirmationAnswered.class);
      assertThat(answered.memory().savedAs()).isNull();
      assertThat(answered.memory().notSaved()).contains("changed");
    }
  }

  @Test
  void nothingCanBeEditedWhereNothingIsShown() {
    given().when(ask("q1").editable().done()).refused(Reason.INVALID_MESSAGE, "allow_edit");
  }
}
