package dev.skillwire.engine;

import dev.skillwire.core.Command;
import dev.skillwire.engine.process.ShellResult;
import dev.skillwire.engine.skill.Action;
import dev.skillwire.engine.skill.HealRules;
import dev.skillwire.engine.skill.StepSpec;
import dev.skillwire.engine.skill.StepSpec.Retry;
import dev.skillwire.engine.template.TemplateException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Does what a step is there for.
final class StepWork {

  /// Characters of standard output that are told with the end of a step.
  private static final int TOLD_CHARS = 16 * 1024;

  private static final Duration LONGEST_DELAY = Duration.ofHours(1);

  /// What silence may mean where the skill says so.
  private static final String SKIP = "skip";

  private final RunContext context;
  private final Commands commands;
  private final Questions questions;
  private final Repairs repairs;

  StepWork(RunContext context, HealRules heals) {
    this.context = context;
    this.commands = new Commands(context);
    this.questions = new Questions(context);
    this.repairs = new Repairs(context, commands, heals);
  }

  /// What came of a step that did not fail.
  sealed interface Outcome {

    record Completed(Map<String, Object> output) implements Outcome {}

    record Skipped(String reason) implements Outcome {}

    record Returned(@Nullable Object value) implements Outcome {}
  }

  /// @throws StepFailure when the step failed
  /// @throws RunStopped when the run can't go on, whatever `on_error` says
  Outcome run(Command.StepRef ref, StepSpec step)
      throws StepFailure, RunStopped, InterruptedException {
    try {
      return switch (step.action()) {
        case Action.Shell shell -> shell(ref, step, shell);
        case Action.Ask ask -> ask(ref, step, ask);
        case Action.Return then ->
            new Outcome.Returned(context.templates().value(then.value(), context.values().all()));
      };
    } catch (TemplateException e) {
      throw new StepFailure(String.valueOf(e.getMessage()));
    }
  }

  private Outcome ask(Command.StepRef ref, StepSpec step, Action.Ask ask)
      throws StepFailure, RunStopped, InterruptedException {
    var answer = questions.ask(ref, ask, null);
    context.values().answer(step, "", answer.choice());
    if (answer.timedOut() && answer.choice().equals(SKIP)) {
      return new Outcome.Skipped("nobody answered in time");
    }
    var told = new LinkedHashMap<String, Object>();
    told.put("answer", answer.choice());
    if (answer.timedOut()) {
      told.put("timed_out", true);
    }
    return new Outcome.Completed(told);
  }

  private Outcome shell(Command.StepRef ref, StepSpec step, Action.Shell shell)
      throws StepFailure, RunStopped, InterruptedException {
    var command = context.templates().render(shell.command(), context.values().all());
    var place = commands.place(ref, step);
    var guard = shell.guard();
    if (guard != null) {
      var answer = questions.ask(ref, guard, command);
      context.values().answer(step, "_answer", answer.choice());
      if (!answer.goesOn()) {
        return new Outcome.Skipped(
            answer.timedOut() ? "nobody answered in time" : "answered '" + answer.choice() + "'");
      }
    }
    var result =
        switch (step.onError()) {
          case FAIL, CONTINUE -> commands.run(command, place);
          case RETRY -> retried(command, place, step.retry());
          case AUTO_HEAL -> healed(command, place);
        };
    context.values().output(step, result.stdout());
    return new Outcome.Completed(told(result));
  }

  private ShellResult retried(String command, Commands.Place place, Retry retry)
      throws StepFailure, RunStopped, InterruptedException {
    var delay = retry.delay();
    for (int attempt = 1; ; attempt++) {
      try {
        return commands.run(command, place);
      } catch (StepFailure e) {
        if (attempt >= retry.maxAttempts()) {
          throw attempt == 1
              ? e
              : new StepFailure(
                  "failed " + attempt + " times; the last time: " + e.error(), e.output);
        }
        mention(
            place.ref(),
            "Attempt "
                + attempt
                + " of "
                + retry.maxAttempts()
                + " failed ("
                + e.error()
                + "); the next one in "
                + Commands.words(delay)
                + ".");
        pause(delay);
        delay = longer(delay, retry.multiplier());
      }
    }
  }

  private static Duration longer(Duration delay, double multiplier) {
    return Duration.ofMillis(
        Math.min(LONGEST_DELAY.toMillis(), Math.round(delay.toMillis() * multiplier)));
  }

  private ShellResult healed(String command, Commands.Place place)
      throws StepFailure, RunStopped, InterruptedException {
    try {
      return commands.run(command, place);
    } catch (StepFailure e) {
      return repairs.heal(e, command, place);
    }
  }

  private void mention(Command.StepRef ref, String message) {
    context
        .reporter()
        .mention(new Command.ProgressStep(ref, null, context.secrets().mask(message), null));
  }

  private void pause(Duration time) throws RunStopped, InterruptedException {
    try {
      context.cancelled().get(time.toMillis(), TimeUnit.MILLISECONDS);
      context.stopIfCancelled();
    } catch (TimeoutException _) {
      // The time is over, and nobody has cancelled.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Map<String, Object> told(ShellResult result) {
    var told = new LinkedHashMap<String, Object>();
    told.put("exit_code", result.exitCode());
    var stdout = result.stdout().strip();
    boolean cut = result.cut() || stdout.length() > TOLD_CHARS;
    told.put("stdout", stdout.substring(0, Math.min(stdout.length(), TOLD_CHARS)));
    if (cut) {
      told.put("truncated", true);
    }
    return told;
  }
}
