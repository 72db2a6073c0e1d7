package dev.skillwire.core;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One execution of a skill, as far as events told.
///
/// @param start the event that began it
/// @param totalSteps steps known so far, greater than every index told
/// @param currentStep index of the step that started last
/// @param textBytes UTF-8 bytes of the texts of its steps
/// @param bytes of all of it, as it is written ([Limits#RUNS_BYTES])
/// @param heals repairs so far
/// @param cancelRequestedAt since when somebody wants it to end
/// @param end null while it is at work
public record Run(
    Event.SkillStarted start,
    Instant startedAt,
    int totalSteps,
    int currentStep,
    List<StepState> steps,
    int textBytes,
    int bytes,
    int heals,
    Instant lastEventAt,
    @Nullable Instant cancelRequestedAt,
    @Nullable End end) {

  /// How it ended.
  ///
  /// @param error null when it ended well
  /// @param reason null when it ended well
  /// @param truncated whether `outputs` or `error` is not whole
  public record End(
      Instant at,
      long totalDurationMs,
      @Nullable Json outputs,
      @Nullable String error,
      Event.@Nullable FailReason reason,
      boolean truncated) {

    public boolean failed() {
      return error != null;
    }

    /// When it leaves the snapshots.
    Instant goneAt() {
      return at.plus(failed() ? Limits.SHOW_FAILED : Limits.SHOW_COMPLETED);
    }
  }

  static Run started(Event.SkillStarted e, Instant at) {
    var steps = new ArrayList<StepState>();
    for (var plan : e.steps()) {
      steps.add(StepState.planned(plan.name(), plan.description()));
    }
    fill(steps, e.totalSteps());
    int texts = steps.stream().mapToInt(StepState::textBytes).sum();
    int bytes = Weight.started(e);
    return new Run(e, at, e.totalSteps(), 0, List.copyOf(steps), texts, bytes, 0, at, null, null);
  }

  /// The same with its bytes counted anew: how they are counted is not kept.
  Run weighed() {
    int weight = Weight.of(start) + Weight.of(end);
    for (var step : steps) {
      weight += Weight.of(step);
    }
    return new Run(
        start,
        startedAt,
        totalSteps,
        currentStep,
        steps,
        textBytes,
        weight,
        heals,
        lastEventAt,
        cancelRequestedAt,
        end);
  }

  public RunId id() {
    return start.run();
  }

  public boolean running() {
    return end == null;
  }

  /// Bytes that texts of its next event may take.
  int textLeft() {
    return Math.max(0, Limits.RUN_TEXT_BYTES - textBytes);
  }

  /// Bytes that are left for the other texts of an event that tells this step with its description.
  int textLeft(Event.Step told) {
    var known = step(told.index());
    int before = known == null ? 0 : Text.utf8Length(known.description());
    int more = Text.utf8Length(told.description()) - before;
    return Math.max(0, Limits.RUN_TEXT_BYTES - textBytes - more);
  }

  @Nullable StepState step(int index) {
    return index < steps.size() ? steps.get(index) : null;
  }

  /// The run after something happened to one of its steps.
  Run step(
      Event.Step told, Instant at, int current, int healsMore, UnaryOperator<StepState> change) {
    var all = new ArrayList<>(steps);
    fill(all, Math.max(told.totalSteps(), told.index() + 1));
    var before = all.get(told.index());
    var after = change.apply(before);
    all.set(told.index(), after);
    return new Run(
        start,
        startedAt,
        all.size(),
        current,
        List.copyOf(all),
        textBytes - before.textBytes() + after.textBytes(),
        bytes + (all.size() - steps.size()) * Weight.STEP - Weight.of(before) + Weight.of(after),
        heals + healsMore,
        at,
        cancelRequestedAt,
        end);
  }

  Run cancelRequested(Instant at) {
    return new Run(
        start, startedAt, totalSteps, currentStep, steps, textBytes, bytes, heals, at, at, end);
  }

  Run touched(Instant at) {
    return new Run(
        start,
        startedAt,
        totalSteps,
        currentStep,
        steps,
        textBytes,
        bytes,
        heals,
        at,
        cancelRequestedAt,
        end);
  }

  Run ended(End how) {
    return new Run(
        start,
        startedAt,
        totalSteps,
        currentStep,
        steps,
        textBytes,
        bytes + Weight.of(how),
        heals,
        how.at(),
        cancelRequestedAt,
        how);
  }

  long elapsedMs(Instant now) {
    return Math.max(0, Duration.between(startedAt, now).toMillis());
  }

  private static void fill(List<StepState> steps, int count) {
    while (steps.size() < count) {
      steps.add(StepState.planned("", ""));
    }
  }
}
