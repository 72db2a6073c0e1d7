package dev.skillwire.engine.skill;

import dev.skillwire.engine.template.Template;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One unit of a skill.
///
/// @param index its place among all steps, from 0; the steps of a group come right after the group,
///     `finally` steps last
/// @param condition null to run always
/// @param output name of the variable that later steps read, or null
/// @param timeout longest time of one attempt, or null for no limit
/// @param env added to the environment of its command
/// @param cwd directory of its command, relative to that of the run, or null for that one
/// @param each null to do it once
/// @param idempotent whether it may be done again where nobody knows if it was done whole
/// @param line in the skill file, from 1
public record StepSpec(
    int index,
    String name,
    String description,
    @Nullable Template condition,
    Action action,
    @Nullable String output,
    OnError onError,
    Retry retry,
    @Nullable Duration timeout,
    Map<String, Template> env,
    @Nullable Template cwd,
    @Nullable ForEach each,
    boolean idempotent,
    int line) {

  /// What happens after the step failed.
  public enum OnError {
    /// The run ends.
    FAIL,
    /// The run goes on.
    CONTINUE,
    /// The step is tried again, then the run ends.
    RETRY,
    /// The step is repaired and tried once more, then the run ends.
    AUTO_HEAL,
    /// A person says whether it is tried again.
    CONFIRM
  }

  /// How a step is tried again.
  ///
  /// @param maxAttempts from 1, the first one counted
  /// @param delay before the second attempt
  /// @param maxDelay longest time between two attempts
  /// @param multiplier of the delay from one attempt to the next, at least 1
  /// @param jitter part of the delay, from 0 to 1, that is left to chance
  public record Retry(
      int maxAttempts, Duration delay, Duration maxDelay, double multiplier, double jitter) {
    public static final Retry DEFAULT =
        new Retry(3, Duration.ofSeconds(1), Duration.ofMinutes(1), 2, 0);

    /// The time before the attempt that follows the `failed`-th one.
    ///
    /// @param chance from 0 to 1
    public Duration before(int failed, double chance) {
      double most = Math.max(delay.toMillis(), maxDelay.toMillis());
      double ms = Math.min(most, delay.toMillis() * Math.pow(multiplier, failed - 1));
      return Duration.ofMillis(Math.round(ms * (1 - jitter * chance)));
    }
  }

  /// Does the step once for each of several things.
  ///
  /// @param items a list, when filled in
  /// @param as the name of the thing in templates
  /// @param limit how many at the same time, at least 1
  public record ForEach(Draft items, String as, int limit) {}
}
