package dev.skillwire.engine;

import dev.skillwire.core.Command;
import dev.skillwire.core.Limits;
import dev.skillwire.core.Text;
import dev.skillwire.engine.skill.HealRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Repairs a step that failed in a known way, then tries it once more.
final class Repairs {

  /// Longest time of a repair.
  private static final Duration FIX_TIMEOUT = Duration.ofMinutes(5);

  private static final String TOOL = "sh";

  private final RunContext context;
  private final Commands commands;
  private final HealRules rules;

  Repairs(RunContext context, Commands commands, HealRules rules) {
    this.context = context;
    this.commands = commands;
    this.rules = rules;
  }

  /// Whether a rule knows this fault.
  boolean knows(StepFailure failure) {
    return rules.find(text(failure)) != null;
  }

  /// One word for the kind of fault.
  String errorType(StepFailure failure) {
    var match = rules.find(text(failure));
    return match == null ? "failed" : match.rule().errorType();
  }

  private static String text(StepFailure failure) {
    return failure.error() + "\n" + failure.output;
  }

  /// Repairs and tries again.
  ///
  /// @throws StepFailure `failure` itself when no rule knows it, else what failed after it
  <T> T heal(StepFailure failure, Attempts.Work<T> work)
      throws StepFailure, RunStopped, InterruptedException {
    var match = rules.find(text(failure));
    if (match == null) {
      throw failure;
    }
    var fix =
        context
            .templates()
            .render(
                match.rule().fix(),
                context.values().with(Map.of("match", match.groups(), "error", failure.error())));
    var repair = new Repair(work.place().ref(), context.tallies().nextRepair(), fix);
    trigger(repair, match.rule().errorType(), failure);
    return attempt(repair, work);
  }

  private record Repair(Command.StepRef ref, String healId, String fix) {}

  private void trigger(Repair repair, String errorType, StepFailure failure)
      throws RunStopped, InterruptedException {
    context
        .reporter()
        .tell(
            new Command.TriggerHeal(
                context.run(),
                repair.ref().index(),
                repair.ref().name(),
                repair.healId(),
                TOOL,
                errorType,
                context.secrets().mask(failure.error()),
                shown(repair)));
  }

  private <T> T attempt(Repair repair, Attempts.Work<T> work)
      throws StepFailure, RunStopped, InterruptedException {
    var began = context.clock().instant();
    try {
      fix(repair, work.place());
      var result = work.attempt().call();
      complete(repair, true, began);
      return result;
    } catch (StepFailure e) {
      complete(repair, false, began);
      throw e;
    } catch (RunStopped e) {
      if (!e.hubLost) {
        complete(repair, false, began);
      }
      throw e;
    }
  }

  private void fix(Repair repair, Commands.Place place)
      throws StepFailure, RunStopped, InterruptedException {
    try {
      commands.run(
          repair.fix(),
          new Commands.Place(place.ref(), place.directory(), place.environment(), FIX_TIMEOUT));
    } catch (StepFailure e) {
      throw new StepFailure("The repair '" + repair.fix() + "' failed: " + e.error(), e.output);
    }
  }

  private void complete(Repair repair, boolean success, Instant began)
      throws RunStopped, InterruptedException {
    long ms = Math.max(0, Duration.between(began, context.clock().instant()).toMillis());
    context
        .reporter()
        .tell(
            new Command.CompleteHeal(
                context.run(),
                repair.ref().index(),
                repair.ref().name(),
                repair.healId(),
                shown(repair),
                success,
                ms));
  }

  /// The repair as it is told; names have a bound at the hub.
  private String shown(Repair repair) {
    var text = context.secrets().mask(repair.fix().strip());
    return text.isEmpty() ? "true" : Text.cut(text, Limits.NAME_CHARS);
  }
}
