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
/// @param handling what people did about it
/// @param seen by which clients it was shown, each once
public record OpenConfirmation(
    Question question,
    @Nullable Instant deadline,
    @Nullable Long remainingMs,
    @Nullable Actor pausedBy,
    @Nullable Instant pausedAt,
    @Nullable Instant pauseEnds,
    long spentMs,
    Handling handling,
    List<Receipt> seen) {

  /// One that nobody did anything about.
  public OpenConfirmation(
      Question question,
      @Nullable Instant deadline,
      @Nullable Long remainingMs,
      @Nullable Actor pausedBy,
      @Nullable Instant pausedAt,
      @Nullable Instant pauseEnds,
      long spentMs) {
    this(
        question,
        deadline,
        remainingMs,
        pausedBy,
        pausedAt,
        pauseEnds,
        spentMs,
        Handling.NONE,
        List.of());
  }

  static OpenConfirmation asked(Question q) {
    var deadline = q.timeoutMs() == null ? null : q.createdAt().plusMillis(q.timeoutMs());
    return new OpenConfirmation(q, deadline, null, null, null, null, 0, Handling.NONE, List.of());
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

  /// How many more people must say the same as most do; 0 where one answer is enough.
  public int missing() {
    int quorum = question.terms().quorum();
    long most =
        handling.votes().stream().mapToLong(v -> handling.count(v.response())).max().orElse(0);
    return quorum == 1 ? 0 : (int) Math.max(0, quorum - most);
  }

  /// Whether the question is for this one.
  boolean isFor(Sender from) {
    var terms = question.terms();
    var escalation = terms.escalation();
    return terms.answerers().isEmpty()
        || terms.answerers().stream().anyMatch(from::is)
        || handling.delegates().stream().anyMatch(from::is)
        || (handling.escalated()
            && escalation != null
            && escalation.to().stream().anyMatch(from::is));
  }

  /// When its clock will have run for `afterMs`; null while it is held.
  @Nullable Instant after(long afterMs) {
    if (paused()) {
      return null;
    }
    var timeoutMs = question.timeoutMs();
    return deadline == null || timeoutMs == null
        ? question.createdAt().plusMillis(afterMs)
        : deadline.minusMillis(timeoutMs - afterMs);
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

  OpenConfirmation pause(Actor by, Instant now, Instant ends, Handling.@Nullable Doing hold) {
    return new OpenConfirmation(
        question, null, remainingMs(now), by, now, ends, spentMs(now), handling.held(hold), seen);
  }

  OpenConfirmation resume(Instant now) {
    var again = remainingMs == null ? null : heldUntil(now).plusMillis(remainingMs);
    return new OpenConfirmation(
        question, again, null, null, null, null, spentMs(now), handling.held(null), seen);
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
        handling,
        seen);
  }

  /// With a receipt, in place of an earlier one of the same client.
  OpenConfirmation seenBy(Receipt receipt) {
    var all = new ArrayList<>(seen);
    all.removeIf(known -> known.seer().equals(receipt.seer()));
    all.add(receipt);
    return new OpenConfirmation(
        question,
        deadline,
        remainingMs,
        pausedBy,
        pausedAt,
        pauseEnds,
        spentMs,
        handling,
        List.copyOf(all));
  }

  @Nullable Receipt receipt(String seer) {
    for (var receipt : seen) {
      if (receipt.seer().equals(seer)) {
        return receipt;
      }
    }
    return null;
  }

  /// Goes on for others, too.
  ///
  /// @param again the deadline from now on
  OpenConfirmation escalate(@Nullable Instant again) {
    return new OpenConfirmation(
        question,
        paused() ? null : again,
        remainingMs,
        pausedBy,
        pausedAt,
        pauseEnds,
        spentMs,
        handling.escalate(),
        seen);
  }

  OpenConfirmation with(Handling now) {
    return new OpenConfirmation(
        question, deadline, remainingMs, pausedBy, pausedAt, pauseEnds, spentMs, now, seen);
  }

  private long pauseShortening(long grantedMs) {
    if (pausedAt == null || pauseEnds == null) {
      return 0;
    }
    var budgetEnds = pausedAt.plusMillis(Limits.PAUSE_BUDGET.toMillis() - spentMs - grantedMs);
    return Math.max(0, Duration.between(budgetEnds, pauseEnds).toMillis());
  }
}
