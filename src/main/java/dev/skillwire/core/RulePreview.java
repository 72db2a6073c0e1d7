package dev.skillwire.core;

import java.util.ArrayList;
import java.util.List;

/// What a rule would have done, had it been there: a look before it is saved.
///
/// @param questions how many were looked at
/// @param matched how many of these it would have answered
/// @param differently how many of the matched were answered otherwise
/// @param unanswered how many of the matched nobody answered
/// @param risky questions in its scope that it would have left to people, because the risk is high
/// @param examples the newest of the matched, those that were answered otherwise first
public record RulePreview(
    int questions,
    int matched,
    int differently,
    int unanswered,
    int risky,
    List<PastQuestion> examples) {

  /// Matched questions that are told in full.
  static final int EXAMPLES = 10;

  /// A look at these questions.
  ///
  /// @param past newest first
  public static RulePreview of(Scope scope, String response, List<PastQuestion> past) {
    var otherwise = new ArrayList<PastQuestion>();
    var others = new ArrayList<PastQuestion>();
    int unanswered = 0;
    int risky = 0;
    for (var one : past) {
      var question = one.question();
      if (!RuleMatch.fits(scope, response, question)) {
        boolean covered = question.options().contains(response) && scope.covers(question);
        risky += covered ? 1 : 0;
        continue;
      }
      var answer = one.answer();
      unanswered += answer == null ? 1 : 0;
      (answer == null || answer.response().equals(response) ? others : otherwise).add(one);
    }
    var examples = new ArrayList<>(otherwise);
    examples.addAll(others);
    return new RulePreview(
        past.size(),
        examples.size(),
        otherwise.size(),
        unanswered,
        risky,
        examples.stream().limit(EXAMPLES).toList());
  }
}
