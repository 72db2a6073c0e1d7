package dev.skillwire.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rules of what an approval is good for: exactly the action that was shown, and once.
final class UseRules {

  private static final String TOKEN = "token:";

  private UseRules() {}

  static Decision use(StateView state, Command.UseApproval c, Sender from) {
    var closed = state.closed(c.id());
    if (closed == null) {
      if (state.open(c.id()) != null) {
        throw refused(c, Reason.NOT_APPROVED, null, "This question is not answered yet.");
      }
      throw refused(c, Reason.UNKNOWN_CONFIRMATION, null, "No question with this id is known.");
    }
    var requester = closed.question().requester();
    // A connection ends with its program, which may come back for what it was told; a token stays.
    if (requester.startsWith(TOKEN) && !requester.equals(from.requester())) {
      throw refused(c, Reason.FORBIDDEN, null, "Only who asked can use the answer.");
    }
    var answer = closed.answer();
    if (answer == null) {
      throw refused(c, Reason.NOT_APPROVED, null, "This question was closed without an answer.");
    }
    if (c.response() != null && !c.response().equals(answer.response())) {
      throw refused(c, Reason.NOT_APPROVED, "response", "This is not what was answered.");
    }
    var digest = closed.approvedDigest();
    if (digest == null || !digest.equalsIgnoreCase(c.actionDigest())) {
      throw refused(
          c,
          Reason.DIGEST_MISMATCH,
          "action_digest",
          digest == null
              ? "No action was shown with this question, so nothing was approved."
              : "What is to run is not what was approved.");
    }
    if (over(state, closed.question())) {
      throw refused(c, Reason.UNKNOWN_SKILL, null, "The run that asked is over.");
    }
    if (closed.usedAt() != null) {
      throw refused(c, Reason.ALREADY_USED, null, "This answer was used already.");
    }
    var used =
        new Event.ConfirmationUsed(
            c.id(), closed.question().run(), answer.response(), digest, from.actor());
    return new Decision.Accepted(List.of(used), used.run(), c.id());
  }

  /// Also where another run has the id by now.
  private static boolean over(StateView state, Question question) {
    if (question.run().value().isEmpty()) {
      return false;
    }
    var run = state.run(question.run());
    return run == null || !run.running() || run.startedAt().isAfter(question.createdAt());
  }

  private static Refused refused(
      Command.UseApproval c, Reason reason, @Nullable String field, String message) {
    return new Refused(new Rejection(reason, message, field, c.id().value(), null, null));
  }
}
