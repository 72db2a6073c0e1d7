package dev.skillwire.core;

import static dev.skillwire.core.Asking.ask;
import static dev.skillwire.core.Asking.asked;
import static dev.skillwire.core.Commands.answer;
import static dev.skillwire.core.Commands.complete;
import static dev.skillwire.core.Commands.question;
import static dev.skillwire.core.Commands.run;
import static dev.skillwire.core.Commands.start;
import static dev.skillwire.core.Commands.step;
import static dev.skillwire.core.Commands.unnamed;
import static dev.skillwire.core.Commands.withdraw;
import static dev.skillwire.core.Given.ANNA;
import static dev.skillwire.core.Given.BEN;
import static dev.skillwire.core.Given.given;
import static dev.skillwire.core.Given.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ConfirmationRulesTest {

  private static Question asking(Given hub, Command.AskConfirmation command) {
    return hub.when(command).event(Event.ConfirmationRequired.class).question();
  }

  private static @Nullable Event outcome(Given.Then then) {
    var settled = then.reattached().settled();
    return settled == null ? null : settled.outcome();
  }

  @Nested
  final class AskingAQuestion {

    @Test
    void fillsInTheRunAndTheStepItIsAt() {
      var hub = given(start("r1", "deploy", 3), step("r1", 1, "ship"));

      var then = hub.when(asked("q1", "r1"));

      var asked = then.event(Event.ConfirmationRequired.class).question();
      assertThat(asked.skillName()).isEqualTo("deploy");
      assertThat(asked.stepIndex()).isEqualTo(1);
      assertThat(asked.stepName()).isEqualTo("ship");
      assertThat(asked.createdAt()).isEqualTo(hub.now());
      assertThat(asked.requester()).isEqualTo("client:agent");
      assertThat(then.accepted().run()).isEqualTo(run("r1"));
      assertThat(then.accepted().confirmation()).isEqualTo(question("q1"));
    }

    @Test
    void keepsTheStepThatIsNamed() {
      var hub = given(start("r1", "deploy", 3), step("r1", 1, "ship"));

      var asked = asking(hub, ask("q1").of("r1").atStep(2).stepName("fly").done());

      assertThat(asked.stepIndex()).isEqualTo(2);
      assertThat(asked.stepName()).isEqualTo("fly");
    }

    @Test
    void offersThreeOptionsWhenNoneAreGiven() {
      var usual = List.of("let_claude", "retry_with_fix", "abort");

      assertThat(asking(nothing(), ask("q1").options((List<String>) null).done()).options())
          .isEqualTo(usual);
    }

    @Test
    void belongsToNoRunWhenNoneIsNamed() {
      var hub = given(start("r1"), step("r1", 0));

      var asked = asking(hub, asked("q1"));

      assertThat(asked.run()).isEqualTo(new RunId(""));
      assertThat(asked.skillName()).isEmpty();
      assertThat(asked.stepIndex()).isNull();
    }

    @Test
    void expiresIntoLetClaudeUnlessTheRiskIsHigh() {
      assertThat(asking(nothing(), asked("q1")).onTimeout()).isEqualTo("let_claude");
      assertThat(asking(nothing(), ask("q1").risk(Risk.MEDIUM).done()).onTimeout())
          .isEqualTo("let_claude");
      assertThat(asking(nothing(), ask("q1").risk(Risk.HIGH).done()).onTimeout())
          .isEqualTo("abort");
      assertThat(asking(nothing(), ask("q1").risk(Risk.HIGH).onTimeout("yes").done()).onTimeout())
          .isEqualTo("yes");
    }

    @Test
    void mayWaitUntilAnswered() {
      var hub = given(ask("q1").withoutTimeLimit().done());

      assertThat(hub.open("q1").deadline()).isNull();
      assertThat(hub.advance(Duration.ofDays(400)).expire()).isEmpty();
    }

    @Test
    void setsTheDeadline() {
      var hub = given(ask("q1").timeout(Duration.ofSeconds(90)).done());

      assertThat(hub.open("q1").deadline()).isEqualTo(hub.now().plusSeconds(90));
    }

    @Test
    void refusesATimeoutOutOfRange() {
      for (var timeout :
          List.of(Duration.ZERO, Duration.ofMillis(-1), Limits.TIMEOUT_MAX.plusMillis(1))) {
        nothing()
            .when(ask("q1").timeout(timeout).done())
            .refused(Reason.INVALID_MESSAGE, "timeout_seconds");
      }
    }

    @Test
    void needsAPromptAndAnId() {
      nothing().when(ask("q1").prompt(" ").done()).refused(Reason.INVALID_MESSAGE, "prompt");
      nothing().when(asked("")).refused(Reason.INVALID_MESSAGE, "id");
    }

    @Test
    void refusesWhatAPersonMustSeeWholeInsteadOfCuttingIt() {
      var tooLong = "é".repeat(Limits.PROMPT_BYTES / 2) + "!";
      nothing().when(ask("q1").prompt(tooLong).done()).refused(Reason.TOO_LARGE, "prompt");
      nothing()
          .when(ask("q1").suggestion(tooLong).done())
          .refused(Reason.TOO_LARGE, "claude_suggestion");
      nothing()
          .when(ask("q1").action("x".repeat(Limits.ACTION_BYTES + 1), null).done())
          .refused(Reason.TOO_LARGE, "action");
      nothing()
          .when(ask("q1").options("x".repeat(Limits.NAME_CHARS + 1)).done())
          .refused(Reason.TOO_LARGE, "options");
      nothing()
          .when(ask("q1").options(Collections.nCopies(Limits.OPTIONS + 1, "yes")).done())
          .refused(Reason.TOO_LARGE, "options");
      nothing().when(asked("x".repeat(Limits.ID_CHARS + 1))).refused(Reason.TOO_LARGE, "id");
    }

    @Test
    void refusesADigestThatIsTooLong() {
      nothing()
          .when(ask("q1").action("{}", "f".repeat(Limits.NAME_CHARS + 1)).done())
          .refused(Reason.TOO_LARGE, "action_digest");
    }

    @Test
    void refusesOptionsThatNobodyCouldTellApart() {
      nothing().when(ask("q1").options().done()).refused(Reason.INVALID_MESSAGE, "options");
      nothing()
          .when(ask("q1").options("yes", "yes").done())
          .refused(Reason.INVALID_MESSAGE, "options");
      nothing()
          .when(ask("q1").options("yes", " ").done())
          .refused(Reason.INVALID_MESSAGE, "options");
    }

    @Test
    void refusesARunThatIsNotAtWork() {
      nothing().when(asked("q1", "r1")).refused(Reason.UNKNOWN_SKILL, "skill_id");
      given(start("r1"), complete("r1"))
          .when(asked("q1", "r1"))
          .refused(Reason.UNKNOWN_SKILL, "skill_id");
    }

    @Test
    void refusesAStepThatTheRunDoesNotHave() {
      given(start("r1", "deploy", 2))
          .when(ask("q1").of("r1").atStep(2).done())
          .refused(Reason.INVALID_MESSAGE, "step_index");
      nothing().when(ask("q1").atStep(-1).done()).refused(Reason.INVALID_MESSAGE, "step_index");
    }

    @Test
    void isBusyWhenTooManyWait() {
      var hub = nothing();
      for (int i = 0; i < Limits.OPEN_CONFIRMATIONS; i++) {
        hub.and(asked("q" + i));
      }

      hub.when(asked("more")).refused(Reason.BUSY);
      hub.when(asked("q3")).reattached();
      assertThat(hub.and(withdraw("q3")).when(asked("more")).events()).hasSize(1);
    }
  }

  @Nested
  final class AskingByTheNameOfTheSkill {

    private final Given hub = given(start("r1", "deploy", 1));

    @Test
    void meansTheOnlyRunOfThatNameOfTheConnection() {
      assertThat(asking(hub, ask("q1").of(unnamed("deploy")).done()).run()).isEqualTo(run("r1"));
    }

    @Test
    void belongsToNoRunWhenTheConnectionHasNone() {
      var then = hub.when(ANNA, ask("q1").of(unnamed("deploy")).done());

      var asked = then.event(Event.ConfirmationRequired.class).question();
      assertThat(asked.run()).isEqualTo(new RunId(""));
      assertThat(asked.skillName()).isEqualTo("deploy");
    }

    @Test
    void isRefusedWhenSeveralFit() {
      hub.and(start("r2", "deploy", 1));

      hub.when(ask("q1").of(unnamed("deploy")).done()).refused(Reason.INVALID_MESSAGE, "skill_id");
    }

    @Test
    void attachesAgainFromAnotherConnection() {
      hub.and(ask("q1").of(unnamed("deploy")).done());

      var again = hub.when(ANNA, ask("q1").of(unnamed("deploy")).done());

      assertThat(again.reattached().settled()).isNull();
    }

    @Test
    void findsItsOutcomeAfterTheRunEnded() {
      hub.and(ask("q1").of(unnamed("deploy")).done());
      hub.and(complete("r1")).advanceSeconds(60).and(start("other"));

      var again = hub.when(ask("q1").of(unnamed("deploy")).done());

      assertThat(outcome(again)).isInstanceOf(Event.ConfirmationExpired.class);
    }

    @Test
    void attachesAgainWhenTheConnectionHasMoreRunsByNow() {
      hub.and(ask("q1").of(unnamed("deploy")).done(), start("r2", "deploy", 1));

      hub.when(ask("q1").of(unnamed("deploy")).done()).reattached();
    }

    @Test
    void givesNoRunTheOutcomeOfAnother() {
      hub.and(ask("q1").of(unnamed("deploy")).done()).and(ANNA, answer("q1", "yes"));
      hub.and(complete("r1"), start("r2", "deploy", 1));

      hub.when(ask("q1").of(unnamed("deploy")).done()).refused(Reason.DUPLICATE_ID, "id");
    }
  }

  @Nested
  final class AskingAgain {

    private final Given hub = given(start("r1", "deploy", 2), asked("q1", "r1"));

    @Test
    void attachesToTheOpenQuestion() {
      var again = hub.advanceSeconds(5).when(ANNA, asked("q1", "r1")).reattached();

      assertThat(again.confirmation()).isEqualTo(question("q1"));
      assertThat(again.settled()).isNull();
    }

    @Test
    void leavesTheDeadlineAlone() {
      var deadline = hub.open("q1").deadline();

      hub.advanceSeconds(5).and(asked("q1", "r1"));

      assertThat(hub.open("q1").deadline()).isEqualTo(deadline);
    }

    @Test
    void givesTheAnswerThatWasGivenMeanwhile() {
      hub.and(ANNA, answer("q1", "yes"));

      var outcome = outcome(hub.when(asked("q1", "r1")));

      assertThat(outcome)
          .isInstanceOfSatisfying(
              Event.ConfirmationAnswered.class, a -> assertThat(a.response()).isEqualTo("yes"));
    }

    @Test
    void givesTheOutcomeAlsoAfterTheRunIsForgotten() {
      hub.and(ANNA, answer("q1", "yes")).and(complete("r1")).advanceSeconds(60).and(start("other"));

      assertThat(hub.state.run(run("r1"))).isNull();
      assertThat(outcome(hub.when(asked("q1", "r1"))))
          .isInstanceOf(Event.ConfirmationAnswered.class);
    }

    @Test
    void ignoresNamesThatTheHubFilledIn() {
      hub.and(step("r1", 1, "later"));

      hub.when(asked("q1", "r1")).reattached();
    }

    @Test
    void refusesAnotherQuestionUnderTheSameId() {
      var others =
          List.of(
              ask("q1").of("r1").prompt("Something else?").done(),
              ask("q1").of("r1").options("yes", "no", "maybe").done(),
              ask("q1").of("r1").timeout(Duration.ofSeconds(31)).done(),
              ask("q1").of("r1").withoutTimeLimit().done(),
              ask("q1").of("r1").onTimeout("no").done(),
              ask("q1").of("r1").risk(Risk.MEDIUM).done(),
              ask("q1").of("r1").action("{\"rm\":1}", null).done(),
              asked("q1"));

      for (var other : others) {
        assertThat(hub.when(other).refused(Reason.DUPLICATE_ID).id()).isEqualTo("q1");
      }
      hub.and(BEN, answer("q1", "no"));
      for (var other : others) {
        hub.when(other).refused(Reason.DUPLICATE_ID, "id");
      }
    }
  }

  @Nested
  final class Withdrawing {

    @Test
    void closesTheQuestionWithoutAssumingAnything() {
      var hub = given(start("r1"), ask("q1").of("r1").onTimeout("yes").done());

      assertThat(hub.when(withdraw("q1")).event(Event.ConfirmationExpired.class))
          .isEqualTo(
              new Event.ConfirmationExpired(
                  question("q1"), run("r1"), "abort", Event.CloseReason.CANCELLED));
    }

    @Test
    void happensOnce() {
      var hub = given(asked("q1"), withdraw("q1"));

      assertThat(hub.when(withdraw("q1")).refused(Reason.ALREADY_CLOSED).id()).isEqualTo("q1");
    }

    @Test
    void losesAgainstAnAnswer() {
      var hub = given(asked("q1")).and(ANNA, answer("q1", "yes"));

      hub.when(withdraw("q1")).refused(Reason.ALREADY_ANSWERED);
    }

    @Test
    void needsAKnownQuestion() {
      assertThat(nothing().when(withdraw("q1")).refused(Reason.UNKNOWN_CONFIRMATION).id())
          .isEqualTo("q1");
    }
  }
}
