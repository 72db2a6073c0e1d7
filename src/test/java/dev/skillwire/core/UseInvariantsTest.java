package dev.skillwire.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What must never happen to approvals, whatever is sent in whatever order. `-Dseed=17` repeats one history.
final class UseInvariantsTest {

  static LongStream seeds() {
    return InvariantsTest.seeds();
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void anApprovalIsUsedOnceAndForWhatWasShown(long seed) {
    var asked = new HashMap<ConfirmationId, Question>();
    var approved = new HashMap<ConfirmationId, Event.ConfirmationAnswered>();
    for (var recorded : RandomHistory.of(seed).log()) {
      switch (recorded.event()) {
        case Event.ConfirmationRequired e -> {
          asked.put(e.id(), e.question());
          approved.remove(e.id());
        }
        case Event.ConfirmationAnswered e -> {
          var decided = e.memory().question();
          if (decided != null) {
            asked.put(e.id(), decided);
          }
          approved.put(e.id(), e);
          var question = requireNonNull(asked.get(e.id()));
          var bound = e.bound();
          boolean edited = bound.editedAction() != null;
          assertThat(edited ? bound.originalDigest() : bound.actionDigest())
              .as("what was answered is what was shown: %s", e)
              .isEqualTo(question.actionDigest());
          assertThat(edited && !question.extras().allowEdit()).isFalse();
        }
        case Event.ConfirmationUsed e -> {
          var answer = approved.remove(e.id());
          assertThat(answer).as("answered, and not used before: %s", e).isNotNull();
          if (answer != null) {
            assertThat(answer.response()).isEqualTo(e.response());
            assertThat(answer.bound().actionDigest()).isEqualTo(e.actionDigest());
          }
        }
        default -> {
          // Not about approvals.
        }
      }
    }
  }
}
