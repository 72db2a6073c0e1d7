package dev.skillwire.engine;

import dev.skillwire.core.Command;
import dev.skillwire.core.Event;
import dev.skillwire.core.Event.FailReason;
import dev.skillwire.core.HubPort;
import dev.skillwire.core.Limits;
import dev.skillwire.engine.skill.HealRules;
import dev.skillwire.engine.skill.InputValues;
import dev.skillwire.engine.skill.Skill;
import dev.skillwire.engine.skill.StepSpec;
import dev.skillwire.engine.template.TemplateException;
import dev.skillwire.engine.template.Templates;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One execution of a skill, from [#call] to its end. Whatever happens, a run that was started is
/// ended, and a step that was started is ended before it.
public final class SkillRun {

  /// UTF-8 bytes of the inputs as they are told; larger ones are told as a preview.
  private static final int TOLD_INPUT_BYTES = Limits.INPUTS_BYTES / 4;

  private static final Logger LOG = LoggerFactory.getLogger(SkillRun.class);

  private final Skill skill;
  private final Map<String, @Nullable Object> inputs;
  private final RunContext context;
  private final StepWork work;
  private final CompletableFuture<String> cancelled = new CompletableFuture<>();

  private @Nullable Instant began;
  private @Nullable OpenStep open;
  private int next;

  /// @param inputs texts (from a command line) or values
  /// @throws dev.skillwire.engine.skill.InputException for inputs that don't fit the skill
  public SkillRun(
      Skill skill,
      Map<String, Object> inputs,
      RunOptions options,
      HubPort hub,
      InstantSource clock) {
    this.skill = skill;
    this.inputs = InputValues.bind(skill, inputs);
    var heals = new HealRules(options.heals().rules()).after(skill.heals());
    this.context =
        new RunContext(
            options,
            new Values(skill, this.inputs, options, clock),
            new Templates(),
            new Reporter(hub),
            new Secrets(this.inputs),
            hub,
            cancelled,
            clock);
    this.work = new StepWork(context, heals);
  }

  /// A step that was told to have started and not yet to have ended.
  private record OpenStep(Command.StepRef ref, Instant began) {}

  /// Runs the skill; blocks until its end. To be called once.
  public RunResult call() {
    try {
      start();
      while (next < skill.steps().size()) {
        var returned = step(next++);
        if (returned != null) {
          skipRest("the run returned at '" + skill.steps().get(next - 1).name() + "'");
          return completed(returned);
        }
      }
      return completed(outputs());
    } catch (RunStopped e) {
      return stopped(e);
    } catch (InterruptedException _) {
      var result = stopped(RunStopped.because(FailReason.CANCELLED, "The run was interrupted."));
      Thread.currentThread().interrupt();
      return result;
    } catch (RuntimeException | Error e) {
      LOG.error("The run {} of '{}' broke", context.options().run(), skill.name(), e);
      return stopped(RunStopped.because(FailReason.FAILED, "The engine broke: " + e));
    }
  }

  /// Ends the run as soon as its command can be stopped; any thread.
  ///
  /// @param why becomes the error of the run
  public void cancel(String why) {
    cancelled.complete(why);
  }

  private void start() throws RunStopped, InterruptedException {
    var options = context.options();
    var started = context.clock().instant();
    context
        .hub()
        .onCancelRequested(options.run(), by -> cancel("Cancelled by " + Questions.name(by) + "."));
    context
        .reporter()
        .tell(
            new Command.StartSkill(
                options.run(),
                skill.name(),
                options.sessionId(),
                skill.steps().size(),
                JsonText.of(context.secrets().masked(inputs)).cut(TOLD_INPUT_BYTES),
                options.source(),
                null,
                skill.steps().stream()
                    .map(step -> new Event.StepPlan(step.name(), step.description()))
                    .toList()));
    began = started;
  }

  /// Runs a step.
  ///
  /// @return the outputs of the run when it is to end here, else null
  private @Nullable Map<String, @Nullable Object> step(int index)
      throws RunStopped, InterruptedException {
    var step = skill.steps().get(index);
    var ref = context.ref(index, step);
    context.stopIfCancelled();
    try {
      var condition = step.condition();
      if (condition != null && !holds(ref, step)) {
        skip(ref, step, "the condition does not hold: " + condition.text().strip());
        return null;
      }
      begin(ref);
      return ended(ref, step, work.run(ref, step));
    } catch (StepFailure e) {
      failed(ref, step, e.error());
      return null;
    }
  }

  private boolean holds(Command.StepRef ref, StepSpec step)
      throws StepFailure, RunStopped, InterruptedException {
    var condition = step.condition();
    try {
      return condition == null || context.templates().holds(condition, context.values().all());
    } catch (TemplateException e) {
      begin(ref);
      throw new StepFailure("The condition can't be decided, " + e.getMessage());
    }
  }

  private void begin(Command.StepRef ref) throws RunStopped, InterruptedException {
    var now = context.clock().instant();
    context.reporter().tell(new Command.StartStep(ref));
    open = new OpenStep(ref, now);
  }

  private @Nullable Map<String, @Nullable Object> ended(
      Command.StepRef ref, StepSpec step, StepWork.Outcome outcome)
      throws RunStopped, InterruptedException {
    switch (outcome) {
      case StepWork.Outcome.Completed(var output) -> {
        context.values().ended(step, "success", null);
        complete(ref, output);
        return null;
      }
      case StepWork.Outcome.Skipped(var reason) -> {
        skip(ref, step, reason);
        return null;
      }
      case StepWork.Outcome.Returned(var value) -> {
        var result = new LinkedHashMap<String, @Nullable Object>();
        result.put("result", value);
        complete(ref, result);
        return result;
      }
    }
  }

  private void complete(Command.StepRef ref, Map<String, ? extends @Nullable Object> output)
      throws RunStopped, InterruptedException {
    var told = JsonText.of(context.secrets().masked(output));
    context.reporter().tell(new Command.CompleteStep(ref, sinceOpen(), told));
    open = null;
  }

  private void skip(Command.StepRef ref, StepSpec step, String reason)
      throws RunStopped, InterruptedException {
    context.values().ended(step, "skipped", null);
    context.reporter().tell(new Command.SkipStep(ref, context.secrets().mask(reason)));
    open = null;
  }

  private void failed(Command.StepRef ref, StepSpec step, String error)
      throws RunStopped, InterruptedException {
    context.values().ended(step, "failed", error);
    context.reporter().tell(new Command.FailStep(ref, sinceOpen(), context.secrets().mask(error)));
    open = null;
    if (step.onError() != StepSpec.OnError.CONTINUE) {
      throw RunStopped.because(FailReason.FAILED, error);
    }
  }

  private Map<String, @Nullable Object> outputs() throws RunStopped {
    var outputs = new LinkedHashMap<String, @Nullable Object>();
    for (var output : skill.outputs()) {
      try {
        outputs.put(
            output.name(), context.templates().value(output.value(), context.values().all()));
      } catch (TemplateException e) {
        throw RunStopped.because(
            FailReason.FAILED,
            "The output '" + output.name() + "' can't be made, " + e.getMessage());
      }
    }
    return outputs;
  }

  private RunResult completed(Map<String, @Nullable Object> outputs)
      throws RunStopped, InterruptedException {
    context
        .reporter()
        .tell(
            new Command.CompleteSkill(
                context.run(), sinceBegin(), JsonText.of(context.secrets().masked(outputs))));
    return new RunResult(context.options().run(), true, null, outputs, null);
  }

  /// Tells that the run ended badly, as far as the hub still takes it.
  private RunResult stopped(RunStopped why) {
    try {
      if (began != null && !why.hubLost) {
        tellEnd(why);
      } else if (began != null) {
        var _ = context.hub().submit(end(why));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("The end of run {} was not reported", context.options().run(), e);
    }
    return new RunResult(context.options().run(), false, why.error(), Map.of(), why.reason);
  }

  private void tellEnd(RunStopped why) throws InterruptedException {
    var step = open;
    if (step != null) {
      tellAnyway(
          new Command.FailStep(step.ref(), sinceOpen(), context.secrets().mask(why.error())));
    }
    try {
      skipRest(
          switch (why.reason) {
            case CANCELLED -> "the run was cancelled";
            case ABORTED -> "the run was aborted";
            case FAILED, STALE, EVICTED -> "the run failed before";
          });
    } catch (RunStopped e) {
      LOG.warn("Steps that were not reached are not reported: {}", e.error());
    }
    tellAnyway(end(why));
  }

  /// A refused word about the end must not keep back the next one.
  private void tellAnyway(Command command) throws InterruptedException {
    try {
      context.reporter().tell(command);
    } catch (RunStopped e) {
      LOG.warn("The end of run {} was not reported whole: {}", context.options().run(), e.error());
    }
  }

  private Command.FailSkill end(RunStopped why) {
    return new Command.FailSkill(
        context.run(), context.secrets().mask(why.error()), sinceBegin(), why.reason);
  }

  private void skipRest(String reason) throws RunStopped, InterruptedException {
    for (; next < skill.steps().size(); next++) {
      context
          .reporter()
          .tell(new Command.SkipStep(context.ref(next, skill.steps().get(next)), reason));
    }
  }

  private long sinceOpen() {
    return open == null ? 0 : since(open.began());
  }

  private long sinceBegin() {
    return began == null ? 0 : since(began);
  }

  private long since(Instant then) {
    return Math.max(0, Duration.between(then, context.clock().instant()).toMillis());
  }
}
