package dev.skillwire.core;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rules of a question that several people decide: each has one vote and may change it, so many of
/// them must say the same, and who says one of the options that stop it settles it at once.
final class VoteRules {

  private VoteRules() {}

  /// @param choice an option as offered
  static Decision vote(
      OpenConfirmation open,
      Command.AnswerConfirmation c,
      String choice,
      Sender from,
      Instant now) {
    var question = open.question();
    var terms = question.terms();
    var voter = from.person();
    var before = open.handling().of(voter);
    if (before != null && before.response().equals(choice)) {
      return new Decision.Accepted(List.of(), question.run(), c.id());
    }
    if (before == null && open.handling().votes().size() >= Limits.VOTES) {
      throw new Refused(
          Rejection.of(
                  Reason.TOO_LARGE, Limits.VOTES + " people voted without coming to a decision.")
              .about(c.id().value()));
    }
    var after = open.handling().voted(new Vote(voter, choice, from.actor(), now));
    long missing = terms.quorum() - after.count(choice);
    if (missing > 0 && !terms.veto().contains(choice)) {
      return accept(
          question,
          new Event.ConfirmationVoted(
              c.id(),
              question.run(),
              choice,
              before == null ? null : before.response(),
              c.comment(),
              from.actor(),
              voter,
              (int) missing));
    }
    return accept(
        question,
        new Event.ConfirmationAnswered(
            c.id(),
            question.run(),
            choice,
            c.remember(),
            c.rememberFor(),
            c.comment(),
            from.actor(),
            new Event.Memory(null, null, null, notRemembered(c.remember()), List.of()),
            Bound.to(question),
            after.votes().stream().map(Vote::told).toList()));
  }

  private static @Nullable String notRemembered(Remember wanted) {
    return wanted == Remember.NONE ? null : RememberRules.SEVERAL;
  }

  private static Decision accept(Question question, Event event) {
    return new Decision.Accepted(List.of(event), question.run(), question.id());
  }
}
