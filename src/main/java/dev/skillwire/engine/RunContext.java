package dev.skillwire.engine;

import dev.skillwire.core.Command;
import dev.skillwire.core.Event.FailReason;
import dev.skillwire.core.HubPort;
import dev.skillwire.engine.skill.StepSpec;
import dev.skillwire.engine.template.Templates;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/// What every part of a run works with.
///
/// @param cancelled completes with the reason as soon as somebody wants the run to end
record RunContext(
    RunOptions options,
    Values values,
    Templates templates,
    Reporter reporter,
    Secrets secrets,
    HubPort hub,
    CompletableFuture<String> cancelled,
    InstantSource clock) {

  Command.RunRef run() {
    return Command.RunRef.of(options.run());
  }

  Command.StepRef ref(int index, StepSpec step) {
    return new Command.StepRef(run(), index, step.name(), step.description());
  }

  void stopIfCancelled() throws RunStopped {
    if (cancelled.isDone()) {
      throw RunStopped.because(FailReason.CANCELLED, cancelled.join());
    }
  }
}
