package dev.skillwire;

import dev.skillwire.core.Event;
import dev.skillwire.core.Run;
import java.time.Instant;

/// One run of a skill, as it stood when it was asked for.
///
/// @param totalSteps steps known so far
/// @param currentStep index, from 0, of the step that started last
/// @param status `running`, `completed` or `failed`
/// @param waiting whether a question of the run is open
public record SkillState(
    String skillId,
    String skillName,
    int totalSteps,
    int currentStep,
    String status,
    Instant startedAt,
    String source,
    boolean waiting) {

  static SkillState of(Run run, boolean waiting) {
    Event.SkillStarted start = run.start();
    var end = run.end();
    return new SkillState(
        run.id().value(),
        start.skillName(),
        run.totalSteps(),
        run.currentStep(),
        end == null ? "running" : end.failed() ? "failed" : "completed",
        run.startedAt(),
        start.source(),
        waiting);
  }
}
