package dev.skillwire.core;

import java.util.List;

/// Rules of what was seen: a client that tells what its people see is held to it where an answer weighs.
final class ReceiptRules {

  private ReceiptRules() {}

  static Decision shown(StateView state, Command.ReportShown c, Sender from) {
    var open = ConfirmationRules.open(state, c.id());
    var digest = open.question().actionDigest();
    if (c.actionDigest() != null && !c.actionDigest().equalsIgnoreCase(digest)) {
      throw new Refused(
          Rejection.field(
                  Reason.DIGEST_MISMATCH,
                  "action_digest",
                  "Something else was shown than is asked.")
              .about(c.id().value()));
    }
    return new Decision.Accepted(seen(state, open, from, c.whole()), open.question().run(), c.id());
  }

  /// The receipt, unless it says nothing new or there is no room for it.
  static List<Event> seen(StateView state, OpenConfirmation open, Sender from, boolean whole) {
    var known = open.receipt(from.requester());
    if (known != null && (known.whole() || !whole)) {
      return List.of();
    }
    boolean room =
        open.seen().size() < Limits.RECEIPTS
            && state.openBytes() + Weight.RECEIPT + Text.utf8Length(from.name())
                <= Limits.OPEN_CONFIRMATIONS_BYTES;
    if (known == null && !room) {
      return List.of();
    }
    var question = open.question();
    return List.of(
        new Event.ConfirmationSeen(
            question.id(), question.run(), whole, from.actor(), from.requester()));
  }

  /// Refuses an answer that weighs, where its client says that not all of the question could be seen.
  static void check(OpenConfirmation open, Command.AnswerConfirmation c, Sender from) {
    if (open.question().risk() != Risk.HIGH && c.remember() == Remember.NONE) {
      return;
    }
    var told = c.with().shown();
    var receipt = open.receipt(from.requester());
    boolean whole = Boolean.TRUE.equals(told) || (receipt != null && receipt.whole());
    // Who says nothing about it may be a program that shows everything, or one that nobody here
    // wrote.
    if (!whole && (told != null || receipt != null)) {
      throw new Refused(
          Rejection.field(
                  Reason.NOT_SHOWN,
                  "shown",
                  "Not all of this question was in view: see it to its end, then answer.")
              .about(c.id().value()));
    }
  }
}
