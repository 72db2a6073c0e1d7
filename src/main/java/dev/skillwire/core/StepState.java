package dev.skillwire.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One step of a run, as far as events told.
///
/// @param percent 0 to 100, the newest told
/// @param message the newest told
/// @param reason why it was skipped
/// @param truncated whether one of its texts is not whole
public record StepState(
    String name,
    String description,
    Status status,
    @Nullable Instant startedAt,
    @Nullable Long durationMs,
    @Nullable Double percent,
    @Nullable String message,
    @Nullable String reason,
    @Nullable Json output,
    @Nullable String error,
    List<Heal> heals,
    boolean truncated) {

  public enum Status {
    PENDING,
    RUNNING,
    COMPLETED,
    FAILED,
    SKIPPED
  }

  /// A repair of the step.
  ///
  /// @param success null while it is at work
  public record Heal(
      String healId,
      String toolName,
      String errorType,
      String fixAction,
      Instant startedAt,
      @Nullable Boolean success,
      @Nullable Long durationMs) {}

  static StepState planned(String name, String description) {
    return new StepState(
        name,
        description,
        Status.PENDING,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        false);
  }

  /// UTF-8 bytes of its texts, as [Limits#RUN_TEXT_BYTES] counts them.
  int textBytes() {
    return length(description)
        + length(message)
        + length(reason)
        + length(error)
        + (output == null ? 0 : length(output.text()));
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : Text.utf8Length(text);
  }

  /// A step that starts again (a retry) forgets how the earlier attempt ended.
  StepState started(Event.StepStarted e, Instant at) {
    return new StepState(
        e.step().name(),
        e.step().description(),
        Status.RUNNING,
        at,
        null,
        null,
        null,
        null,
        null,
        null,
        heals,
        e.truncated());
  }

  StepState progressed(Event.StepProgress e) {
    return new StepState(
        e.step().name(),
        e.step().description(),
        status,
        startedAt,
        durationMs,
        e.percent() == null ? percent : e.percent(),
        e.message() == null ? message : e.message(),
        reason,
        output,
        error,
        heals,
        truncated || e.truncated());
  }

  StepState ended(
      Event.Step told,
      Status how,
      @Nullable Long durationMs,
      @Nullable Json output,
      @Nullable String error,
      @Nullable String reason,
      boolean cut) {
    return new StepState(
        told.name(),
        told.description(),
        how,
        startedAt,
        durationMs,
        percent,
        message,
        reason,
        output,
        error,
        heals,
        truncated || cut);
  }

  StepState healing(Event.HealTriggered e, Instant at) {
    var all = new ArrayList<>(heals);
    if (all.size() == Limits.HEALS_PER_STEP) {
      all.removeFirst();
    }
    all.add(new Heal(e.healId(), e.toolName(), e.errorType(), e.fixAction(), at, null, null));
    return withHeals(e.step(), all);
  }

  StepState healed(Event.HealCompleted e) {
    var all = new ArrayList<>(heals);
    all.replaceAll(
        heal ->
            heal.healId().equals(e.healId())
                ? new Heal(
                    e.healId(),
                    e.toolName(),
                    e.errorType(),
                    e.fixAction(),
                    heal.startedAt(),
                    e.success(),
                    e.durationMs())
                : heal);
    return withHeals(e.step(), all);
  }

  private StepState withHeals(Event.Step told, List<Heal> all) {
    return new StepState(
        told.name(),
        told.description(),
        status,
        startedAt,
        durationMs,
        percent,
        message,
        reason,
        output,
        error,
        List.copyOf(all),
        truncated);
  }
}
