package dev.skillwire.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What ends or changes because time passed.
final class Due {

  private Due() {}

  static @Nullable Instant next(StateView state) {
    Instant next = null;
    for (var open : state.open()) {
      next = earlier(next, open.deadline());
      next = earlier(next, open.pauseEnds());
      next = earlier(next, HandoverRules.next(open));
    }
    for (var rule : state.rules()) {
      next = earlier(next, rule.endsAt());
    }
    var waiting = waiting(state);
    for (var run : state.runs()) {
      if (run.running()) {
        next = earlier(next, staleAt(run, waiting));
        next = earlier(next, cancelAt(run));
      }
    }
    return next;
  }

  /// What has to happen first of everything whose time has come at `now`; empty when nothing has.
  static List<Event> events(StateView state, Instant now) {
    var events = new ArrayList<Event>();
    for (var open : state.open()) {
      if (reached(open.deadline(), now)) {
        events.add(overdue(open, now));
      } else if (reached(open.pauseEnds(), now)) {
        events.add(ConfirmationRules.resumed(open, Actor.SYSTEM, now));
      } else {
        events.addAll(HandoverRules.due(open, now));
      }
    }
    for (var rule : state.rules()) {
      if (reached(rule.endsAt(), now)) {
        events.add(RememberRules.deleted(rule, rule.usedUp() ? RuleEnd.USED_UP : RuleEnd.EXPIRED));
      }
    }
    if (!events.isEmpty()) {
      // A run that ends closes its questions and its rules, so runs wait until these are settled:
      // the caller asks
      // again until nothing is due.
      return events;
    }
    var waiting = waiting(state);
    for (var run : state.runs()) {
      if (!run.running()) {
        continue;
      }
      if (reached(cancelAt(run), now)) {
        events.addAll(
            RunRules.fail(
                state,
                run,
                "The run was asked to stop and did not end within "
                    + Limits.CANCEL_GRACE.toSeconds()
                    + " s.",
                Event.FailReason.CANCELLED,
                now));
      } else if (reached(staleAt(run, waiting), now)) {
        events.addAll(
            RunRules.fail(
                state,
                run,
                "Nothing was heard of the run for " + Limits.RUN_STALE.toMinutes() + " minutes.",
                Event.FailReason.STALE,
                now));
      }
    }
    return events;
  }

  private static Event overdue(OpenConfirmation open, Instant now) {
    var question = open.question();
    var escalated = HandoverRules.atDeadline(open, now);
    return escalated != null
        ? escalated
        : new Event.ConfirmationExpired(
            question.id(), question.run(), question.silence(), Event.CloseReason.TIMEOUT);
  }

  private static Set<RunId> waiting(StateView state) {
    var waiting = new HashSet<RunId>();
    state.open().forEach(open -> waiting.add(open.question().run()));
    return waiting;
  }

  private static @Nullable Instant staleAt(Run run, Set<RunId> waiting) {
    return waiting.contains(run.id()) ? null : run.lastEventAt().plus(Limits.RUN_STALE);
  }

  private static @Nullable Instant cancelAt(Run run) {
    var requested = run.cancelRequestedAt();
    return requested == null ? null : requested.plus(Limits.CANCEL_GRACE);
  }

  static boolean reached(@Nullable Instant when, Instant now) {
    return when != null && !when.isAfter(now);
  }

  static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isBefore(b) ? a : b;
  }
}
