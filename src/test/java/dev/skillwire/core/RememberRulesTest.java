package dev.skillwire.core;

import static dev.skillwire.core.Asking.ask;
import static dev.skillwire.core.Asking.asked;
import static dev.skillwire.core.Commands.complete;
import static dev.skillwire.core.Commands.fail;
import static dev.skillwire.core.Commands.keep;
import static dev.skillwire.core.Commands.question;
import static dev.skillwire.core.Commands.rule;
import static dev.skillwire.core.Commands.run;
import static dev.skillwire.core.Commands.start;
import static dev.skillwire.core.Given.ANNA;
import static dev.skillwire.core.Given.BEN;
import static dev.skillwire.core.Given.given;
import static dev.skillwire.core.Given.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class RememberRulesTest {

  private static final RuleId FIRST = new RuleId("rule-1");

  private static Scope scope(
      @Nullable String skill,
      @Nullable String step,
      @Nullable String error,
      @Nullable String prompt) {
    return new Scope(skill, step, error, null, null, prompt);
  }

  @Nested
  final class AnAnswerThatIsRemembered {

    private final Given hub = given(start("r1", "deploy", 3));

    private Rule made(Asking asking, Remember how, @Nullable RememberFor holds) {
      hub.and(asking.done());
      var events = hub.when(ANNA, keep("q1", "yes", how, holds)).events();
      assertThat(events).hasSize(2);
      var answered = (Event.ConfirmationAnswered) events.getFirst();
      var rule = ((Event.RuleSaved) events.getLast()).rule();
      assertThat(answered.memory().savedAs()).isEqualTo(rule.id());
      assertThat(answered.memory().notSaved()).isNull();
      return rule;
    }

    private String notMade(Asking asking, Remember how, @Nullable RememberFor holds) {
      hub.and(asking.done());
      var event =
          hub.when(ANNA, keep("q1", "yes", how, holds)).event(Event.ConfirmationAnswered.class);
      assertThat(event.response()).isEqualTo("yes");
      assertThat(event.memory().savedAs()).isNull();
      return Objects.requireNonNull(event.memory().notSaved());
    }

    private Asking asking() {
      return ask("q1").of("r1").stepName("push").prompt("Push *now*?");
    }

    @Test
    void becomesARuleOfWhoGaveIt() {
      var rule = made(asking(), Remember.ALWAYS, null);

      assertThat(rule)
          .isEqualTo(
              new Rule(
                  FIRST,
                  scope(null, null, null, "Push \\*now\\*?"),
                  "yes",
                  null,
                  null,
                  null,
                  new Rule.Origin(hub.now(), ANNA.actor(), question("q1"), ANNA.requester()),
                  true,
                  null,
                  Rule.Tally.NONE));
    }

    @Test
    void foreverGoesByTheVeryPromptWhoeverAsks() {
      var rule = made(asking(), Remember.ALWAYS, null);

      hub.and(ask("q2").prompt("Push *now*?").done());
      hub.and(ask("q3").prompt("Push it away now?").done());
      assertThat(rule.scope().covers(hub.open("q2").question())).isTrue();
      assertThat(rule.scope().covers(hub.open("q3").question())).isFalse();
    }

    @Test
    void forThisSkillGoesByTheSkill() {
      assertThat(made(asking(), Remember.THIS_SKILL, null).scope())
          .isEqualTo(scope("deploy", null, null, null));
    }

    @Test
    void forThisErrorGoesBySkillStepAndError() {
      assertThat(made(asking().about("auth", "git"), Remember.THIS_ERROR, null).scope())
          .isEqualTo(scope("deploy", "push", "auth", null));
    }

    @Test
    void forThisErrorGoesByTheVeryPromptWhereNoErrorIsKnown() {
      var rule = made(asking(), Remember.THIS_ERROR, null);

      assertThat(rule.scope()).isEqualTo(scope("deploy", "push", null, "Push \\*now\\*?"));
      assertThat(rule.scope().covers(hub.open("q1").question())).isTrue();
    }

    @Test
    void forThisErrorGoesByErrorAndPromptWhereNoSkillIsKnown() {
      var rule = made(ask("q1").about("auth", null), Remember.THIS_ERROR, null);

      assertThat(rule.scope()).isEqualTo(scope(null, null, "auth", "Go on?"));
    }

    @Test
    void holdsAsLongAsWasSaid() {
      var rule = made(asking(), Remember.ALWAYS, new RememberFor(90_000L, 3L, true));

      assertThat(rule.until()).isEqualTo(hub.now().plusSeconds(90));
      assertThat(rule.usesLeft()).isEqualTo(3);
      assertThat(rule.run()).isEqualTo(run("r1"));
    }

    @Test
    void isBoundToTheActionWhereTheRiskIsHigh() {
      hub.and(asking().risk(Risk.HIGH).action("{\"run\":1}", "AB12").done());
      var command =
          new Command.AnswerConfirmation(
              question("q1"), "yes", Remember.THIS_SKILL, null, null, "ab12");

      var saved = (Event.RuleSaved) hub.when(ANNA, command).events().getLast();
      assertThat(saved.rule().scope())
          .isEqualTo(new Scope("deploy", null, null, null, "ab12", null));
    }

    @Test
    void countsButIsNotRememberedWhereTheRiskIsHighAndNoActionIsShown() {
      assertThat(notMade(asking().risk(Risk.HIGH), Remember.ALWAYS, null)).contains("risk");
    }

    @Test
    void countsButIsNotRememberedWithoutASkillToGoBy() {
      assertThat(notMade(ask("q1"), Remember.THIS_SKILL, null)).contains("skill");
    }

    @Test
    void countsButIsNotRememberedWithoutARunToGoBy() {
      var forThisRun = new RememberFor(null, null, true);
      assertThat(notMade(ask("q1"), Remember.ALWAYS, forThisRun)).contains("run");
    }

    @Test
    void countsButIsNotRememberedWhereThePromptIsTooLong() {
      var prompt = "*".repeat(Limits.PATTERN_BYTES / 2 + 1);
      assertThat(notMade(asking().prompt(prompt), Remember.THIS_ERROR, null)).contains("prompt");
    }

    @Test
    void countsButIsNotRememberedWhereTheListIsFull() {
      fill(hub, Limits.RULES);
      assertThat(notMade(asking(), Remember.ALWAYS, null)).contains("500");
    }

    @Test
    void replacesWhatWasSaidAboutTheSameQuestions() {
      hub.and(
          BEN, rule(scope("deploy", null, null, null), "no"), new Command.ChangeRule(FIRST, false));
      hub.and(asking().done());

      var events = hub.when(ANNA, keep("q1", "yes", Remember.THIS_SKILL, null)).events();

      assertThat(events.get(1))
          .isEqualTo(new Event.RuleDeleted(FIRST, RuleEnd.REPLACED, ANNA.actor()));
      assertThat(((Event.RuleSaved) events.get(2)).rule().id()).isEqualTo(new RuleId("rule-2"));
      assertThat(((Event.ConfirmationAnswered) events.getFirst()).memory().contradicted())
          .containsExactly(FIRST);
    }

    @Test
    void isRefusedWithATimeOrNumberThatMakesNoSense() {
      hub.and(asking().done());
      for (var holds :
          List.of(
              new RememberFor(0L, null, false),
              new RememberFor(-1L, null, false),
              new RememberFor(Limits.RULE_LIFE.toMillis() + 1, null, false),
              new RememberFor(null, 0L, false),
              new RememberFor(null, Limits.RULE_USES + 1, false))) {
        hub.when(ANNA, keep("q1", "yes", Remember.ALWAYS, holds))
            .refused(Reason.INVALID_MESSAGE, "remember_for");
      }
    }
  }

  @Nested
  final class MakingARule {

    private final Given hub = nothing();

    @Test
    void tellsItsId() {
      var then = hub.when(ANNA, rule(Scope.EVERYTHING, "yes"));

      assertThat(then.accepted().rule()).isEqualTo(FIRST);
      assertThat(then.event(Event.RuleSaved.class).rule().origin().question()).isNull();
    }

    @Test
    void neverUsesAnIdAgain() {
      hub.and(ANNA, rule(Scope.EVERYTHING, "yes"), new Command.DeleteRule(FIRST));

      assertThat(hub.when(ANNA, rule(Scope.EVERYTHING, "yes")).accepted().rule())
          .isEqualTo(new RuleId("rule-2"));
      var again = State.of(hub.state.snapshot(3, hub.now()));
      assertThat(again.rulesMade()).isEqualTo(1);
    }

    @Test
    void keepsNoMoreThanSoMany() {
      fill(hub, Limits.RULES);

      hub.when(ANNA, rule(Scope.EVERYTHING, "yes")).refused(Reason.TOO_LARGE);
      assertThat(hub.when(ANNA, rule(scope("skill-1", null, null, null), "no")).events())
          .hasSize(2);
    }

    @Test
    void refusesWhatIsTooLongOrSaysNothing() {
      var big = "x".repeat(Limits.NAME_CHARS + 1);
      hub.when(ANNA, rule(scope(big, null, null, null), "yes"))
          .refused(Reason.TOO_LARGE, "skill_name");
      hub.when(ANNA, rule(scope(null, "", null, null), "yes"))
          .refused(Reason.INVALID_MESSAGE, "step_name");
      hub.when(ANNA, rule(scope(null, null, null, "x".repeat(Limits.PATTERN_BYTES + 1)), "yes"))
          .refused(Reason.TOO_LARGE, "prompt_pattern");
      hub.when(ANNA, rule(Scope.EVERYTHING, " ")).refused(Reason.INVALID_MESSAGE, "response");
      hub.when(ANNA, rule(Scope.EVERYTHING, big)).refused(Reason.TOO_LARGE, "response");
    }

    @Test
    void refusesAnEndThatHasPassed() {
      var past =
          new Command.SaveRule(Scope.EVERYTHING, "yes", null, hub.now(), RememberFor.EVER, true);
      hub.when(ANNA, past).refused(Reason.INVALID_MESSAGE, "expires_at");
    }

    @Test
    void refusesARunThatIsNotAtWork() {
      var gone =
          new Command.SaveRule(Scope.EVERYTHING, "yes", run("r9"), null, RememberFor.EVER, true);
      hub.when(ANNA, gone).refused(Reason.UNKNOWN_SKILL);
    }

    @Test
    void takesAPatternOfNothingButStarsForNone() {
      assertThat(scope(null, null, null, "**")).isEqualTo(Scope.EVERYTHING);
    }
  }

  @Nested
  final class ChangingARule {

    private final Given hub = nothing().and(ANNA, rule(Scope.EVERYTHING, "yes"));

    @Test
    void isToldOnce() {
      var off = new Command.ChangeRule(FIRST, false);
      assertThat(hub.when(BEN, off).event(Event.RuleChanged.class))
          .isEqualTo(new Event.RuleChanged(FIRST, false, BEN.actor(), BEN.requester()));
      hub.and(BEN, off);
      assertThat(hub.when(BEN, off).events()).isEmpty();
      assertThat(hub.when(BEN, off).accepted().rule()).isEqualTo(FIRST);
    }

    @Test
    void refusesOneThatIsNotThere() {
      var unknown = new RuleId("rule-9");
      assertThat(
              hub.when(ANNA, new Command.ChangeRule(unknown, true))
                  .refused(Reason.UNKNOWN_RULE)
                  .id())
          .isEqualTo("rule-9");
      hub.when(ANNA, new Command.DeleteRule(unknown)).refused(Reason.UNKNOWN_RULE, "rule_id");
    }

    @Test
    void endsItForGood() {
      assertThat(hub.when(BEN, new Command.DeleteRule(FIRST)).event(Event.RuleDeleted.class))
          .isEqualTo(new Event.RuleDeleted(FIRST, RuleEnd.DELETED, BEN.actor()));
      hub.and(BEN, new Command.DeleteRule(FIRST));
      assertThat(hub.state.rules()).isEmpty();
    }
  }

  @Nested
  final class ARuleEnds {

    @Test
    void whenItsTimeIsOver() {
      var hub =
          nothing().and(ANNA, rule(Scope.EVERYTHING, "yes", new RememberFor(60_000L, null, false)));
      assertThat(hub.state.nextDue()).isEqualTo(hub.now().plusSeconds(60));
      assertThat(hub.advanceSeconds(59).expire()).isEmpty();

      assertThat(hub.advanceSeconds(1).expire())
          .containsExactly(new Event.RuleDeleted(FIRST, RuleEnd.EXPIRED, Actor.SYSTEM));
      assertThat(hub.state.nextDue()).isNull();
    }

    @Test
    void atOnceWhenItIsUsedUp() {
      var hub =
          nothing().and(ANNA, rule(Scope.EVERYTHING, "yes", new RememberFor(60_000L, 1L, false)));
      hub.and(asked("q1"));

      assertThat(hub.expire())
          .containsExactly(new Event.RuleDeleted(FIRST, RuleEnd.USED_UP, Actor.SYSTEM));
    }

    @Test
    void withTheOnlyRunItIsFor() {
      for (var end : List.of(complete("r1"), fail("r1", "no"))) {
        var only =
            new Command.SaveRule(Scope.EVERYTHING, "yes", run("r1"), null, RememberFor.EVER, true);
        var hub = given(start("r1"), start("r2")).and(ANNA, only);

        assertThat(hub.when(end).events().getFirst())
            .isEqualTo(new Event.RuleDeleted(FIRST, RuleEnd.RUN_ENDED, Actor.SYSTEM));
        assertThat(hub.when(complete("r2")).events()).hasSize(1);
      }
    }

    @Test
    void withARunThatIsGivenUp() {
      var only =
          new Command.SaveRule(Scope.EVERYTHING, "yes", run("r1"), null, RememberFor.EVER, true);
      var hub = given(start("r1")).and(ANNA, only);

      assertThat(hub.advance(Limits.RUN_STALE).expire())
          .contains(new Event.RuleDeleted(FIRST, RuleEnd.RUN_ENDED, Actor.SYSTEM));
    }
  }

  private static void fill(Given hub, int count) {
    for (int i = 0; i < count; i++) {
      hub.and(BEN, rule(scope("skill-" + i, null, null, null), "yes"));
    }
  }
}
