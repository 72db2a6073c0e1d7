package dev.skillwire.stream;

import dev.skillwire.core.Snapshot;
import dev.skillwire.core.State;
import dev.skillwire.core.StateView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The durable state between two batches; only valid during the call that hands it out.
final class View {

  private final State state;
  private final long head;
  private final Instant now;
  private @Nullable Snapshot snapshot;

  View(State state, long head, Instant now) {
    this.state = state;
    this.head = head;
    this.now = now;
  }

  StateView state() {
    return state;
  }

  Instant now() {
    return now;
  }

  /// An immutable copy, made once for all who look in the same turn.
  Snapshot snapshot() {
    var made = snapshot;
    if (made == null) {
      made = state.snapshot(head, now);
      snapshot = made;
    }
    return made;
  }
}
