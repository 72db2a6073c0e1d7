package dev.skillwire.core;

import static dev.skillwire.core.Asking.ask;
import static dev.skillwire.core.Asking.asked;
import static dev.skillwire.core.Commands.answer;
import static dev.skillwire.core.Commands.complete;
import static dev.skillwire.core.Commands.heal;
import static dev.skillwire.core.Commands.healed;
import static dev.skillwire.core.Commands.keep;
import static dev.skillwire.core.Commands.question;
import static dev.skillwire.core.Commands.rule;
import static dev.skillwire.core.Commands.run;
import static dev.skillwire.core.Commands.start;
import static dev.skillwire.core.Commands.step;
import static dev.skillwire.core.Given.AGENT;
import static dev.skillwire.core.Given.ANNA;
import static dev.skillwire.core.Given.BEN;
import static dev.skillwire.core.Given.given;
import static dev.skillwire.core.Given.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class RuleMatchTest {

  private static final Scope EVERYTHING = Scope.EVERYTHING;
  private static final Scope PUSH = new Scope(null, null, null, null, null, "Push*");
  private static final Scope SKILL = new Scope("skill-r1", null, null, null, null, null);

  /// The rule that decides a question, or "" when a person is asked.
  private static String decider(Given hub, Command question) {
    return decider(hub, AGENT, question);
  }

  private static String decider(Given hub, Sender from, Command question) {
    return switch (hub.when(from, question).events().getFirst()) {
      case Event.ConfirmationAnswered e -> Objects.toString(e.memory().decidedBy());
      case Event.ConfirmationRequired _ -> "";
      default -> throw new AssertionError();
    };
  }

  @Nested
  final class AQuestionThatARuleDecides {

    private final Given hub = given(start("r1")).and(ANNA, rule(SKILL, "yes"));

    @Test
    void isToldWholeAndAskedNobody() {
      var asked = ask("q1").of("r1").prompt("Push?").done();
      var event = hub.when(asked).event(Event.ConfirmationAnswered.class);

      assertThat(event.response()).isEqualTo("yes");
      assertThat(event.remember()).isEqualTo(Remember.NONE);
      assertThat(event.answeredBy()).isEqualTo(new Actor("", "rule-1", Actor.Kind.RULE));
      assertThat(event.memory().decidedBy()).isEqualTo(new RuleId("rule-1"));
      var question = Objects.requireNonNull(event.memory().question());
      assertThat(question.prompt()).isEqualTo("Push?");
      assertThat(question.skillName()).isEqualTo("skill-r1");
      assertThat(question.requester()).isEqualTo(AGENT.requester());
    }

    @Test
    void isKnownByItsIdAsIfAPersonHadAnswered() {
      hub.and(asked("q1", "r1"));

      var settled = Objects.requireNonNull(hub.when(asked("q1", "r1")).reattached().settled());
      assertThat(Objects.requireNonNull(settled.answer()).response()).isEqualTo("yes");
      hub.when(ANNA, answer("q1", "no")).refused(Reason.ALREADY_ANSWERED);
      assertThat(hub.state.open()).isEmpty();
    }

    @Test
    void isCountedByItsRule() {
      hub.and(asked("q1", "r1")).advanceSeconds(5).and(asked("q2", "r1"));

      var tally = Objects.requireNonNull(hub.state.rule(new RuleId("rule-1"))).tally();
      assertThat(tally.used()).isEqualTo(2);
      assertThat(tally.lastUsedAt()).isEqualTo(hub.now());
    }

    @Test
    void isDecidedAlsoWhenNoMoreQuestionsMayWait() {
      for (int i = 0; i < Limits.OPEN_CONFIRMATIONS; i++) {
        hub.and(asked("other-" + i));
      }
      hub.when(asked("one-more")).refused(Reason.BUSY);
      assertThat(decider(hub, asked("q1", "r1"))).isEqualTo("rule-1");
    }
  }

  @Nested
  final class ARuleDoesNotDecide {

    @Test
    void whatIsOutsideOfItsScope() {
      var scope = new Scope("deploy", "push", "auth", "git", null, "Push*");
      var hub = given(start("r1", "deploy", 3)).and(ANNA, rule(scope, "yes"));
      var asking = ask("q1").of("r1").stepName("push").about("auth", "git").prompt("Push to main?");
      assertThat(decider(hub, asking.done())).isEqualTo("rule-1");

      assertThat(decider(hub, asking.stepName("pull").done())).isEmpty();
      asking.stepName("push");
      assertThat(decider(hub, asking.about("disk", "git").done())).isEmpty();
      assertThat(decider(hub, asking.about(null, "git").done())).isEmpty();
      assertThat(decider(hub, asking.about("auth", null).done())).isEmpty();
      asking.about("auth", "git");
      assertThat(decider(hub, asking.prompt("Pull?").done())).isEmpty();
      asking.prompt("Push?");
      assertThat(decider(hub, asking.of(Commands.unnamed("other")).done())).isEmpty();
    }

    @Test
    void withAnAnswerThatIsNotOffered() {
      var hub = nothing().and(ANNA, rule(EVERYTHING, "yes"));

      assertThat(decider(hub, ask("q1").options("Yes", "no").done())).isEmpty();
    }

    @Test
    void whatIsRiskyUnlessItWasMadeForThatVeryAction() {
      var hub = nothing().and(ANNA, rule(EVERYTHING, "yes"), rule(PUSH, "yes"));
      var risky = ask("q1").risk(Risk.HIGH).prompt("Push?").action("{\"run\":1}", "ab12");
      assertThat(decider(hub, risky.done())).isEmpty();

      hub.and(ANNA, rule(EVERYTHING.withDigest("FF00"), "yes"));
      assertThat(decider(hub, risky.done())).isEmpty();

      hub.and(ANNA, rule(EVERYTHING.withDigest("AB12"), "yes"));
      assertThat(decider(hub, risky.done())).isEqualTo("rule-4");
    }

    @Test
    void theQuestionOfWhoMadeIt() {
      var hub = nothing().and(AGENT, rule(EVERYTHING, "yes"));

      assertThat(decider(hub, AGENT, asked("q1"))).isEmpty();
      assertThat(decider(hub, BEN, asked("q1"))).isEqualTo("rule-1");
    }

    @Test
    void theQuestionOfWhoSwitchedItOn() {
      var id = new RuleId("rule-1");
      var hub =
          nothing()
              .and(ANNA, rule(EVERYTHING, "yes"), new Command.ChangeRule(id, false))
              .and(AGENT, new Command.ChangeRule(id, true));

      assertThat(decider(hub, AGENT, asked("q1"))).isEmpty();
      assertThat(decider(hub, BEN, asked("q1"))).isEqualTo("rule-1");
    }

    @Test
    void whileItIsSwitchedOff() {
      var off = new Command.SaveRule(EVERYTHING, "yes", null, null, RememberFor.EVER, false);
      var hub = nothing().and(ANNA, off);
      assertThat(decider(hub, asked("q1"))).isEmpty();

      hub.and(BEN, new Command.ChangeRule(new RuleId("rule-1"), true));
      assertThat(decider(hub, asked("q1"))).isEqualTo("rule-1");
    }

    @Test
    void onceItsTimeIsOverAlsoWhereNobodyNoticedYet() {
      var hub = nothing().and(ANNA, rule(EVERYTHING, "yes", new RememberFor(60_000L, null, false)));
      hub.advance(java.time.Duration.ofMillis(59_999));
      assertThat(decider(hub, asked("q1"))).isEqualTo("rule-1");

      hub.advance(java.time.Duration.ofMillis(1));
      assertThat(decider(hub, asked("q1"))).isEmpty();
    }

    @Test
    void moreQuestionsThanItMay() {
      var hub = nothing().and(ANNA, rule(EVERYTHING, "yes", new RememberFor(null, 2L, false)));
      hub.and(asked("q1"), asked("q2"));

      assertThat(decider(hub, asked("q3"))).isEmpty();
    }

    @Test
    void questionsOfAnotherRun() {
      var only = new Command.SaveRule(EVERYTHING, "yes", run("r1"), null, RememberFor.EVER, true);
      var hub = given(start("r1"), start("r2")).and(ANNA, only);

      assertThat(decider(hub, asked("q1", "r1"))).isEqualTo("rule-1");
      assertThat(decider(hub, asked("q1", "r2"))).isEmpty();
      assertThat(decider(hub, asked("q1"))).isEmpty();
    }

    @Test
    void questionsThatWaitAlready() {
      var hub = given(asked("q1")).and(ANNA, rule(EVERYTHING, "yes"));

      assertThat(hub.open("q1").question().id()).isEqualTo(question("q1"));
    }
  }

  @Nested
  final class OfSeveralRules {

    private final Given hub = given(start("r1"));
    private final Asking asking = ask("q1").of("r1").prompt("Push?").action("{\"a\":1}", "ab12");

    @Test
    void theMostSpecificDecides() {
      hub.and(ANNA, rule(PUSH, "no"));
      hub.and(ANNA, rule(new Scope("skill-r1", null, null, null, null, "P*"), "yes"));
      hub.and(ANNA, rule(EVERYTHING, "no"));

      assertThat(decider(hub, asking.done())).isEqualTo("rule-2");
    }

    @Test
    void theExactActionOutweighsEverythingElse() {
      hub.and(ANNA, rule(EVERYTHING.withDigest("ab12"), "yes"));
      hub.and(ANNA, rule(new Scope("skill-r1", null, null, null, null, "Push?"), "no"));

      assertThat(decider(hub, asking.done())).isEqualTo("rule-1");
    }

    @Test
    void theOneForThisRunOutweighsTheOneForAll() {
      hub.and(ANNA, new Command.SaveRule(SKILL, "no", run("r1"), null, RememberFor.EVER, true));
      hub.and(ANNA, rule(SKILL, "yes"));

      assertThat(decider(hub, asking.done())).isEqualTo("rule-1");
    }

    @Test
    void theNewestDecidesAmongEquals() {
      hub.and(ANNA, rule(SKILL, "no"), rule(PUSH, "yes"));
      assertThat(decider(hub, asking.done())).isEqualTo("rule-2");

      hub.and(ANNA, rule(SKILL, "no"));
      assertThat(decider(hub, asking.done())).isEqualTo("rule-3");
    }

    @Test
    void onlyThoseThatMayDecideCount() {
      hub.and(ANNA, rule(SKILL, "yes")).and(AGENT, rule(PUSH, "no"));

      assertThat(decider(hub, asking.done())).isEqualTo("rule-1");
    }
  }

  @Nested
  final class WhatAQuestionIsAbout {

    @Test
    void isTakenFromTheRepairThatDidNotSucceed() {
      var hub = given(start("r1"), step("r1", 0), heal("r1", 0, "h1"), asked("q1", "r1"));

      assertThat(hub.open("q1").question().errorType()).isEqualTo("missing_file");
      assertThat(hub.open("q1").question().toolName()).isEqualTo("shell");
    }

    @Test
    void isNotTakenFromARepairThatSucceeded() {
      var hub =
          given(
              start("r1"),
              step("r1", 0),
              heal("r1", 0, "h1"),
              healed("r1", 0, "h1"),
              asked("q1", "r1"));

      assertThat(hub.open("q1").question().errorType()).isNull();
    }

    @Test
    void isWhatTheAskerSays() {
      var hub = given(start("r1"), step("r1", 0), heal("r1", 0, "h1"));
      hub.and(ask("q1").of("r1").about("auth", "").done());

      assertThat(hub.open("q1").question().errorType()).isEqualTo("auth");
      assertThat(hub.open("q1").question().toolName()).isNull();
      hub.when(ask("q2").about("x".repeat(2_000), null).done())
          .refused(Reason.TOO_LARGE, "error_type");
    }
  }

  @Nested
  final class AnAnswerContradicts {

    private final Given hub = given(start("r1"));

    private List<RuleId> contradicted(String id, String choice) {
      var events = hub.when(BEN, keep(id, choice, Remember.NONE, null)).events();
      return ((Event.ConfirmationAnswered) events.getFirst()).memory().contradicted();
    }

    @Test
    void aRuleThatIsSwitchedOff() {
      hub.and(ANNA, rule(SKILL, "yes"), new Command.ChangeRule(new RuleId("rule-1"), false));
      hub.and(asked("q1", "r1"));

      assertThat(contradicted("q1", "yes")).isEmpty();
      assertThat(contradicted("q1", "no")).containsExactly(new RuleId("rule-1"));

      hub.and(BEN, answer("q1", "no"));
      var tally = Objects.requireNonNull(hub.state.rule(new RuleId("rule-1"))).tally();
      assertThat(tally.contradicted()).isEqualTo(1);
      assertThat(tally.last())
          .isEqualTo(new Rule.Contradiction(question("q1"), "no", BEN.actor(), hub.now()));
    }

    @Test
    void aRuleThatMayNotDecideWhatIsRisky() {
      hub.and(ANNA, rule(EVERYTHING, "yes"));
      hub.and(ask("q1").risk(Risk.HIGH).done());

      assertThat(contradicted("q1", "no")).containsExactly(new RuleId("rule-1"));
    }

    @Test
    void noRuleThatCouldNotHaveSaidItsAnswer() {
      hub.and(ask("q1").options("ja", "nein").done());
      hub.and(ANNA, rule(EVERYTHING, "yes"));

      assertThat(contradicted("q1", "nein")).isEmpty();
    }

    @Test
    void noRuleAboutSomethingElse() {
      hub.and(asked("q1", "r1")).and(ANNA, rule(PUSH, "yes"));

      assertThat(contradicted("q1", "no")).isEmpty();
    }

    @Test
    void noRuleOnceItsRunHasEnded() {
      hub.and(
          ANNA, new Command.SaveRule(EVERYTHING, "yes", run("r1"), null, RememberFor.EVER, true));
      hub.and(complete("r1"), asked("q1"));

      assertThat(contradicted("q1", "no")).isEmpty();
    }
  }
}
