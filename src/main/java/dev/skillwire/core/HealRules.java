package dev.skillwire.core;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rules of repairs: the two events of one repair share id, names and `fix_action`.
final class HealRules {

  private static final int SNIPPET_CODE_POINTS = 200;

  private HealRules() {}

  static Decision trigger(StateView state, Command.TriggerHeal c, Sender from) {
    var run = RunRules.find(state, c.run(), from);
    int index = c.index() == null ? run.currentStep() : c.index();
    var healId = c.healId() == null ? run.id() + "-heal-" + (run.heals() + 1) : c.healId();
    Check.name("tool_name", c.toolName());
    Check.name("error_type", c.errorType());
    Check.needed("fix_action", c.fixAction());
    var error = Text.cut(c.error(), Limits.TEXT_BYTES);
    return accept(
        state,
        run,
        new Event.HealTriggered(
            StepRules.step(state, run, index, c.stepName()),
            Check.name("heal_id", healId),
            c.toolName(),
            c.errorType(),
            error,
            Text.codePoints(c.error(), SNIPPET_CODE_POINTS),
            c.fixAction(),
            StepRules.isCut(c.error(), error)));
  }

  static Decision complete(StateView state, Command.CompleteHeal c, Sender from, Instant now) {
    var run = RunRules.find(state, c.run(), from);
    int index = c.index() == null ? healing(run, c.healId()) : c.index();
    var step = StepRules.step(state, run, index, c.stepName());
    var open = open(run.step(index), c.healId());
    var healId = open != null ? open.healId() : c.healId() == null ? "" : c.healId();
    var told = c.fixAction() == null ? "" : c.fixAction();
    return accept(
        state,
        run,
        new Event.HealCompleted(
            step,
            Check.name("heal_id", healId),
            open == null ? "" : open.toolName(),
            open == null ? "" : open.errorType(),
            Check.name("fix_action", open == null ? told : open.fixAction()),
            c.success(),
            duration(open, c.durationMs(), now)));
  }

  /// The step whose repair is meant: the one that the run is at, else the last that has such a
  /// repair, for a run may go on while a step is being repaired.
  private static int healing(Run run, @Nullable String healId) {
    if (open(run.step(run.currentStep()), healId) == null) {
      for (int i = run.steps().size() - 1; i >= 0; i--) {
        if (open(run.step(i), healId) != null) {
          return i;
        }
      }
    }
    return run.currentStep();
  }

  /// The newest repair at work of the step, or the one with that id.
  private static StepState.@Nullable Heal open(@Nullable StepState step, @Nullable String healId) {
    if (step == null) {
      return null;
    }
    return step.heals().reversed().stream()
        .filter(heal -> healId == null ? heal.success() == null : heal.healId().equals(healId))
        .findFirst()
        .orElse(null);
  }

  private static long duration(StepState.@Nullable Heal open, @Nullable Long told, Instant now) {
    if (told != null) {
      return Check.notNegative("duration_ms", told);
    }
    return open == null
        ? 0
        : Math.max(0, java.time.Duration.between(open.startedAt(), now).toMillis());
  }

  private static Decision accept(StateView state, Run run, Event.StepEvent event) {
    StepRules.checkRoom(state, event);
    return new Decision.Accepted(List.of(event), run.id(), null);
  }
}
