package dev.skillwire.core;

import java.time.Instant;
import java.util.List;

/// The clock waits for who is about to answer. A hold is a pause that ends by itself: it lasts as long
/// as its reports come and a little longer, is paid from the same budget, and gives way to a pause.
final class HoldRules {

  private HoldRules() {}

  static Decision hold(StateView state, Command.HoldConfirmation c, Sender from, Instant now) {
    var open = HandoverRules.answerable(state, c.id(), from);
    long budget = open.budgetMs(now);
    boolean pausedByHand = open.paused() && open.handling().hold() == null;
    if (open.remainingMs(now) == null || pausedByHand || budget == 0 || stillHeld(open, now)) {
      return new Decision.Accepted(List.of(), open.question().run(), c.id());
    }
    var ends = now.plusMillis(Math.min(budget, Limits.HOLD.toMillis()));
    var held =
        new Event.ConfirmationPaused(
            c.id(), open.question().run(), open.remainingMs(now), from.actor(), ends, c.doing());
    return new Decision.Accepted(List.of(held), open.question().run(), c.id());
  }

  /// Reports come every few seconds; everybody is told of few of them.
  private static boolean stillHeld(OpenConfirmation open, Instant now) {
    var ends = open.pauseEnds();
    return ends != null && ends.isAfter(now.plus(Limits.HOLD_RENEWED));
  }
}
