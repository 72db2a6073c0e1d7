package dev.skillwire.core;

import static dev.skillwire.core.Asking.ask;
import static dev.skillwire.core.Asking.asked;
import static dev.skillwire.core.Commands.answer;
import static dev.skillwire.core.Commands.complete;
import static dev.skillwire.core.Commands.pause;
import static dev.skillwire.core.Commands.question;
import static dev.skillwire.core.Commands.run;
import static dev.skillwire.core.Commands.start;
import static dev.skillwire.core.Commands.withdraw;
import static dev.skillwire.core.Given.AGENT;
import static dev.skillwire.core.Given.ANNA;
import static dev.skillwire.core.Given.BEN;
import static dev.skillwire.core.Given.given;
import static dev.skillwire.core.Given.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class AnswerRulesTest {

  @Nested
  final class AnsweringAConfirmation {

    private final Given hub = given(start("r1"), asked("q1", "r1"));

    @Test
    void isTold() {
      var command =
          new Command.AnswerConfirmation(
              question("q1"),
              "yes",
              Remember.THIS_SKILL,
              new RememberFor(null, 3L, false),
              "go ahead",
              null);

      var then = hub.when(ANNA, command);

      assertThat(then.events().getFirst())
          .isEqualTo(
              new Event.ConfirmationAnswered(
                  question("q1"),
                  run("r1"),
                  "yes",
                  Remember.THIS_SKILL,
                  new RememberFor(null, 3L, false),
                  "go ahead",
                  ANNA.actor(),
                  new Event.Memory(null, null, new RuleId("rule-1"), null, List.of())));
      assertThat(then.accepted().confirmation()).isEqualTo(question("q1"));
      assertThat(then.accepted().run()).isEqualTo(run("r1"));
    }

    @Test
    void refusesAChoiceThatWasNotOffered() {
      var rejection = hub.when(ANNA, answer("q1", "perhaps")).refused(Reason.INVALID_CHOICE);

      assertThat(rejection.id()).isEqualTo("q1");
      assertThat(rejection.field()).isEqualTo("response");
      assertThat(hub.open("q1").question().id()).isEqualTo(question("q1"));
    }

    @Test
    void refusesWhatIsTooLong() {
      var big = "x".repeat(Limits.PROMPT_BYTES + 1);
      hub.when(
              ANNA,
              new Command.AnswerConfirmation(question("q1"), "yes", Remember.NONE, null, big, null))
          .refused(Reason.TOO_LARGE, "comment");
    }

    @Test
    void isPossibleWhileTheClockIsHeld() {
      hub.and(BEN, pause("q1"));

      assertThat(hub.when(ANNA, answer("q1", "no")).events()).hasSize(1);
    }
  }

  @Nested
  final class SpellingAChoice {

    private final Given hub =
        given(ask("q1").options("Let Claude", "Retry With Fix", "retry with fix").done());

    @Test
    void mayBeLowerCasedWithUnderscores() {
      var event = hub.when(ANNA, answer("q1", "let_claude"));

      assertThat(event.event(Event.ConfirmationAnswered.class).response()).isEqualTo("Let Claude");
    }

    @Test
    void mayBeTheOptionItself() {
      var event = hub.when(ANNA, answer("q1", "retry with fix"));

      assertThat(event.event(Event.ConfirmationAnswered.class).response())
          .isEqualTo("retry with fix");
    }

    @Test
    void mustNotFitTwoOptions() {
      hub.when(ANNA, answer("q1", "retry_with_fix")).refused(Reason.INVALID_CHOICE);
    }

    @Test
    void isNotGuessedFurther() {
      hub.when(ANNA, answer("q1", "LET_CLAUDE")).refused(Reason.INVALID_CHOICE);
      hub.when(ANNA, answer("q1", "let claude")).refused(Reason.INVALID_CHOICE);
      hub.when(ANNA, answer("q1", "")).refused(Reason.INVALID_CHOICE);
    }
  }

  @Nested
  final class AnsweringTooLate {

    @Test
    void saysWhoWasFirst() {
      var hub = given(asked("q1")).and(ANNA, answer("q1", "yes"));

      var rejection = hub.when(BEN, answer("q1", "no")).refused(Reason.ALREADY_ANSWERED);

      assertThat(rejection.first()).isEqualTo(ANNA.actor());
      assertThat(rejection.response()).isEqualTo("yes");
      assertThat(rejection.id()).isEqualTo("q1");
    }

    @Test
    void isTheSameForWhoAnsweredFirst() {
      var hub = given(asked("q1")).and(ANNA, answer("q1", "yes"));

      hub.when(ANNA, answer("q1", "yes")).refused(Reason.ALREADY_ANSWERED);
    }

    @Test
    void saysThatItWasClosed() {
      var withdrawn = given(asked("q1"), withdraw("q1"));
      withdrawn.when(ANNA, answer("q1", "yes")).refused(Reason.ALREADY_CLOSED);

      var ended = given(start("r1"), asked("q1", "r1"), complete("r1"));
      ended.when(ANNA, answer("q1", "yes")).refused(Reason.ALREADY_CLOSED);

      var expired = given(asked("q1")).advanceSeconds(30);
      assertThat(expired.expire()).hasSize(1);
      expired.when(ANNA, answer("q1", "yes")).refused(Reason.ALREADY_CLOSED);
    }

    @Test
    void saysThatNobodyAsked() {
      assertThat(
              nothing().when(ANNA, answer("q1", "yes")).refused(Reason.UNKNOWN_CONFIRMATION).id())
          .isEqualTo("q1");
    }
  }

  @Nested
  final class AnsweringOnesOwnQuestion {

    private static final Sender TOKEN_A = new Sender("a", "", "t", Actor.Kind.HUMAN);
    private static final Sender TOKEN_B = new Sender("b", "", "t", Actor.Kind.HUMAN);

    @Test
    void isForbidden() {
      var rejection = given(asked("q1")).when(AGENT, answer("q1", "yes")).refused(Reason.FORBIDDEN);

      assertThat(rejection.id()).isEqualTo("q1");
    }

    @Test
    void isForbiddenOverAnotherConnectionOfTheSameToken() {
      var hub = nothing().and(TOKEN_A, asked("q1"));

      hub.when(TOKEN_B, answer("q1", "yes")).refused(Reason.FORBIDDEN);
      assertThat(hub.when(ANNA, answer("q1", "yes")).events()).hasSize(1);
    }

    @Test
    void isForbiddenToWhoAskedItAgain() {
      var hub = given(asked("q1")).and(BEN, asked("q1"));

      hub.when(BEN, answer("q1", "yes")).refused(Reason.FORBIDDEN);
      hub.when(AGENT, answer("q1", "yes")).refused(Reason.FORBIDDEN);
    }
  }

  @Nested
  final class RepeatingTheDigest {

    private static final String DIGEST = "ab12";

    @Test
    void isNeededWhereTheRiskIsHigh() {
      var hub = given(ask("q1").risk(Risk.HIGH).action("{}", DIGEST).done());

      var rejection = hub.when(ANNA, answer("q1", "yes")).refused(Reason.DIGEST_MISMATCH);

      assertThat(rejection.field()).isEqualTo("action_digest");
      hub.when(ANNA, answer("q1", "yes", "cd34")).refused(Reason.DIGEST_MISMATCH);
      assertThat(hub.when(ANNA, answer("q1", "yes", "AB12")).events()).hasSize(1);
    }

    @Test
    void isNotNeededElsewhere() {
      assertThat(
              given(ask("q1").action("{}", DIGEST).done()).when(ANNA, answer("q1", "yes")).events())
          .hasSize(1);
      assertThat(given(ask("q1").risk(Risk.HIGH).done()).when(ANNA, answer("q1", "yes")).events())
          .hasSize(1);
    }

    @Test
    void mustBeRightWhereItIsGiven() {
      given(ask("q1").action("{}", DIGEST).done())
          .when(ANNA, answer("q1", "yes", "cd34"))
          .refused(Reason.DIGEST_MISMATCH);
      given(asked("q1")).when(ANNA, answer("q1", "yes", DIGEST)).refused(Reason.DIGEST_MISMATCH);
    }
  }
}
