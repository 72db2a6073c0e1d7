package dev.skillwire.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What rules must never do, whatever is sent in whatever order and however often the hub is started
/// again. `-Dseed=17` repeats one history.
final class RuleInvariantsTest {

  static LongStream seeds() {
    return InvariantsTest.seeds();
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void aRuleDecidesOnlyWhatItMay(long seed) {
    for (var moment : RandomHistory.of(seed).moments()) {
      for (var event : moment.events()) {
        if (!(event instanceof Event.ConfirmationAnswered e) || e.memory().decidedBy() == null) {
          continue;
        }
        var question = requireNonNull(e.memory().question());
        var rule = rule(moment.before(), requireNonNull(e.memory().decidedBy()));
        assertThat(rule.enabled()).isTrue();
        assertThat(e.response()).isEqualTo(rule.response()).isIn(question.options());
        assertThat(question.requester()).isEqualTo(moment.from().requester());
        assertThat(question.requester()).isNotIn(rule.origin().creator(), rule.enabler());
        assertThat(rule.run()).isIn(null, question.run());
        assertThat(rule.until() == null || rule.until().isAfter(moment.at())).isTrue();
        assertThat(e.answeredBy().kind()).isEqualTo(Actor.Kind.RULE);
        if (question.risk() == Risk.HIGH) {
          assertThat(rule.scope().actionDigest())
              .isNotNull()
              .isEqualToIgnoringCase(question.actionDigest());
        }
      }
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void aRuleIsUsedNoMoreOftenThanItMay(long seed) {
    var allowed = new HashMap<RuleId, Long>();
    var used = new HashMap<RuleId, Long>();
    for (var recorded : RandomHistory.of(seed).log()) {
      if (recorded.event() instanceof Event.RuleSaved e && e.rule().usesLeft() != null) {
        allowed.put(e.rule().id(), e.rule().usesLeft());
      }
      if (recorded.event() instanceof Event.ConfirmationAnswered e
          && e.memory().decidedBy() != null) {
        var id = requireNonNull(e.memory().decidedBy());
        long times = used.merge(id, 1L, Long::sum);
        assertThat(times).isLessThanOrEqualTo(allowed.getOrDefault(id, Long.MAX_VALUE));
      }
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void everyRuleHasAnIdOfItsOwnAndEndsOnce(long seed) {
    var ever = new HashSet<RuleId>();
    var kept = new ArrayList<RuleId>();
    for (var recorded : RandomHistory.of(seed).log()) {
      switch (recorded.event()) {
        case Event.RuleSaved e -> {
          assertThat(ever.add(e.rule().id())).as("%s", e).isTrue();
          kept.add(e.rule().id());
        }
        case Event.RuleChanged e -> assertThat(kept).contains(e.id());
        case Event.RuleDeleted e -> assertThat(kept.remove(e.id())).as("%s", e).isTrue();
        case Event.ConfirmationAnswered e -> {
          if (e.memory().decidedBy() != null) {
            assertThat(kept).contains(e.memory().decidedBy());
          }
          assertThat(kept).containsAll(e.memory().contradicted());
        }
        default -> {}
      }
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void noTwoRulesSayWhatHoldsForTheSameQuestions(long seed) {
    for (var moment : RandomHistory.of(seed).moments()) {
      var rules = moment.after().rules();
      assertThat(rules).hasSizeLessThanOrEqualTo(Limits.RULES);
      var meant = rules.stream().map(rule -> rule.scope() + " " + rule.run()).toList();
      assertThat(meant).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void noRuleOutlivesTheOnlyRunItIsFor(long seed) {
    for (var moment : RandomHistory.of(seed).moments()) {
      for (var rule : moment.after().rules()) {
        if (rule.run() != null) {
          assertThat(moment.after().runs())
              .anyMatch(run -> run.running() && run.id().equals(rule.run()));
        }
      }
    }
  }

  /// Guards the guards: rules that never decide prove nothing.
  @Test
  void theHistoriesReachWhatRulesCanDo() {
    var ends = EnumSet.noneOf(RuleEnd.class);
    var reached = new HashSet<String>();
    LongStream.rangeClosed(1, 4 * InvariantsTest.SEEDS)
        .mapToObj(RandomHistory::of)
        .flatMap(history -> history.log().stream())
        .forEach(
            recorded -> {
              if (recorded.event() instanceof Event.RuleDeleted e) {
                ends.add(e.reason());
              }
              if (recorded.event() instanceof Event.ConfirmationAnswered e) {
                see(reached, e);
              }
            });
    assertThat(ends).containsExactlyInAnyOrder(RuleEnd.values());
    assertThat(reached)
        .containsExactlyInAnyOrder("decided", "risky", "saved", "not saved", "contradicted");
  }

  private static void see(Set<String> reached, Event.ConfirmationAnswered e) {
    var memory = e.memory();
    if (memory.question() != null) {
      reached.add(memory.question().risk() == Risk.HIGH ? "risky" : "decided");
    }
    if (memory.savedAs() != null) {
      reached.add("saved");
    }
    if (memory.notSaved() != null) {
      reached.add("not saved");
    }
    if (!memory.contradicted().isEmpty()) {
      reached.add("contradicted");
    }
  }

  private static Rule rule(Snapshot snapshot, RuleId id) {
    return snapshot.rules().stream().filter(rule -> rule.id().equals(id)).findFirst().orElseThrow();
  }
}
