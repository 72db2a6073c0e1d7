package dev.skillwire.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What must never happen, whatever is sent in whatever order. `-Dseed=17` repeats one history.
final class InvariantsTest {

  static final long SEEDS = 200;

  static LongStream seeds() {
    var only = Long.getLong("seed");
    return only == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(only);
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void everyConfirmationIsOpenedOnceAndClosedOnce(long seed) {
    var open = new HashMap<ConfirmationId, Question>();
    for (var recorded : RandomHistory.of(seed).log()) {
      if (recorded.event() instanceof Event.ConfirmationRequired e) {
        assertThat(open).doesNotContainKey(e.id());
        open.put(e.id(), e.question());
      } else if (recorded.event() instanceof Event.ConfirmationAnswered e
          && e.memory().question() != null) {
        // A rule decides before anybody is asked: opened and closed in one.
        assertThat(open).doesNotContainKey(e.id());
        assertThat(e.memory().question().id()).isEqualTo(e.id());
      } else if (recorded.event() instanceof Event.ConfirmationUsed e) {
        assertThat(open).doesNotContainKey(e.id());
      } else if (recorded.event() instanceof Event.ConfirmationEvent e) {
        assertThat(open).as("%s", e).containsKey(e.id());
        var question = open.get(e.id());
        assertThat(e.run()).isEqualTo(question == null ? null : question.run());
        if (e instanceof Event.ConfirmationAnswered || e instanceof Event.ConfirmationExpired) {
          open.remove(e.id());
        }
      }
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void anOutcomeNeverChanges(long seed) {
    var outcomes = new HashMap<ConfirmationId, Event>();
    for (var moment : RandomHistory.of(seed).moments()) {
      for (var event : moment.events()) {
        if (event instanceof Event.ConfirmationRequired e) {
          outcomes.remove(e.id());
        } else if (event instanceof Event.ConfirmationAnswered e && e.memory().question() != null) {
          outcomes.put(e.id(), e);
        } else if (event instanceof Event.ConfirmationAnswered
            || event instanceof Event.ConfirmationExpired) {
          assertThat(outcomes.put(((Event.ConfirmationEvent) event).id(), event)).isNull();
        }
      }
      for (var closed : moment.after().closed()) {
        assertThat(closed.outcome()).isEqualTo(outcomes.get(closed.question().id()));
      }
      if (moment.decision() instanceof Decision.Reattached(var id, var settled)
          && settled != null) {
        assertThat(settled.outcome()).isEqualTo(outcomes.get(id));
      }
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void nobodyAnswersTheirOwnQuestion(long seed) {
    var first = new HashMap<ConfirmationId, String>();
    var attached = new HashMap<ConfirmationId, Set<String>>();
    for (var moment : RandomHistory.of(seed).moments()) {
      var who = moment.from().requester();
      if (moment.command() == null) {
        attached.clear(); // a connection ends with the process
      }
      if (moment.decision() instanceof Decision.Reattached again && again.settled() == null) {
        attached.computeIfAbsent(again.confirmation(), _ -> new HashSet<>()).add(who);
      }
      for (var event : moment.events()) {
        if (event instanceof Event.ConfirmationRequired e) {
          first.put(e.id(), who);
          attached.remove(e.id());
        } else if (event instanceof Event.ConfirmationAnswered e
            && e.memory().decidedBy() == null) {
          assertThat(who).isNotEqualTo(first.get(e.id()));
          assertThat(attached.getOrDefault(e.id(), Set.of())).doesNotContain(who);
        }
      }
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void anAnswerIsAnOptionAndATimeoutIsWhatWasAgreed(long seed) {
    var questions = new HashMap<ConfirmationId, Question>();
    for (var recorded : RandomHistory.of(seed).log()) {
      switch (recorded.event()) {
        case Event.ConfirmationRequired e -> questions.put(e.id(), e.question());
        case Event.ConfirmationAnswered e -> {
          var decided = e.memory().question();
          var question = decided == null ? known(questions, e.id()) : decided;
          assertThat(question.options()).contains(e.response());
        }
        case Event.ConfirmationExpired e ->
            assertThat(e.response())
                .isEqualTo(
                    e.reason() == Event.CloseReason.TIMEOUT
                        ? known(questions, e.id()).silence()
                        : "abort");
        default -> {}
      }
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void aRunEndsOnceAndNothingIsToldOfItAfterwards(long seed) {
    var atWork = new HashSet<RunId>();
    for (var recorded : RandomHistory.of(seed).log()) {
      var event = recorded.event();
      var run = event.run();
      if (event instanceof Event.SkillStarted e) {
        assertThat(atWork.add(e.run())).as("%s", e).isTrue();
      } else if (run != null && !run.value().isEmpty()) {
        assertThat(atWork).as("%s", event).contains(run);
      }
      if (event instanceof Event.SkillCompleted || event instanceof Event.SkillFailed) {
        atWork.remove(run);
      }
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void noQuestionOutlivesItsRun(long seed) {
    for (var moment : RandomHistory.of(seed).moments()) {
      var atWork =
          moment.after().runs().stream()
              .filter(Run::running)
              .map(Run::id)
              .collect(Collectors.toSet());
      for (var open : moment.after().open()) {
        var run = open.question().run();
        assertThat(run.value().isEmpty() || atWork.contains(run)).as("%s", open).isTrue();
      }
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void theTotalIsMoreThanEveryIndexAndNeverShrinks(long seed) {
    var totals = new HashMap<RunId, Integer>();
    for (var recorded : RandomHistory.of(seed).log()) {
      if (recorded.event() instanceof Event.SkillStarted e) {
        totals.put(e.run(), e.totalSteps());
      } else if (recorded.event() instanceof Event.StepEvent e) {
        int total = e.step().totalSteps();
        assertThat(total).isGreaterThan(e.step().index());
        assertThat(total).isGreaterThanOrEqualTo(totals.getOrDefault(e.run(), 0));
        totals.put(e.run(), total);
      }
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void theLogGivesTheLiveState(long seed) {
    var history = RandomHistory.of(seed);

    var replayed = RandomHistory.fold(history.log());

    assertThat(replayed.snapshot(0, history.end())).isEqualTo(whole(history));
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void aSnapshotAndTheEventsAfterItGiveTheWholeForEveryCut(long seed) {
    var history = RandomHistory.of(seed);
    var log = history.log();
    var whole = whole(history);
    var state = new State();
    int stride = Math.max(1, log.size() / 300);
    for (int cut = 0; cut < log.size(); cut++) {
      var next = log.get(cut);
      if (cut % stride == 0) {
        var resumed = State.of(state.snapshot(cut, next.at()));
        RandomHistory.foldOnto(resumed, log.subList(cut, log.size()));
        assertThat(resumed.snapshot(0, history.end())).as("cut at %s", cut).isEqualTo(whole);
      }
      state.apply(next.event(), next.at());
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void aClockMovesOnlyWithAnEvent(long seed) {
    for (var moment : RandomHistory.of(seed).moments()) {
      var told =
          moment.events().stream()
              .filter(Event.ConfirmationEvent.class::isInstance)
              .map(e -> ((Event.ConfirmationEvent) e).id())
              .collect(Collectors.toSet());
      assertThat(clocks(moment.after(), told)).isEqualTo(clocks(moment.before(), told));
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void noQuestionIsHeldLongerThanTheBudget(long seed) {
    var ledger = new HashMap<ConfirmationId, HeldClock>();
    for (var recorded : RandomHistory.of(seed).log()) {
      if (recorded.event() instanceof Event.ConfirmationEvent e) {
        ledger.computeIfAbsent(e.id(), _ -> new HeldClock()).see(e, recorded.at());
      }
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void nothingIsLeftToDoOnceAllThatIsDueIsDone(long seed) {
    var history = RandomHistory.of(seed);
    var state = RandomHistory.fold(history.log());

    var due = state.nextDue();

    assertThat(due == null || due.isAfter(history.end())).as("due %s", due).isTrue();
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void somethingHappensWhenTheNextInstantComesAndNotBefore(long seed) {
    var history = RandomHistory.of(seed);
    var state = history.live();
    for (int i = 0; i < 2_000; i++) {
      var due = state.nextDue();
      if (due == null) {
        return;
      }
      assertThat(due(state, due.minusMillis(1))).isEmpty();
      var events = due(state, due);
      assertThat(events).isNotEmpty();
      events.forEach(event -> state.apply(event, due));
    }
    throw new AssertionError("time passes, and there is no end of things to do");
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void nothingExceedsItsLimit(long seed) {
    for (var moment : RandomHistory.of(seed).moments()) {
      var state = moment.after();
      assertThat(state.open()).hasSizeLessThanOrEqualTo(Limits.OPEN_CONFIRMATIONS);
      assertThat(state.closed()).hasSizeLessThanOrEqualTo(Limits.CLOSED_CONFIRMATIONS);
      assertThat(state.runs().stream().filter(Run::running).count())
          .isLessThanOrEqualTo(Limits.RUNS);
      assertThat(state.runs().size()).isLessThanOrEqualTo(Limits.RUNS + Limits.ENDED_RUNS);
      for (var run : state.runs()) {
        if (run.lastEventAt().isBefore(moment.at())) {
          continue;
        }
        assertThat(run.steps()).hasSize(run.totalSteps()).hasSizeLessThanOrEqualTo(Limits.STEPS);
        // An output that found no room is kept as `{}`.
        assertThat(run.textBytes()).isLessThanOrEqualTo(Limits.RUN_TEXT_BYTES + 2 * Limits.STEPS);
        assertThat(run.textBytes())
            .isEqualTo(run.steps().stream().mapToInt(StepState::textBytes).sum());
        int steps = run.steps().stream().mapToInt(Weight::of).sum();
        assertThat(run.bytes()).isEqualTo(Weight.of(run.start()) + steps + Weight.of(run.end()));
        for (var step : run.steps()) {
          assertThat(step.heals()).hasSizeLessThanOrEqualTo(Limits.HEALS_PER_STEP);
        }
      }
    }
  }

  /// Guards the guards: a generator that never gets anywhere proves nothing.
  @Test
  void theHistoriesReachEveryEventAndEveryReason() {
    var events = new HashSet<Class<?>>();
    var reasons = new HashSet<Reason>();
    LongStream.rangeClosed(1, 4 * SEEDS)
        .mapToObj(RandomHistory::of)
        .flatMap(history -> history.moments().stream())
        .forEach(
            moment -> {
              moment.events().forEach(event -> events.add(event.getClass()));
              if (moment.decision() instanceof Decision.Rejected rejected) {
                reasons.add(rejected.rejection().reason());
              }
            });

    assertThat(events).containsAll(leaves(Event.class).toList());
    assertThat(reasons)
        .containsExactlyInAnyOrder(
            Reason.INVALID_MESSAGE,
            Reason.UNKNOWN_SKILL,
            Reason.UNKNOWN_CONFIRMATION,
            Reason.ALREADY_ANSWERED,
            Reason.ALREADY_CLOSED,
            Reason.INVALID_CHOICE,
            Reason.DIGEST_MISMATCH,
            Reason.FORBIDDEN,
            Reason.TOO_LARGE,
            Reason.BUSY,
            Reason.DUPLICATE_ID,
            Reason.UNKNOWN_RULE,
            Reason.NOT_APPROVED,
            Reason.ALREADY_USED,
            Reason.EDIT_NOT_ALLOWED,
            Reason.NOT_SHOWN,
            Reason.ALREADY_CLAIMED);
  }

  private static Snapshot whole(RandomHistory history) {
    return history.live().snapshot(0, history.end());
  }

  private static List<Event> due(State state, Instant now) {
    var decision = Decider.decide(state, new Command.ExpireDue(), Sender.SYSTEM, now);
    assertThat(decision).isInstanceOf(Decision.Accepted.class);
    return ((Decision.Accepted) decision).events();
  }

  private static Map<ConfirmationId, OpenConfirmation> clocks(
      Snapshot snapshot, Set<ConfirmationId> without) {
    return snapshot.open().stream()
        .filter(open -> !without.contains(open.question().id()))
        .collect(Collectors.toMap(open -> open.question().id(), open -> open));
  }

  private static Question known(Map<ConfirmationId, Question> questions, ConfirmationId id) {
    var question = questions.get(id);
    assertThat(question).as("question %s", id).isNotNull();
    return requireNonNull(question);
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(InvariantsTest::leaves)
        : Stream.of(type);
  }
}
