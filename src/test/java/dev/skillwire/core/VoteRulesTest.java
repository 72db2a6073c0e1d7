package dev.skillwire.core;

import static dev.skillwire.core.Asking.ask;
import static dev.skillwire.core.Commands.answer;
import static dev.skillwire.core.Commands.question;
import static dev.skillwire.core.Given.AGENT;
import static dev.skillwire.core.Given.given;
import static dev.skillwire.core.Given.nothing;
import static dev.skillwire.core.Given.person;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class VoteRulesTest {

  private static final Sender ANN = person("ann");
  private static final Sender BOB = person("bob");
  private static final Sender CID = person("cid");

  /// Ann at another screen.
  private static final Sender ANN_AT_HER_PAGE =
      new Sender("c9", "page", "page-7", Actor.Kind.HUMAN, "ann", Set.of("answerer"));

  private final Given two = given(ask("q").quorum(2).done());

  @Nested
  class Voting {

    @Test
    void tellsWhoSaidWhatAndHowManyAreMissing() {
      var voted = two.when(ANN, answer("q", "yes")).event(Event.ConfirmationVoted.class);
      assertThat(voted.response()).isEqualTo("yes");
      assertThat(voted.by()).isEqualTo(ANN.actor());
      assertThat(voted.missing()).isEqualTo(1);
      assertThat(voted.previous()).isNull();
    }

    @Test
    void settlesWhenEnoughDifferentPeopleSayTheSame() {
      var answered =
          two.and(ANN, answer("q", "yes"))
              .when(BOB, answer("q", "yes"))
              .event(Event.ConfirmationAnswered.class);
      assertThat(answered.response()).isEqualTo("yes");
      assertThat(answered.votes()).extracting(Vote::by).containsExactly(ANN.actor(), BOB.actor());
      assertThat(answered.votes()).extracting(Vote::voter).containsOnly("");
    }

    @Test
    void countsAPersonOnceWhateverTheScreen() {
      two.and(ANN, answer("q", "yes"));
      assertThat(two.when(ANN_AT_HER_PAGE, answer("q", "yes")).events()).isEmpty();
      assertThat(two.open("q").missing()).isEqualTo(1);
    }

    @Test
    void letsAPersonChangeItsMindUntilItIsSettled() {
      var three = given(ask("q").options("a", "b", "no").quorum(2).veto("no").done());
      three.and(ANN, answer("q", "a"));
      var changed = three.when(ANN, answer("q", "b")).event(Event.ConfirmationVoted.class);
      assertThat(changed.previous()).isEqualTo("a");
      three.and(ANN, answer("q", "b")).and(BOB, answer("q", "a"));
      assertThat(three.open("q").missing()).isEqualTo(1);
      assertThat(three.when(CID, answer("q", "b")).event(Event.ConfirmationAnswered.class))
          .extracting(Event.ConfirmationAnswered::response)
          .isEqualTo("b");
    }

    @Test
    void isNotForWhoAsked() {
      two.when(AGENT, answer("q", "yes")).refused(Reason.FORBIDDEN);
    }

    @Test
    void takesTheDesktopAndLinksForOnePerson() {
      var desktop = new Sender("", "desktop", "", Actor.Kind.DESKTOP);
      var link = new Sender("", "ntfy", "", Actor.Kind.HUMAN);
      two.and(desktop, answer("q", "yes"));
      assertThat(two.when(link, answer("q", "yes")).events()).isEmpty();
    }

    @Test
    void isRememberedByNoRule() {
      two.and(ANN, answer("q", "yes"));
      var wanted =
          new Command.AnswerConfirmation(question("q"), "yes", Remember.ALWAYS, null, null, null);
      var answered = two.when(BOB, wanted).event(Event.ConfirmationAnswered.class);
      assertThat(answered.memory().notSaved()).isEqualTo(RememberRules.SEVERAL);
      assertThat(answered.memory().savedAs()).isNull();
    }

    @Test
    void isNeverDoneByARule() {
      var rule = new Command.SaveRule(Scope.EVERYTHING, "yes", null, null, RememberFor.EVER, true);
      nothing()
          .and(ANN, rule)
          .when(AGENT, ask("q").quorum(2).done())
          .event(Event.ConfirmationRequired.class);
      nothing()
          .and(ANN, rule)
          .when(AGENT, ask("q").answerers("bob").done())
          .event(Event.ConfirmationRequired.class);
      assertThat(nothing().and(ANN, rule).when(AGENT, ask("q").done()).events())
          .hasOnlyElementsOfTypes(Event.ConfirmationAnswered.class);
    }
  }

  @Nested
  class AVeto {

    @Test
    void settlesAtOnce() {
      var answered =
          two.and(ANN, answer("q", "yes"))
              .when(BOB, answer("q", "no"))
              .event(Event.ConfirmationAnswered.class);
      assertThat(answered.response()).isEqualTo("no");
      assertThat(answered.votes()).extracting(Vote::response).containsExactly("yes", "no");
    }

    @Test
    void thatComesAfterTheQuorumIsTooLate() {
      two.and(ANN, answer("q", "yes")).and(BOB, answer("q", "yes"));
      var late = two.when(CID, answer("q", "no")).refused(Reason.ALREADY_ANSWERED);
      assertThat(late.first()).isEqualTo(BOB.actor());
      assertThat(late.response()).isEqualTo("yes");
    }

    @Test
    void isWhateverTheAskerSaysItIs() {
      var all = given(ask("q").quorum(2).veto().done());
      all.and(ANN, answer("q", "no"));
      assertThat(all.when(BOB, answer("q", "no")).event(Event.ConfirmationAnswered.class))
          .extracting(Event.ConfirmationAnswered::response)
          .isEqualTo("no");
    }
  }

  @Nested
  class Asking {

    private Given.Then asking(Command.AskConfirmation command) {
      return nothing().when(AGENT, command);
    }

    @Test
    void takesEveryOptionButTheFirstForAVeto() {
      var asked =
          asking(ask("q").options("go", "wait", "stop").quorum(3).done())
              .event(Event.ConfirmationRequired.class);
      assertThat(asked.question().terms().veto()).containsExactly("wait", "stop");
      assertThat(asked.question().onTimeout()).isEqualTo("abort");
    }

    @Test
    void isRefusedBeyondItsBounds() {
      asking(ask("q").quorum(0).done()).refused(Reason.INVALID_MESSAGE, "quorum");
      asking(ask("q").quorum(17).done()).refused(Reason.INVALID_MESSAGE, "quorum");
      asking(ask("q").quorum(2).veto("maybe").done()).refused(Reason.INVALID_MESSAGE, "veto");
      asking(ask("q").veto("yes", "no").done()).refused(Reason.INVALID_MESSAGE, "veto");
      asking(ask("q").answerers(" ").done()).refused(Reason.INVALID_MESSAGE, "answerers");
    }

    @Test
    void letsNoSilenceStandForPeople() {
      asking(ask("q").quorum(2).onTimeout("yes").done())
          .refused(Reason.INVALID_MESSAGE, "on_timeout");
      asking(ask("q").veto("no").risk(Risk.HIGH).onTimeout("yes").done())
          .refused(Reason.INVALID_MESSAGE, "on_timeout");
      assertThat(asking(ask("q").quorum(2).onTimeout("no").done()).events()).hasSize(1);
    }
  }

  @Nested
  class AQuestionForSome {

    private final Given some = given(ask("q").answerers("ann", "role:admin").done());

    @Test
    void isAnsweredByThemAlone() {
      some.when(BOB, answer("q", "yes")).refused(Reason.FORBIDDEN);
      some.when(Given.ANNA, answer("q", "yes")).refused(Reason.FORBIDDEN);
      assertThat(some.when(ANN, answer("q", "yes")).events()).hasSize(1);
    }

    @Test
    void knowsARole() {
      var chief = new Sender("c", "x", "t", Actor.Kind.HUMAN, "eve", Set.of("answerer", "admin"));
      assertThat(some.when(chief, answer("q", "yes")).events()).hasSize(1);
    }

    @Test
    void isNotFooledByWhatAClientCallsItself() {
      some.when(new Sender("c", "ann", "t", Actor.Kind.HUMAN, "bob", Set.of()), answer("q", "yes"))
          .refused(Reason.FORBIDDEN);
      some.when(new Sender("c", "ann", "", Actor.Kind.HUMAN), answer("q", "yes"))
          .refused(Reason.FORBIDDEN);
    }

    @Test
    void mayBeForAWayToAPerson() {
      var hub = given(ask("q").answerers("desktop").done());
      hub.when(new Sender("", "ntfy", "", Actor.Kind.HUMAN), answer("q", "yes"))
          .refused(Reason.FORBIDDEN);
      assertThat(
              hub.when(new Sender("", "desktop", "", Actor.Kind.DESKTOP), answer("q", "yes"))
                  .events())
          .hasSize(1);
    }
  }

  @Test
  void keepsNoMoreVotesThanItsBound() {
    var options = List.of("a", "b", "c", "d", "e", "no");
    var hub = given(ask("q").options(options).quorum(16).veto("no").done());
    for (int i = 0; i < Limits.VOTES; i++) {
      hub.and(person("p" + i), answer("q", options.get(i % 5)));
    }
    hub.when(person("one more"), answer("q", "a")).refused(Reason.TOO_LARGE);
    assertThat(hub.when(person("p0"), answer("q", "no")).events()).hasSize(1);
  }
}
