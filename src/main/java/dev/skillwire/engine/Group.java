package dev.skillwire.engine;

import dev.skillwire.core.Command;
import dev.skillwire.core.Event.FailReason;
import dev.skillwire.engine.skill.Action;
import dev.skillwire.engine.skill.HealRules;
import dev.skillwire.engine.skill.StepSpec;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs steps at the same time; the first that fails stops the others.
final class Group {

  private final RunContext context;
  private final HealRules heals;

  Group(RunContext context, HealRules heals) {
    this.context = context;
    this.heals = heals;
  }

  StepWork.Outcome run(Action.Parallel group, @Nullable Duration timeout)
      throws StepFailure, RunStopped, InterruptedException {
    var late = "It took longer than " + Commands.words(timeout) + " and was stopped.";
    var stop = new CompletableFuture<String>();
    var _ = context.cancelled().thenAccept(stop::complete);
    if (timeout != null && timeout.isPositive()) {
      stop.completeOnTimeout(late, timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
    var steps = new Steps(context.until(stop), heals);
    try {
      new Crew(group.steps().size(), stop, i -> one(steps, group.steps().get(i)))
          .work(group.limit());
      context.stopIfCancelled();
      if (late.equals(stop.getNow(""))) {
        throw new StepFailure(late);
      }
    } catch (RunStopped e) {
      skipRest(group, stop);
      context.stopIfCancelled();
      if (late.equals(stop.getNow(""))) {
        throw new StepFailure(late);
      }
      if (e.reason == FailReason.FAILED && !e.hubLost) {
        throw new StepFailure(e.error());
      }
      throw e;
    }
    return new StepWork.Outcome.Completed(Map.of("steps", group.steps().size()), Produced.NOTHING);
  }

  private static void one(Steps steps, StepSpec step) throws RunStopped, InterruptedException {
    try {
      var _ = steps.run(step);
    } catch (RunStopped e) {
      throw e.reason == FailReason.FAILED && !e.hubLost
          ? RunStopped.because(FailReason.FAILED, "'" + step.name() + "' failed: " + e.error())
          : e;
    }
  }

  private void skipRest(Action.Parallel group, CompletableFuture<String> stop)
      throws RunStopped, InterruptedException {
    for (var step : group.steps()) {
      if (!context.tallies().reached(step.index())) {
        context.tallies().reach(step.index());
        context
            .reporter()
            .tell(
                new Command.SkipStep(
                    context.ref(step), "the group was stopped: " + stop.getNow("")));
      }
    }
  }
}
