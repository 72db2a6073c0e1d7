package dev.skillwire.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A question that waits, with its clock.
///
/// @param deadline when it expires; null while it is paused or without a time limit
/// @param remainingMs what is left while it is paused; null while it runs or without a time limit
/// @param pausedBy who holds the clock, or null while it runs
/// @param pausedAt since when
/// @param pauseEnds when the pause ends by itself: its lease or the budget
/// @param spentMs milliseconds of the pause budget that are used up, without the running pause
/// @param seen by which clients it was shown, each once
public record OpenConfirmation(
    Question question,
    @Nullable Instant deadline,
    @Nullable Long remainingMs,
    @Nullable Actor pausedBy,
    @Nullable Instant pausedAt,
    @Nullable Instant pauseEnds,
    long spentMs,
    List<Receipt> seen) {

  static OpenConfirmation asked(Question q) {
    var deadline = q.timeoutMs() == null ? null : q.createdAt().plusMillis(q.timeoutMs());
    return new OpenConfirmation(q, deadline, null, null, null, null, 0, List.of());
  }

  public boolean paused() {
    return pausedBy != null;
  }

  /// Milliseconds left at `now`, never negative; null without a time limit.
  public @Nullable Long remainingMs(Instant now) {
    if (deadline != null) {
      return Math.max(0, Duration.between(now, deadline).toMillis());
    }
    return remainingMs == null
        ? null
        : Long.valueOf(Math.max(0, remainingMs - Duration.between(heldUntil(now), now).toMillis()));
  }

  /// Milliseconds of the pause budget that are left at `now`.
  public long budgetMs(Instant now) {
    return Math.max(0, Limits.PAUSE_BUDGET.toMillis() - spentMs(now));
  }

  private long spentMs(Instant now) {
    return pausedAt == null
        ? spentMs
        : spentMs + Math.max(0, Duration.between(pausedAt, heldUntil(now)).toMillis());
  }

  /// A pause is over at its end also when nobody was there to say so: time down counts.
  private Instant heldUntil(Instant now) {
    return pauseEnds != null && pauseEnds.isBefore(now) ? pauseEnds : now;
  }

  OpenConfirmation pause(Actor by, Instant now, Instant ends) {
    return new OpenConfirmation(
        question, null, remainingMs(now), by, now, ends, spentMs(now), seen);
  }

  OpenConfirmation resume(Instant now) {
    var again = remainingMs == null ? null : heldUntil(now).plusMillis(remainingMs);
    return new OpenConfirmation(question, again, null, null, null, null, spentMs(now), seen);
  }

  OpenConfirmation extend(long grantedMs) {
    return new OpenConfirmation(
        question,
        deadline == null ? null : deadline.plusMillis(grantedMs),
        remainingMs == null ? null : Long.valueOf(remainingMs + grantedMs),
        pausedBy,
        pausedAt,
        // Extending spends the same budget, so a pause that would have used it up ends earlier.
        pauseEnds == null ? null : pauseEnds.minusMillis(pauseShortening(grantedMs)),
        spentMs + grantedMs,
        seen);
  }

  /// With a receipt, in place of an earlier one of the same client.
  OpenConfirmation seenBy(Receipt receipt) {
    var all = new ArrayList<>(seen);
    all.removeIf(known -> known.seer().equals(receipt.seer()));
    all.add(receipt);
    return new OpenConfirmation(
        question, deadline, remainingMs, pausedBy, pausedAt, pauseEnds, spentMs, List.copyOf(all));
  }

  @Nullable Receipt receipt(String seer) {
    for (var receipt : seen) {
      if (receipt.seer().equals(seer)) {
        return receipt;
      }
    }
    return null;
  }

  private long pauseShortening(long grantedMs) {
    if (pausedAt == null || pauseEnds == null) {
      return 0;
    }
    var budgetEnds = pausedAt.plusMillis(Limits.PAUSE_BUDGET.toMillis() - spentMs - grantedMs);
    return Math.max(0, Duration.between(budgetEnds, pauseEnds).toMillis());
  }
}
