package dev.skillwire.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gathers events, oldest first, into an [Away]. Not thread-safe.
public final class AwayFold {

  private final Map<ConfirmationId, Question> questions = new HashMap<>();
  private final ArrayDeque<Envelope> runs = new ArrayDeque<>();
  private final ArrayDeque<Away.Decided> decisions = new ArrayDeque<>();
  private final ArrayDeque<Envelope> heals = new ArrayDeque<>();
  private final List<ConfirmationId> open;
  private int completed;
  private int failed;
  private int decided;
  private int healed;
  private int notHealed;
  private int asked;

  /// @param state as of the newest event that will be added
  public AwayFold(Snapshot state) {
    state.closed().forEach(closed -> questions.put(closed.question().id(), closed.question()));
    open = state.open().stream().map(waiting -> waiting.question().id()).toList();
  }

  /// Adds one event.
  ///
  /// @return whether it is worth telling
  public boolean add(Envelope envelope) {
    switch (envelope.event()) {
      case Event.SkillCompleted _ -> {
        completed++;
        keep(runs, envelope);
      }
      case Event.SkillFailed _ -> {
        failed++;
        keep(runs, envelope);
      }
      case Event.ConfirmationRequired e -> {
        asked++;
        questions.put(e.id(), e.question());
      }
      case Event.ConfirmationAnswered e -> {
        var byRule = e.memory().question();
        if (byRule != null) {
          questions.put(e.id(), byRule);
        }
        decided(envelope, e.id());
      }
      case Event.ConfirmationExpired e -> decided(envelope, e.id());
      case Event.HealCompleted e -> {
        if (e.success()) {
          healed++;
        } else {
          notHealed++;
        }
        keep(heals, envelope);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /// What was gathered.
  public Away away(long until, boolean partial) {
    return new Away(
        until,
        partial,
        completed,
        failed,
        newestFirst(runs),
        decided,
        newestFirst(decisions),
        healed,
        notHealed,
        newestFirst(heals),
        asked,
        open);
  }

  private void decided(Envelope outcome, ConfirmationId id) {
    decided++;
    keep(decisions, new Away.Decided(outcome, questions.get(id)));
  }

  private static <T> void keep(ArrayDeque<T> newest, T one) {
    newest.add(one);
    if (newest.size() > Limits.AWAY_LIST) {
      newest.remove();
    }
  }

  private static <T> List<T> newestFirst(ArrayDeque<T> kept) {
    return new ArrayList<>(kept).reversed();
  }
}
