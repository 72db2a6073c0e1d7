package dev.skillwire.stream;

import dev.skillwire.core.Actor;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Event;
import dev.skillwire.core.RunId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Who waits for the outcome of a question, or for a run to be asked to stop. Owned by the
/// sequencer's thread; everyone is told there once the event is durable.
final class Waiters {

  /// Waiting callers of one question or run.
  private static final int MAX_EACH = 1_000;

  private final Map<ConfirmationId, Map<Consumer<Event>, Runnable>> outcomes = new HashMap<>();
  private final Map<RunId, Set<Consumer<Actor>>> cancels = new HashMap<>();

  /// False when too many wait already.
  ///
  /// @param never called when the hub stops before there is an outcome
  boolean awaitOutcome(ConfirmationId id, Consumer<Event> then, Runnable never) {
    var waiting = outcomes.computeIfAbsent(id, _ -> new LinkedHashMap<>());
    if (waiting.size() >= MAX_EACH) {
      return false;
    }
    waiting.put(then, never);
    return true;
  }

  void forget(ConfirmationId id, Consumer<Event> then) {
    outcomes.computeIfPresent(
        id,
        (_, waiting) -> {
          waiting.remove(then);
          return waiting.isEmpty() ? null : waiting;
        });
  }

  /// The hub stops: nobody waits for ever.
  void release() {
    var all = List.copyOf(outcomes.values());
    outcomes.clear();
    all.forEach(waiting -> waiting.values().forEach(Callback::run));
  }

  void awaitCancel(RunId run, Consumer<Actor> then) {
    var waiting = cancels.computeIfAbsent(run, _ -> new LinkedHashSet<>());
    if (waiting.size() < MAX_EACH) {
      waiting.add(then);
    }
  }

  void tell(Event event) {
    switch (event) {
      case Event.ConfirmationAnswered e -> outcome(e.id(), e);
      case Event.ConfirmationExpired e -> outcome(e.id(), e);
      case Event.SkillCancelRequested e -> {
        var waiting = cancels.remove(e.run());
        if (waiting != null) {
          waiting.forEach(then -> Callback.run(() -> then.accept(e.by())));
        }
      }
      case Event.SkillCompleted e -> cancels.remove(e.run());
      case Event.SkillFailed e -> cancels.remove(e.run());
      default -> {
        // Nobody waits for anything else.
      }
    }
  }

  private void outcome(ConfirmationId id, Event event) {
    var waiting = outcomes.remove(id);
    if (waiting != null) {
      waiting.keySet().forEach(then -> Callback.run(() -> then.accept(event)));
    }
  }
}
