package dev.skillwire.core;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which rule decides a question, and which rules an answer contradicts.
final class RuleMatch {

  private RuleMatch() {}

  /// The rule that decides: the most specific, of several such the newest; null when a person is to.
  static @Nullable Rule deciding(StateView state, Question question, Instant now) {
    Rule best = null;
    for (var rule : state.rules()) {
      if (decides(rule, question, now) && (best == null || weight(rule) >= weight(best))) {
        best = rule;
      }
    }
    return best;
  }

  /// Rules that would have said something else, whether or not they were asked.
  static List<RuleId> contradicted(StateView state, Question question, String choice) {
    return state.rules().stream()
        .filter(rule -> !rule.response().equals(choice) && about(rule, question))
        .map(Rule::id)
        .toList();
  }

  /// True when a rule of this scope and response may decide the question by its kind. A rule is one
  /// person's word, and nobody's who was named: it never stands for several, nor for some alone.
  static boolean fits(Scope scope, String response, Question question) {
    return question.terms().anybody()
        && question.options().contains(response)
        && (question.risk() != Risk.HIGH || scope.actionDigest() != null)
        && scope.covers(question);
  }

  private static boolean decides(Rule rule, Question question, Instant now) {
    var until = rule.until();
    return rule.enabled()
        && !rule.usedUp()
        && (until == null || until.isAfter(now))
        && ofItsRun(rule, question)
        && !vouchedFor(rule, question.requester())
        && fits(rule.scope(), rule.response(), question);
  }

  private static boolean about(Rule rule, Question question) {
    return question.terms().anybody()
        && ofItsRun(rule, question)
        && question.options().contains(rule.response())
        && rule.scope().covers(question);
  }

  /// Whoever asks can't have made the answer, nor have switched it on.
  private static boolean vouchedFor(Rule rule, String requester) {
    return rule.origin().creator().equals(requester) || requester.equals(rule.enabler());
  }

  private static boolean ofItsRun(Rule rule, Question question) {
    return rule.run() == null || rule.run().equals(question.run());
  }

  private static int weight(Rule rule) {
    return rule.scope().weight() + (rule.run() == null ? 0 : 1);
  }
}
