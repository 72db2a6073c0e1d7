package dev.skillwire.stream;

import dev.skillwire.core.Command;
import dev.skillwire.core.Limits;
import dev.skillwire.core.StateView;
import java.time.Instant;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Pauses and claims whose connection is gone, and when they end. Not part of the state: connections end with
/// the process, so after a start all of them are orphans.
final class Orphans {

  private record Orphan(@Nullable String clientId, Instant due) {}

  private final ArrayDeque<Orphan> waiting = new ArrayDeque<>();

  /// The process began: whoever paused before is gone.
  void started(StateView state, Instant now) {
    if (state.open().stream().anyMatch(open -> open.paused() || open.handling().claim() != null)) {
      waiting.add(new Orphan(null, now.plus(Limits.PAUSE_ORPHAN)));
    }
  }

  void gone(String clientId, StateView state, Instant now) {
    for (var open : state.open()) {
      var by = open.pausedBy();
      var claim = open.handling().claim();
      if ((by != null && by.clientId().equals(clientId))
          || (claim != null && claim.by().clientId().equals(clientId))) {
        waiting.add(new Orphan(clientId, now.plus(Limits.PAUSE_ORPHAN)));
        return;
      }
    }
  }

  @Nullable Instant nextDue() {
    var next = waiting.peek();
    return next == null ? null : next.due();
  }

  /// The next pause to release at `now`, or null.
  Command.@Nullable ReleasePauses due(Instant now) {
    var next = waiting.peek();
    if (next == null || next.due().isAfter(now)) {
      return null;
    }
    waiting.remove();
    return new Command.ReleasePauses(next.clientId());
  }
}
