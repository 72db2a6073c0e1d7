package dev.skillwire.core;

import static dev.skillwire.core.Asking.ask;
import static dev.skillwire.core.Commands.answer;
import static dev.skillwire.core.Commands.complete;
import static dev.skillwire.core.Commands.done;
import static dev.skillwire.core.Commands.heal;
import static dev.skillwire.core.Commands.says;
import static dev.skillwire.core.Commands.start;
import static dev.skillwire.core.Commands.step;
import static dev.skillwire.core.Given.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// All that is alive together: no number of large things makes it larger than its bounds.
class WeightTest {

  private static final String OUTPUT = "{\"x\":\"" + "z".repeat(60_000) + "\"}";

  private static Command.AskConfirmation largest(String id) {
    var options = new ArrayList<String>();
    for (int i = 0; i < Limits.OPTIONS; i++) {
      options.add(i + "o".repeat(1_000));
    }
    return ask(id)
        .prompt("p".repeat(16_000))
        .suggestion("s".repeat(16_000))
        .options(options)
        .withoutTimeLimit()
        .action("{\"cmd\":\"" + "a".repeat(65_000) + "\"}", "d")
        .done();
  }

  @Nested
  class OpenQuestions {

    @Test
    void areRefusedWhereAllTakeTooMuch() {
      var hub = Given.nothing();
      int asked = 0;
      while (hub.when(largest("q" + asked)).decision() instanceof Decision.Accepted) {
        hub.and(largest("q" + asked++));
      }
      assertThat(asked).isBetween(20, 30);
      var words = hub.when(largest("more")).refused(Reason.BUSY).message();
      assertThat(words).contains("ask again later");
      assertThat(hub.state.openBytes()).isLessThanOrEqualTo(Limits.OPEN_CONFIRMATIONS_BYTES);
    }

    @Test
    void makeRoomWhenTheyClose() {
      var hub = Given.nothing();
      for (int i = 0; i < 200; i++) {
        hub.and(largest("q" + i)).and(ANNA, answer("q" + i, "0" + "o".repeat(1_000)));
      }
      assertThat(hub.state.openBytes()).isZero();
      var closed = hub.state.snapshot(1, hub.now()).closed();
      assertThat(closed).hasSizeBetween(20, 30);
      assertThat(closed.stream().mapToLong(Weight::of).sum())
          .isLessThanOrEqualTo(Limits.CLOSED_CONFIRMATIONS_BYTES);
      assertThat(closed.getLast().question().id().value()).isEqualTo("q199");
    }
  }

  @Nested
  class RunsAtWork {

    @Test
    void keepLessTextWhereAllTakeTooMuch() {
      var hub = Given.nothing();
      for (int r = 0; r < Limits.RUNS; r++) {
        hub.and(start("r" + r));
        for (int s = 0; s < 8; s++) {
          hub.and(step("r" + r, s), done("r" + r, s, OUTPUT));
        }
      }
      assertThat(hub.state.runs()).hasSize(Limits.RUNS).allMatch(Run::running);
      assertThat(hub.state.runBytes()).isLessThan(Limits.RUNS_BYTES);
      assertThat(hub.run("r0").steps().getFirst().truncated()).isFalse();
      assertThat(hub.run("r99").steps().getLast().truncated()).isTrue();
    }

    @Test
    void makeWayForOneThatStarts() {
      var hub = Given.nothing();
      for (int r = 0; r < 30; r++) {
        hub.and(wide("r" + r));
      }
      assertThat(hub.state.runBytes()).isLessThanOrEqualTo(Limits.RUNS_BYTES);
      assertThat(hub.state.run(new RunId("r0"))).isNull();
      assertThat(hub.run("r29").running()).isTrue();
    }

    @Test
    void areToldThatTheyWereGivenUp() {
      var hub = Given.nothing();
      int runs = 0;
      while (hub.when(wide("r" + runs)).events().size() == 1) {
        hub.and(wide("r" + runs++));
      }
      assertThat(hub.when(wide("more")).events())
          .first()
          .isInstanceOfSatisfying(
              Event.SkillFailed.class,
              e -> {
                assertThat(e.run().value()).isEqualTo("r0");
                assertThat(e.reason()).isEqualTo(Event.FailReason.EVICTED);
              });
    }

    @Test
    void refuseNamesThatFindNoRoom() {
      var hub = Given.given(start("r"));
      var name = "n".repeat(1_000);
      int i = 0;
      Command next = heal(i, name);
      while (hub.when(next).decision() instanceof Decision.Accepted) {
        hub.and(next);
        next = heal(++i, name);
      }
      assertThat(hub.when(next).refused(Reason.BUSY).message()).isNotBlank();
      assertThat(hub.state.runBytes()).isLessThanOrEqualTo(Limits.RUNS_BYTES);
      hub.and(complete("r"));
    }

    private static Command heal(int i, String name) {
      return new Command.TriggerHeal(
          Commands.ref("r"), i % Limits.STEPS, null, "h" + i, name, name, "", name);
    }

    private static Command wide(String run) {
      var steps = new ArrayList<Event.StepPlan>();
      for (int s = 0; s < Limits.STEPS; s++) {
        steps.add(new Event.StepPlan("s" + s + "n".repeat(300), ""));
      }
      return start(run, "wide", null, steps);
    }
  }

  @Nested
  class EndedRuns {

    @Test
    void leaveSoonerWhereAllTakeTooMuch() {
      var hub = Given.nothing();
      for (int r = 0; r < 100; r++) {
        hub.and(start("r" + r));
        for (int s = 0; s < 8; s++) {
          hub.and(step("r" + r, s), done("r" + r, s, OUTPUT));
        }
        hub.and(complete("r" + r));
      }
      long bytes = hub.state.runs().stream().mapToLong(Run::bytes).sum();
      assertThat(bytes).isLessThanOrEqualTo(Limits.RUNS_BYTES);
      assertThat(hub.state.runBytes()).isZero();
      assertThat(hub.run("r99").running()).isFalse();
    }
  }

  @Nested
  class Counting {

    @Test
    void isTheSameWhateverWasThereBefore() {
      var hub =
          Given.given(
              start("a", "skill", 3, List.of(new Event.StepPlan("one", "first"))),
              step("a", 0),
              says("a", 0, "tells \"much\" \n"),
              heal("a", 0, null),
              done("a", 2, "{\"k\":1}"),
              start("b"),
              complete("b"),
              start("b"),
              ask("q").of("a").done());
      long open = hub.state.openBytes();
      long runs = hub.state.runBytes();
      var again = State.of(hub.state.snapshot(9, hub.now()));
      assertThat(again.openBytes()).isEqualTo(open).isPositive();
      assertThat(again.runBytes()).isEqualTo(runs).isPositive();
      for (var run : again.runs()) {
        int steps = run.steps().stream().mapToInt(Weight::of).sum();
        assertThat(run.bytes()).isEqualTo(Weight.of(run.start()) + steps + Weight.of(run.end()));
      }
    }
  }
}
