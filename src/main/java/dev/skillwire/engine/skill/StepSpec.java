package dev.skillwire.engine.skill;

import dev.skillwire.engine.template.Template;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One unit of a skill.
///
/// @param condition null to run always
/// @param output name of the variable that later steps read, or null
/// @param timeout longest time of one attempt of its command, or null for no limit
/// @param env added to the environment of its command
/// @param cwd directory of its command, relative to that of the run, or null for that one
/// @param line in the skill file, from 1
public record StepSpec(
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
    AUTO_HEAL
  }

  /// How a step is tried again.
  ///
  /// @param maxAttempts from 1, the first one counted
  /// @param delay before the second attempt
  /// @param multiplier of the delay from one attempt to the next, at least 1
  public record Retry(int maxAttempts, Duration delay, double multiplier) {

    public static final Retry DEFAULT = new Retry(3, Duration.ofSeconds(1), 2);
  }
}
