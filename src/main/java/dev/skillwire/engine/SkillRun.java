package dev.skillwire.engine;

import dev.skillwire.core.Command;
import dev.skillwire.core.Event;
import dev.skillwire.core.Event.FailReason;
import dev.skillwire.core.HubPort;
import dev.skillwire.core.Limits;
import dev.skillwire.core.RunId;
import dev.skillwire.engine.skill.HealRules;
import dev.skillwire.engine.skill.InputValues;
import dev.skillwire.engine.skill.Skill;
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
  private final HealRules heals;
  private final CompletableFuture<String> cancelled = new CompletableFuture<>();

  private @Nullable Instant began;

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
    this.heals = new HealRules(options.heals().rules()).after(skill.heals());
    this.context =
        new RunContext(
            options,
            new Values(skill, this.inputs, options, clock),
            new Templates(),
            new Reporter(hub),
            new Secrets(this.inputs),
            hub,
            cancelled,
            clock,
            new Tallies(options.run()));
  }

  /// A run that is a step of another one, whose secrets are secrets here, too.
  ///
  /// @throws dev.skillwire.engine.skill.InputException for inputs that don't fit the skill
  SkillRun(Skill skill, Map<String, Object> inputs, RunContext parent, RunId run) {
    this.skill = skill;
    this.inputs = InputValues.bind(skill, inputs);
    this.heals = new HealRules(parent.options().heals().rules()).after(skill.heals());
    var options = parent.options().nested(run);
    parent.secrets().learn(this.inputs);
    this.context =
        new RunContext(
            options,
            new Values(skill, this.inputs, options, parent.clock()),
            parent.templates(),
            parent.reporter(),
            parent.secrets(),
            parent.hub(),
            cancelled,
            parent.clock(),
            new Tallies(run));
  }

  /// Runs the skill; blocks until its end. To be called once.
  public RunResult call() {
    RunStopped why = null;
    boolean interrupted = false;
    Map<String, @Nullable Object> outputs = Map.of();
    try {
      start();
      outputs = work();
    } catch (RunStopped e) {
      why = e;
    } catch (InterruptedException _) {
      interrupted = true;
      why = RunStopped.because(FailReason.CANCELLED, "The run was interrupted.");
    } catch (RuntimeException | Error e) {
      LOG.error("The run {} of '{}' broke", context.options().run(), skill.name(), e);
      why = RunStopped.because(FailReason.FAILED, "The engine broke: " + e);
    }
    var result = began == null ? result(why) : end(outputs, why);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return result;
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
    var plan = skill.plan();
    context
        .reporter()
        .tell(
            new Command.StartSkill(
                options.run(),
                skill.name(),
                options.sessionId(),
                plan.size(),
                JsonText.of(context.secrets().masked(inputs)).cut(TOLD_INPUT_BYTES),
                options.source(),
                options.parent(),
                plan.stream()
                    .map(step -> new Event.StepPlan(step.name(), step.description()))
                    .toList()));
    began = started;
  }

  /// Runs the steps up to the one that ends the run.
  ///
  /// @return the outputs of the run
  private Map<String, @Nullable Object> work() throws RunStopped, InterruptedException {
    var steps = new Steps(context, heals);
    takeOver();
    for (var step : skill.steps()) {
      if (step.index() < context.options().earlier().from()) {
        continue;
      }
      var returned = steps.run(step);
      if (returned != null) {
        skipRest("the run returned at '" + step.name() + "'", false);
        return returned;
      }
    }
    return outputs();
  }

  /// What an earlier run has done is told as skipped, and later steps read what it left.
  private void takeOver() throws RunStopped, InterruptedException {
    var earlier = context.options().earlier();
    for (var step : skill.plan()) {
      if (step.index() < earlier.from()) {
        earlier.restore(step, context.values());
        context.tallies().reach(step.index());
        context.reporter().tell(new Command.SkipStep(context.ref(step), earlier.reason(skill)));
      }
    }
  }

  private Map<String, @Nullable Object> outputs() throws RunStopped {
    var outputs = new LinkedHashMap<String, @Nullable Object>();
    for (var output : skill.outputs()) {
      try {
        outputs.put(output.name(), context.value(output.value()));
      } catch (TemplateException e) {
        throw RunStopped.because(
            FailReason.FAILED,
            "The output '" + output.name() + "' can't be made, " + e.getMessage());
      }
    }
    return outputs;
  }

  /// Runs the `finally` steps and tells how the run ended.
  private RunResult end(Map<String, @Nullable Object> outputs, @Nullable RunStopped early) {
    var why = early;
    try {
      if (why != null) {
        skipAfter(why);
      }
      why = new Cleaning(context, heals).run(skill.last(), why);
      if (why == null) {
        tellCompleted(outputs);
        return new RunResult(context.options().run(), true, null, outputs, null);
      }
    } catch (RunStopped e) {
      why = e;
    } catch (InterruptedException _) {
      why = RunStopped.because(FailReason.CANCELLED, "The run was interrupted.");
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("The end of run {} broke", context.options().run(), e);
      why = RunStopped.because(FailReason.FAILED, "The engine broke: " + e);
    }
    tellFailed(why);
    return result(why);
  }

  private RunResult result(@Nullable RunStopped why) {
    var reason = why == null ? FailReason.FAILED : why.reason;
    var error = why == null ? "The run did not start." : why.error();
    return new RunResult(context.options().run(), false, error, Map.of(), reason);
  }

  private void tellCompleted(Map<String, @Nullable Object> outputs)
      throws RunStopped, InterruptedException {
    context
        .reporter()
        .tell(
            new Command.CompleteSkill(
                context.run(), sinceBegin(), JsonText.of(context.secrets().masked(outputs))));
  }

  /// Steps that were not reached are told before those that are done all the same.
  private void skipAfter(RunStopped why) throws InterruptedException {
    if (why.hubLost) {
      return;
    }
    try {
      skipRest(
          switch (why.reason) {
            case CANCELLED -> "the run was cancelled";
            case ABORTED -> "the run was aborted";
            case FAILED, STALE, EVICTED -> "the run failed before";
          },
          false);
    } catch (RunStopped e) {
      LOG.warn("Steps that were not reached are not reported: {}", e.error());
    }
  }

  private void tellFailed(RunStopped why) {
    var end =
        new Command.FailSkill(
            context.run(), context.secrets().mask(why.error()), sinceBegin(), why.reason);
    try {
      if (why.hubLost) {
        var _ = context.hub().submit(end);
        return;
      }
      skipRest("the run ended before", true);
    } catch (RunStopped e) {
      LOG.warn("Steps that were not reached are not reported: {}", e.error());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    try {
      context.reporter().tell(end);
    } catch (RunStopped e) {
      LOG.warn("The end of run {} was not reported whole: {}", context.options().run(), e.error());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("The end of run {} was not reported", context.options().run(), e);
    }
  }

  private void skipRest(String reason, boolean all) throws RunStopped, InterruptedException {
    int first = skill.last().isEmpty() ? Integer.MAX_VALUE : skill.last().getFirst().index();
    for (var step : skill.plan()) {
      boolean cleaning = step.index() >= first;
      if ((all || !cleaning) && !context.tallies().reached(step.index())) {
        context.tallies().reach(step.index());
        context.reporter().tell(new Command.SkipStep(context.ref(step), reason));
      }
    }
  }

  private long sinceBegin() {
    var then = began;
    return then == null
        ? 0
        : Math.max(0, Duration.between(then, context.clock().instant()).toMillis());
  }
}
