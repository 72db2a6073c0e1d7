package dev.skillwire.core;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Rules of the steps of a run. Names and totals that the source leaves out come from the run.
final class StepRules {

  private StepRules() {}

  static Decision start(StateView state, Command.StartStep c, Sender from) {
    var run = RunRules.find(state, c.step().run(), from);
    var step = step(state, run, c.step());
    return accept(state, run, new Event.StepStarted(step, isCut(c.step(), step)));
  }

  static Decision progress(StateView state, Command.ProgressStep c, Sender from) {
    var run = RunRules.find(state, c.step().run(), from);
    var percent = c.percent();
    if (percent != null && !(percent >= 0 && percent <= 100)) {
      throw Refused.field(Reason.INVALID_MESSAGE, "percent", "percent is from 0 to 100");
    }
    var step = step(state, run, c.step());
    var message = cut(c.message(), textLeft(state, run, step));
    // Chunks of output are history: the state does not keep them, so they need no room in it.
    var output = cut(c.output(), Limits.TEXT_BYTES);
    boolean truncated =
        isCut(c.step(), step) || isCut(c.message(), message) || isCut(c.output(), output);
    return accept(state, run, new Event.StepProgress(step, percent, message, output, truncated));
  }

  static Decision complete(StateView state, Command.CompleteStep c, Sender from, Instant now) {
    var run = RunRules.find(state, c.step().run(), from);
    var step = step(state, run, c.step());
    var output = c.output();
    var kept =
        output == null ? null : output.cut(Math.min(Limits.TEXT_BYTES, textLeft(state, run, step)));
    return accept(
        state,
        run,
        new Event.StepCompleted(
            step,
            duration(run, c.step().index(), c.durationMs(), now),
            kept,
            isCut(c.step(), step) || Json.isCut(output, kept)));
  }

  static Decision fail(StateView state, Command.FailStep c, Sender from, Instant now) {
    var run = RunRules.find(state, c.step().run(), from);
    var step = step(state, run, c.step());
    var error = Text.cut(c.error(), Math.min(Limits.TEXT_BYTES, textLeft(state, run, step)));
    return accept(
        state,
        run,
        new Event.StepFailed(
            step,
            duration(run, c.step().index(), c.durationMs(), now),
            error,
            isCut(c.step(), step) || isCut(c.error(), error)));
  }

  static Decision skip(StateView state, Command.SkipStep c, Sender from) {
    var run = RunRules.find(state, c.step().run(), from);
    var step = step(state, run, c.step());
    var reason = Text.cut(c.reason(), Math.min(Limits.TEXT_BYTES, textLeft(state, run, step)));
    boolean truncated = isCut(c.step(), step) || isCut(c.reason(), reason);
    return accept(state, run, new Event.StepSkipped(step, reason, truncated));
  }

  /// The step as it is told to everyone.
  private static Event.Step step(StateView state, Run run, Command.StepRef ref) {
    return step(state, run, ref.index(), ref.name(), ref.description(), ref.total());
  }

  static Event.Step step(StateView state, Run run, int index, @Nullable String name) {
    return step(state, run, index, name, null, null);
  }

  private static Event.Step step(
      StateView state,
      Run run,
      int index,
      @Nullable String name,
      @Nullable String description,
      @Nullable Integer total) {
    Check.notNegative("step_index", index);
    int declared = run.start().totalSteps();
    // A total that the run declared stands; else what its events tell is the best there is.
    int told = declared > 0 ? declared : total == null ? 0 : total;
    if (told > 0 && index >= told) {
      throw Refused.field(
          Reason.INVALID_MESSAGE,
          "step_index",
          "This run has " + told + (told == 1 ? " step" : " steps"));
    }
    if (Math.max(index + 1, told) > Limits.STEPS) {
      throw Refused.field(
          Reason.INVALID_MESSAGE,
          told > 0 ? "total_steps" : "step_index",
          "A run has at most " + Limits.STEPS + " steps");
    }
    var known = run.step(index);
    return new Event.Step(
        run.id(),
        run.start().skillName(),
        index,
        name != null ? Check.name("step_name", name) : known == null ? "" : known.name(),
        Math.max(run.totalSteps(), Math.max(told, index + 1)),
        description(state, run, known, description));
  }

  private static String description(
      StateView state, Run run, @Nullable StepState known, @Nullable String description) {
    if (description == null) {
      return known == null ? "" : known.description();
    }
    if (known != null && description.equals(known.description())) {
      return description;
    }
    return Text.cut(
        description, Math.min(Math.min(Limits.TEXT_BYTES, run.textLeft()), textLeft(state)));
  }

  /// Bytes for the other texts of an event that tells `step`: what its run may still take, and all runs together.
  private static int textLeft(StateView state, Run run, Event.Step step) {
    return Math.min(run.textLeft(step), textLeft(state));
  }

  /// Bytes of text that all runs at work may still take together.
  static int textLeft(StateView state) {
    return Math.toIntExact(Math.max(0, Limits.RUNS_TEXT_BYTES - state.runBytes()));
  }

  /// Refuses what the runs at work have no room for; to cut what makes a step known would tell of another one.
  static void checkRoom(StateView state, Event.StepEvent event) {
    var run = state.run(event.step().run());
    int known = run == null ? 0 : run.steps().size();
    if (state.runBytes() + Weight.added(event, known) > Limits.RUNS_BYTES) {
      throw new Refused(Reason.BUSY, "The runs at work take too much to hold more of them.");
    }
  }

  private static long duration(Run run, int index, @Nullable Long told, Instant now) {
    if (told != null) {
      return Check.notNegative("duration_ms", told);
    }
    var step = run.step(index);
    var startedAt = step == null ? null : step.startedAt();
    return startedAt == null ? 0 : Math.max(0, Duration.between(startedAt, now).toMillis());
  }

  private static boolean isCut(Command.StepRef told, Event.Step step) {
    return isCut(told.description(), step.description());
  }

  static boolean isCut(@Nullable String before, @Nullable String after) {
    return before != null && after != null && after.length() < before.length();
  }

  private static @Nullable String cut(@Nullable String text, int limit) {
    return text == null ? null : Text.cut(text, Math.min(limit, Limits.TEXT_BYTES));
  }

  private static Decision accept(StateView state, Run run, Event.StepEvent event) {
    checkRoom(state, event);
    return new Decision.Accepted(java.util.List.of(event), run.id(), null);
  }
}
