package dev.skillwire.stream;

import dev.skillwire.core.Actor;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Event;
import dev.skillwire.core.RunId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Who waits for the outcome of a question, or for a run to be asked to stop. Owned by the
/// sequencer's thread; everyone is told there once the event is durable.
final class Waiters {

  /// Waiting callers of one question or run.
  private static final int MAX_EACH = 1_000;

  private final Map<ConfirmationId, Set<Consumer<Event>>> outcomes = new HashMap<>();
  private final Map<RunId, Set<Consumer<Actor>>> cancels = new HashMap<>();

  /// False when too many wait already.
  boolean awaitOutcome(ConfirmationId id, Consumer<Event> then) {
    var waiting = outcomes.computeIfAbsent(id, _ -> new LinkedHashSet<>());
    return waiting.size() < MAX_EACH && waiting.add(then);
  }

  void forget(ConfirmationId id, Consumer<Event> then) {
    outcomes.computeIfPresent(
        id,
        (_, waiting) -> {
          waiting.remove(then);
          return waiting.isEmpty() ? null : waiting;
        });
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
          waiting.forEach(then -> then.accept(e.by()));
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
      waiting.forEach(then -> then.accept(event));
    }
  }
}
