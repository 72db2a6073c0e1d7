package dev.skillwire.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Rules of answers: the first valid one wins, an asker never answers itself.
final class AnswerRules {

  private AnswerRules() {}

  static Decision answer(StateView state, Command.AnswerConfirmation c, Sender from, Instant now) {
    var open = HandoverRules.answerable(state, c.id(), from);
    var question = open.question();
    if (c.comment() != null) {
      Check.bytes("comment", c.comment(), Limits.PROMPT_BYTES);
    }
    if (c.rememberFor() != null) {
      RememberRules.check(c.rememberFor());
    }
    var choice = choice(question.options(), c.choice());
    if (choice == null) {
      throw refused(c, Reason.INVALID_CHOICE, "response", "This is not one of the options.");
    }
    var digest = question.actionDigest();
    boolean needed = digest != null && question.risk() == Risk.HIGH;
    if ((needed || c.actionDigest() != null)
        && (digest == null || !digest.equalsIgnoreCase(c.actionDigest()))) {
      throw refused(
          c,
          Reason.DIGEST_MISMATCH,
          "action_digest",
          "The answer must repeat the digest of the action that was shown.");
    }
    ReceiptRules.check(open, c, from);
    var bound = Bound.to(question, c.with());
    if (question.terms().quorum() > 1) {
      return VoteRules.vote(open, c, choice, from, now);
    }
    var made = RememberRules.made(state, question, c, choice, from, now);
    var contradicted = RuleMatch.contradicted(state, question, choice);
    var events = new ArrayList<Event>();
    if (c.with().shown() != null) {
      events.addAll(ReceiptRules.seen(state, open, from, c.with().shown()));
    }
    events.add(
        new Event.ConfirmationAnswered(
            c.id(),
            question.run(),
            choice,
            c.remember(),
            c.rememberFor(),
            c.comment(),
            from.actor(),
            new Event.Memory(null, null, made.saved(), made.whyNot(), contradicted),
            bound,
            List.of()));
    events.addAll(made.events());
    return new Decision.Accepted(events, question.run(), c.id(), made.saved());
  }

  /// The option as offered, found by itself or by its lower-cased form with blanks as underscores
  /// (what the original client sends); null when none or several fit.
  private static @Nullable String choice(List<String> options, String response) {
    if (options.contains(response)) {
      return response;
    }
    var fitting =
        options.stream()
            .filter(o -> o.toLowerCase(Locale.ROOT).replace(' ', '_').equals(response))
            .toList();
    return fitting.size() == 1 ? fitting.getFirst() : null;
  }

  private static Refused refused(
      Command.AnswerConfirmation c, Reason reason, @Nullable String field, String message) {
    return new Refused(new Rejection(reason, message, field, c.id().value(), null, null));
  }
}
