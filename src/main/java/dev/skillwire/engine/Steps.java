package dev.skillwire.engine;

import dev.skillwire.core.Command;
import dev.skillwire.core.Event.FailReason;
import dev.skillwire.engine.skill.HealRules;
import dev.skillwire.engine.skill.StepSpec;
import dev.skillwire.engine.template.TemplateException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs steps and tells each: what was told to have started is told to have ended, whatever happens.
final class Steps {

  private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

  private final RunContext context;
  private final StepWork work;

  Steps(RunContext context, HealRules heals) {
    this.context = context;
    this.work = new StepWork(context, heals);
  }

  /// Runs a step.
  ///
  /// @return the outputs of the run when it is to end here, else null
  /// @throws RunStopped when the run can't go on
  @Nullable Map<String, @Nullable Object> run(StepSpec step)
      throws RunStopped, InterruptedException {
    context.stopIfCancelled();
    return new Course(step).run();
  }

  /// One step on its way.
  private final class Course {
    private final StepSpec step;
    private final Command.StepRef ref;
    private @Nullable Instant began;

    Course(StepSpec step) {
      this.step = step;
      this.ref = context.ref(step);
    }

    @Nullable Map<String, @Nullable Object> run() throws RunStopped, InterruptedException {
      try {
        var condition = step.condition();
        if (condition != null && !holds()) {
          skip("the condition does not hold: " + condition.text().strip(), Produced.NOTHING);
          return null;
        }
        begin();
        return ended(work.run(ref, step));
      } catch (StepFailure e) {
        failed(e.error());
        return null;
      } catch (RunStopped e) {
        broken(e.hubLost ? null : e.error());
        throw e;
      } catch (InterruptedException e) {
        broken("The run was interrupted.");
        throw e;
      } catch (RuntimeException | Error e) {
        broken("The engine broke: " + e);
        throw e;
      }
    }

    private boolean holds() throws StepFailure, RunStopped, InterruptedException {
      var condition = step.condition();
      try {
        return condition == null || context.templates().holds(condition, context.values().all());
      } catch (TemplateException e) {
        begin();
        throw new StepFailure("The condition can't be decided, " + e.getMessage());
      }
    }

    private void begin() throws RunStopped, InterruptedException {
      var now = context.clock().instant();
      context.tallies().reach(step.index());
      context.reporter().tell(new Command.StartStep(ref));
      began = now;
    }

    private @Nullable Map<String, @Nullable Object> ended(StepWork.Outcome outcome)
        throws RunStopped, InterruptedException {
      switch (outcome) {
        case StepWork.Outcome.Completed(var told, var produced) -> {
          context.values().ended(step, "success", null, produced);
          complete(told);
          return null;
        }
        case StepWork.Outcome.Skipped(var reason, var produced) -> {
          skip(reason, produced);
          return null;
        }
        case StepWork.Outcome.Returned(var value) -> {
          var result = new LinkedHashMap<String, @Nullable Object>();
          result.put("result", value);
          context.values().ended(step, "success", null, Produced.NOTHING);
          complete(result);
          return result;
        }
      }
    }

    private void complete(Map<String, ? extends @Nullable Object> output)
        throws RunStopped, InterruptedException {
      var told = JsonText.of(context.secrets().masked(output));
      context.reporter().tell(new Command.CompleteStep(ref, sinceBegan(), told));
      began = null;
    }

    private void skip(String reason, Produced produced) throws RunStopped, InterruptedException {
      context.tallies().reach(step.index());
      context.values().ended(step, "skipped", null, produced);
      context.reporter().tell(new Command.SkipStep(ref, context.secrets().mask(reason)));
      began = null;
    }

    private void failed(String error) throws RunStopped, InterruptedException {
      context.values().ended(step, "failed", error, Produced.NOTHING);
      context
          .reporter()
          .tell(new Command.FailStep(ref, sinceBegan(), context.secrets().mask(error)));
      began = null;
      if (step.onError() != StepSpec.OnError.CONTINUE) {
        throw RunStopped.because(FailReason.FAILED, error);
      }
    }

    /// Tells the end of a step that could not go on, as far as the hub still takes it.
    private void broken(@Nullable String error) {
      if (began == null || error == null) {
        return;
      }
      context.values().ended(step, "failed", error, Produced.NOTHING);
      try {
        context
            .reporter()
            .tell(new Command.FailStep(ref, sinceBegan(), context.secrets().mask(error)));
      } catch (RunStopped e) {
        LOG.warn("The end of step {} was not reported: {}", step.name(), e.error());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    private long sinceBegan() {
      var then = began;
      return then == null
          ? 0
          : Math.max(0, Duration.between(then, context.clock().instant()).toMillis());
    }
  }
}
