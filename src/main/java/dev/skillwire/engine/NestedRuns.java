package dev.skillwire.engine;

import dev.skillwire.core.Event.FailReason;
import dev.skillwire.core.RunId;
import dev.skillwire.engine.skill.Action;
import dev.skillwire.engine.skill.InputException;
import dev.skillwire.engine.skill.Skill;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Runs other skills as steps of a run: each is a run of its own with this one as its parent.
final class NestedRuns {

  private final RunContext context;

  NestedRuns(RunContext context) {
    this.context = context;
  }

  /// The inputs of the other skill, without those that are nothing.
  Map<String, Object> inputs(Action.Nested nested) {
    var inputs = new LinkedHashMap<String, Object>();
    dev.skillwire.engine.skill.Draft.filled(nested.inputs(), context::value)
        .forEach(
            (name, value) -> {
              if (value != null) {
                inputs.put(name, value);
              }
            });
    return inputs;
  }

  /// Runs it to its good end.
  ///
  /// @throws StepFailure when it ends otherwise
  /// @throws RunStopped when this run is to end, or a person aborted the other one
  RunResult run(Skill skill, Map<String, Object> inputs, @Nullable Duration timeout)
      throws StepFailure, RunStopped {
    context.stopIfCancelled();
    var run = start(skill, inputs);
    var ended = new AtomicBoolean();
    var late = new AtomicBoolean();
    var _ =
        context
            .cancelled()
            .thenAccept(
                why -> {
                  if (!ended.get()) {
                    run.cancel(why);
                  }
                });
    if (timeout != null && timeout.isPositive()) {
      CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS)
          .execute(
              () -> {
                if (!ended.get()) {
                  late.set(true);
                  run.cancel("It took longer than " + Commands.words(timeout) + ".");
                }
              });
    }
    var result = run.call();
    ended.set(true);
    if (!result.succeeded()) {
      failed(skill, result, late.get() ? timeout : null);
    }
    return result;
  }

  private SkillRun start(Skill skill, Map<String, Object> inputs) throws StepFailure {
    try {
      return new SkillRun(skill, inputs, context, new RunId(context.tallies().nextRun()));
    } catch (InputException e) {
      throw new StepFailure(String.valueOf(e.getMessage()));
    }
  }

  private void failed(Skill skill, RunResult result, @Nullable Duration exceeded)
      throws StepFailure, RunStopped {
    context.stopIfCancelled();
    if (exceeded != null) {
      throw new StepFailure(
          "It took longer than " + Commands.words(exceeded) + " and was stopped.");
    }
    var error = String.valueOf(result.error());
    if (result.reason() == FailReason.ABORTED) {
      throw RunStopped.because(FailReason.ABORTED, error);
    }
    throw new StepFailure("'" + skill.name() + "' failed: " + error);
  }
}
