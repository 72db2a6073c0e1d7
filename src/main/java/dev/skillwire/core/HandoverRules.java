package dev.skillwire.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rules of who looks after a question: claimed, let go, handed on, gone to others after a while.
final class HandoverRules {

  private HandoverRules() {}

  /// The open question, where `from` is one of those who may answer it.
  static OpenConfirmation answerable(StateView state, ConfirmationId id, Sender from) {
    var open = ConfirmationRules.open(state, id);
    if (state.asked(id, from.requester())) {
      throw forbidden(id, "Whoever asks a question can't answer it.");
    }
    if (!open.isFor(from)) {
      throw forbidden(id, "This question is for others.");
    }
    return open;
  }

  static Decision claim(StateView state, Command.ClaimConfirmation c, Sender from, Instant now) {
    var open = answerable(state, c.id(), from);
    long lease = c.leaseMs() == null ? Limits.CLAIM_LEASE.toMillis() : c.leaseMs();
    if (lease <= 0 || lease > Limits.CLAIM_MAX.toMillis()) {
      throw Refused.field(
          Reason.INVALID_MESSAGE,
          "seconds",
          "seconds is more than 0 and at most " + Limits.CLAIM_MAX.toSeconds());
    }
    var claim = open.handling().claim();
    if (claim != null && claim.until().isAfter(now) && !claim.holder().equals(from.person())) {
      throw new Refused(
          Rejection.of(Reason.ALREADY_CLAIMED, "Somebody else looks into this question already.")
              .about(c.id().value()));
    }
    return accept(
        open,
        new Event.ConfirmationClaimed(
            c.id(), open.question().run(), from.actor(), from.person(), now.plusMillis(lease)));
  }

  static Decision release(StateView state, Command.ReleaseClaim c, Sender from) {
    var open = ConfirmationRules.open(state, c.id());
    var claim = open.handling().claim();
    if (claim == null) {
      return new Decision.Accepted(List.of(), open.question().run(), c.id());
    }
    if (!claim.holder().equals(from.person())) {
      throw forbidden(c.id(), "Somebody else looks into this question.");
    }
    return accept(open, released(open, from.actor(), Claim.End.RELEASED));
  }

  static Decision delegate(StateView state, Command.DelegateConfirmation c, Sender from) {
    var open = answerable(state, c.id(), from);
    var to = Check.needed("to", c.to());
    if (c.comment() != null) {
      Check.bytes("comment", c.comment(), Limits.PROMPT_BYTES);
    }
    if (from.is(to)) {
      throw Refused.field(Reason.INVALID_MESSAGE, "to", "A question is handed to somebody else");
    }
    var known = open.handling().delegates();
    if (known.contains(to)) {
      return new Decision.Accepted(List.of(), open.question().run(), c.id());
    }
    if (known.size() >= Limits.ANSWERERS) {
      throw new Refused(
          Rejection.field(
                  Reason.TOO_LARGE,
                  "to",
                  "This question was handed on " + Limits.ANSWERERS + " times already.")
              .about(c.id().value()));
    }
    return accept(
        open,
        new Event.ConfirmationDelegated(
            c.id(), open.question().run(), to, c.comment(), from.actor()));
  }

  /// Its connection is gone, or all are.
  static @Nullable Event left(OpenConfirmation open, @Nullable String clientId) {
    var claim = open.handling().claim();
    return claim != null && (clientId == null || claim.by().clientId().equals(clientId))
        ? released(open, Actor.SYSTEM, Claim.End.DISCONNECTED)
        : null;
  }

  /// The next of what happens to a waiting question by itself, apart from its end; null for nothing.
  static @Nullable Instant next(OpenConfirmation open) {
    var next = claimEnds(open);
    next = Due.earlier(next, escalates(open));
    return Due.earlier(next, reminds(open));
  }

  /// What of that has come at `now`.
  static List<Event> due(OpenConfirmation open, Instant now) {
    var events = new ArrayList<Event>();
    if (Due.reached(claimEnds(open), now)) {
      events.add(released(open, Actor.SYSTEM, Claim.End.EXPIRED));
    }
    if (Due.reached(escalates(open), now)) {
      events.add(escalated(open, Terms.Cause.DELAY, open.remainingMs(now), open.deadline()));
    }
    if (Due.reached(reminds(open), now)) {
      events.add(
          new Event.ConfirmationReminder(
              open.question().id(),
              open.question().run(),
              passed(open, now),
              open.remainingMs(now),
              open.deadline()));
    }
    return events;
  }

  /// Nobody answered in time: it gets as much time again, once.
  static Event.@Nullable ConfirmationEscalated atDeadline(OpenConfirmation open, Instant now) {
    var question = open.question();
    var again = question.timeoutMs();
    if (!question.escalatesAtDeadline() || open.handling().escalated() || again == null) {
      return null;
    }
    return escalated(open, Terms.Cause.TIMEOUT, again, now.plusMillis(again));
  }

  private static Event.ConfirmationEscalated escalated(
      OpenConfirmation open,
      Terms.Cause cause,
      @Nullable Long remainingMs,
      @Nullable Instant deadline) {
    var escalation = open.question().terms().escalation();
    return new Event.ConfirmationEscalated(
        open.question().id(),
        open.question().run(),
        escalation == null ? List.of() : escalation.to(),
        cause,
        remainingMs,
        deadline);
  }

  private static Event released(OpenConfirmation open, Actor by, Claim.End why) {
    return new Event.ConfirmationReleased(open.question().id(), open.question().run(), by, why);
  }

  private static @Nullable Instant claimEnds(OpenConfirmation open) {
    var claim = open.handling().claim();
    return claim == null ? null : claim.until();
  }

  private static @Nullable Instant escalates(OpenConfirmation open) {
    var escalation = open.question().terms().escalation();
    return escalation == null || escalation.afterMs() == null || open.handling().escalated()
        ? null
        : open.after(escalation.afterMs());
  }

  private static @Nullable Instant reminds(OpenConfirmation open) {
    var all = open.question().terms().remindAfterMs();
    int behind = open.handling().reminded();
    return behind < all.size() ? open.after(all.get(behind)) : null;
  }

  /// After a time without a hub several may have come together: one is told.
  private static int passed(OpenConfirmation open, Instant now) {
    var all = open.question().terms().remindAfterMs();
    int number = open.handling().reminded();
    while (number < all.size() && Due.reached(open.after(all.get(number)), now)) {
      number++;
    }
    return number;
  }

  private static Refused forbidden(ConfirmationId id, String message) {
    return new Refused(Rejection.of(Reason.FORBIDDEN, message).about(id.value()));
  }

  private static Decision accept(OpenConfirmation open, Event event) {
    return new Decision.Accepted(List.of(event), open.question().run(), open.question().id());
  }
}
