package dev.skillwire.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Risk;
import dev.skillwire.core.Terms;
import dev.skillwire.desktop.Routing.Way;
import dev.skillwire.desktop.show.Questions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// With the default delays, on a clock of its own: 60 s more while focused, nudge after 5 s, dialog
/// after 15 s, push after 60 s.
class RoutingTest {

  private static final ConfirmationId Q = new ConfirmationId("q");
  private static final Map<String, Integer> NONE = Map.of();
  private static final Map<String, Integer> EDITOR = Map.of("client:editor", 1);
  private static final Audience.View NOBODY = new Audience.View(NONE, NONE);
  private static final Audience.View CONNECTED = new Audience.View(EDITOR, NONE);
  private static final Audience.View LOOKING = new Audience.View(EDITOR, EDITOR);

  private long now = Long.MAX_VALUE - Duration.ofSeconds(20).toNanos(); // it may overflow
  private Routing routing = routing(EnumSet.allOf(Way.class));

  private static Routing routing(Set<Way> ways) {
    return new Routing(DeskSettings.Delays.DEFAULT, ways);
  }

  private void ask(@Nullable Long timeoutMs) {
    ask(timeoutMs, false);
  }

  private void ask(@Nullable Long timeoutMs, boolean restored) {
    var question = Questions.of("q", "Go?", timeoutMs, Risk.LOW, null, "yes", "no");
    routing.opened(question, timeoutMs, restored, now);
  }

  private List<Way> after(double seconds, Audience.View view) {
    now += (long) (seconds * 1e9);
    return routing.due(now, view).stream().map(Routing.Step::way).toList();
  }

  @Nested
  class WithClientsAtWhichNobodyLooks {

    @Test
    void theDesktopIsNudgedThenADialogAsksThenSomebodyElseIsTold() {
      ask(null);
      assertThat(after(0, CONNECTED)).isEmpty();
      assertThat(after(4.9, CONNECTED)).isEmpty();
      assertThat(after(0.1, CONNECTED)).containsExactly(Way.NUDGE);
      assertThat(after(9.9, CONNECTED)).isEmpty();
      assertThat(after(0.1, CONNECTED)).containsExactly(Way.DIALOG);
      assertThat(after(44.9, CONNECTED)).isEmpty();
      assertThat(after(0.1, CONNECTED)).containsExactly(Way.PUSH);
      assertThat(after(10_000, CONNECTED)).isEmpty();
      assertThat(routing.waits()).isFalse();
    }

    @Test
    void everythingComesBeforeTheDeadline() {
      ask(3_000L);
      assertThat(after(0.3, CONNECTED)).containsExactly(Way.NUDGE);
      assertThat(after(0.7, CONNECTED)).containsExactly(Way.DIALOG);
      assertThat(after(1, CONNECTED)).containsExactly(Way.PUSH);
    }

    @Test
    void nothingComesAfterTheEnd() {
      ask(null);
      routing.closed(Q);
      assertThat(after(100, CONNECTED)).isEmpty();
      assertThat(routing.waits()).isFalse();
    }

    @Test
    void aQuestionThatIsToldTwiceIsTakenOnce() {
      ask(null);
      assertThat(after(6, CONNECTED)).containsExactly(Way.NUDGE);
      ask(null);
      assertThat(after(6, CONNECTED)).isEmpty();
    }
  }

  @Nested
  class WhileSomebodyIsLooking {

    @Test
    void nobodyIsNudgedAndTheDialogComesMuchLater() {
      ask(null);
      assertThat(after(74.9, LOOKING)).isEmpty();
      assertThat(after(0.1, LOOKING)).containsExactly(Way.DIALOG);
      assertThat(after(45, LOOKING)).containsExactly(Way.PUSH);
      assertThat(after(10_000, LOOKING)).isEmpty();
    }

    @Test
    void theDialogStillComesBeforeTheDeadline() {
      ask(30_000L);
      assertThat(after(22.4, LOOKING)).isEmpty();
      assertThat(after(0.2, LOOKING)).contains(Way.DIALOG);
    }

    @Test
    void whoTurnsAwayIsNudgedAtOnce() {
      ask(null);
      assertThat(after(14, LOOKING)).isEmpty();
      assertThat(after(0.5, CONNECTED)).containsExactly(Way.NUDGE);
    }

    @Test
    void whatTheAskerLooksAtDoesNotCount() {
      ask(null);
      var asker = Map.of(Questions.ASKER, 1);
      var view = new Audience.View(EDITOR, asker);
      assertThat(after(5, view)).containsExactly(Way.NUDGE);
    }
  }

  @Nested
  class WithoutAClientThatCouldAnswer {

    @Test
    void aDialogAsksAtOnce() {
      ask(30_000L);
      assertThat(after(0, NOBODY)).containsExactly(Way.DIALOG);
    }

    @Test
    void theAskerItselfIsNone() {
      ask(30_000L);
      var view = new Audience.View(Map.of(Questions.ASKER, 2), NONE);
      assertThat(after(0, view)).containsExactly(Way.DIALOG);
    }

    @Test
    void whoseLastOneHasJustLeftAFewSecondsPass() {
      ask(null);
      assertThat(after(1, CONNECTED)).isEmpty();
      assertThat(after(0.5, NOBODY)).isEmpty();
      assertThat(after(1.9, NOBODY)).isEmpty();
      assertThat(after(0.1, NOBODY)).containsExactly(Way.DIALOG);
    }

    @Test
    void somebodyElseIsToldSoonWhereThereIsNoDialog() {
      routing = routing(EnumSet.of(Way.PUSH));
      ask(null);
      assertThat(after(4.9, NOBODY)).isEmpty();
      assertThat(after(0.1, NOBODY)).containsExactly(Way.PUSH);
    }

    @Test
    void somebodyElseIsToldSoonWhereNobodyCanSeeTheDialog() {
      ask(null);
      assertThat(after(0, NOBODY)).containsExactly(Way.DIALOG);
      routing.unseen(Q);
      assertThat(after(5, NOBODY)).containsExactly(Way.NUDGE, Way.PUSH);
    }
  }

  @Nested
  class AQuestionFromBeforeTheStart {

    @Test
    void isNotNudgedAboutAgain() {
      ask(null, true);
      assertThat(after(15, CONNECTED)).containsExactly(Way.DIALOG);
      assertThat(after(45, CONNECTED)).containsExactly(Way.PUSH);
    }

    @Test
    void givesClientsTimeToComeBack() {
      ask(null, true);
      assertThat(after(0, NOBODY)).isEmpty();
      assertThat(after(9.9, NOBODY)).isEmpty();
      assertThat(after(0.1, NOBODY)).containsExactly(Way.DIALOG);
    }
  }

  @Nested
  class TheClock {

    @Test
    void thatSomebodyHoldsHoldsEverything() {
      ask(60_000L);
      assertThat(after(1, CONNECTED)).isEmpty();
      routing.clock(Q, 59_000L, true, now);
      assertThat(after(300, CONNECTED)).isEmpty();
      assertThat(routing.waits()).isFalse();
      routing.clock(Q, 59_000L, false, now);
      assertThat(after(3.9, CONNECTED)).isEmpty();
      assertThat(after(0.1, CONNECTED)).containsExactly(Way.NUDGE);
    }

    @Test
    void thatIsSetBackGivesMoreTime() {
      ask(30_000L);
      routing.extended(Q, 600_000, now);
      assertThat(after(10, CONNECTED)).containsExactly(Way.NUDGE);
      assertThat(after(5, CONNECTED)).containsExactly(Way.DIALOG);
    }

    @Test
    void ofAStepSaysWhatIsLeft() {
      ask(60_000L);
      now += Duration.ofSeconds(5).toNanos();
      assertThat(routing.due(now, CONNECTED).getFirst().remainingMs()).isEqualTo(55_000);
    }
  }

  @Nested
  class AQuestionForSome {

    private void askFor(String... names) {
      var all = Questions.of("q", "Go?", null, Risk.LOW, null, "yes", "no");
      var terms =
          new Terms(
              1, List.of(), List.of(names), new Terms.Escalation(1_000L, List.of()), List.of());
      routing.opened(Questions.under(terms, all), null, false, now);
    }

    @Test
    void isNoDialogsWhereTheDesktopIsNotAmongThem() {
      askFor("ann");
      assertThat(after(10_000, CONNECTED)).containsExactly(Way.NUDGE, Way.PUSH);
    }

    @Test
    void isADialogsWhereItIs() {
      askFor("ann", "desktop");
      assertThat(after(20, CONNECTED)).containsExactly(Way.DIALOG, Way.NUDGE);
    }

    @Test
    void isAlsoForThoseToWhomItWasHanded() {
      askFor("ann");
      routing.alsoFor(Q, List.of("desktop"));
      assertThat(after(20, CONNECTED)).containsExactly(Way.DIALOG, Way.NUDGE);
    }

    @Test
    void isTakenToASecondPersonAtOnceWhenItEscalates() {
      askFor("ann");
      assertThat(after(6, CONNECTED)).containsExactly(Way.NUDGE);
      routing.escalated(Q, List.of("ntfy"), null, now);
      var step = routing.due(now, LOOKING).getFirst();
      assertThat(step.way()).isEqualTo(Way.PUSH);
      assertThat(step.isFor("ntfy")).isTrue();
      assertThat(step.isFor("webhook")).isFalse();
      assertThat(after(10_000, CONNECTED)).isEmpty();
    }
  }
}
