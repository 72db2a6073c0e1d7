package dev.skillwire.engine;

import dev.skillwire.core.Event.FailReason;
import dev.skillwire.core.Limits;
import dev.skillwire.engine.skill.HealRules;
import dev.skillwire.engine.skill.StepSpec;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Does the `finally` steps of a run, however its other steps ended.
final class Cleaning {

  /// Time for all of them once somebody wants the run to end; the hub ends it itself after
  /// [Limits#CANCEL_GRACE].
  static final Duration TIME_AFTER_CANCEL = Limits.CANCEL_GRACE.minusSeconds(7);

  private final RunContext context;
  private final HealRules heals;

  Cleaning(RunContext context, HealRules heals) {
    this.context = context;
    this.heals = heals;
  }

  /// Does them, one after the other.
  ///
  /// @param why how the other steps ended, or null when well
  /// @return how the run ends: a step that fails here makes a good end a bad one, and changes no bad one
  @Nullable RunStopped run(List<StepSpec> last, @Nullable RunStopped why)
      throws InterruptedException {
    if (last.isEmpty()) {
      return why;
    }
    context.values().outcome(word(why), why == null ? null : why.error());
    var end = new CompletableFuture<String>();
    var _ =
        context
            .cancelled()
            .thenAccept(
                _ ->
                    end.completeOnTimeout(
                        "The time for cleaning up was over.",
                        TIME_AFTER_CANCEL.toMillis(),
                        TimeUnit.MILLISECONDS));
    var within = context.until(end);
    var steps = new Steps(why != null && why.hubLost ? within.silent() : within, heals);
    var result = why;
    for (var step : last) {
      try {
        var _ = steps.run(step);
      } catch (RunStopped e) {
        if (end.isDone()) {
          return result == null ? e : result;
        }
        result = result == null ? e : result;
      }
    }
    return result;
  }

  private static String word(@Nullable RunStopped why) {
    return why == null
        ? "completed"
        : why.reason == FailReason.STALE || why.reason == FailReason.EVICTED
            ? "failed"
            : why.reason.name().toLowerCase(Locale.ROOT);
  }
}
