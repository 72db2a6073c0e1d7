package dev.skillwire.client;

import dev.skillwire.core.Actor;
import dev.skillwire.core.Command;
import dev.skillwire.core.RunId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Runs of this client that somebody may want to end.
final class CancelRequests {

  /// Runs at the same time; the hub keeps fewer.
  static final int RUNS = 1_000;

  private final Map<RunId, Consumer<Actor>> waiting = new ConcurrentHashMap<>();

  void on(RunId run, Consumer<Actor> then) {
    if (waiting.size() >= RUNS) {
      throw new IllegalStateException(RUNS + " runs are watched already");
    }
    waiting.put(run, then);
  }

  /// A run that ends needs no watching any more.
  void submitted(Command command) {
    var run =
        switch (command) {
          case Command.CompleteSkill c -> c.run().id();
          case Command.FailSkill c -> c.run().id();
          default -> null;
        };
    if (run != null) {
      waiting.remove(run);
    }
  }

  /// Somebody asked while this client listened.
  void received(Message message) {
    if (message.type().equals("skill_cancel_requested")) {
      var by = message.object("by");
      tell(new RunId(message.text("skill_id")), by == null ? Actor.SYSTEM : Incoming.actor(by));
    }
  }

  /// Somebody may have asked while this client was away.
  void opened(Message opening) {
    for (var run : opening.objects("running_skills")) {
      if (run.has("cancel_requested_at")) {
        tell(new RunId(run.text("skill_id")), Actor.SYSTEM);
      }
    }
  }

  private void tell(RunId run, Actor by) {
    var then = waiting.remove(run);
    if (then != null) {
      then.accept(by);
    }
  }
}
