package dev.skillwire.engine.skill;

import dev.skillwire.engine.template.Similar;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads what happens after a step failed: `on_error: WORD`, or `on_error: {retry: {…}}`.
final class OnErrorReader {

  private static final Map<String, StepSpec.OnError> WORDS =
      Map.of(
          "fail", StepSpec.OnError.FAIL,
          "abort", StepSpec.OnError.FAIL,
          "continue", StepSpec.OnError.CONTINUE,
          "retry", StepSpec.OnError.RETRY,
          "auto_heal", StepSpec.OnError.AUTO_HEAL,
          "confirm", StepSpec.OnError.CONFIRM);

  private static final Set<String> RETRY_KEYS =
      Set.of("max_attempts", "delay", "initial_delay", "max_delay", "multiplier", "jitter");

  private static final int ATTEMPTS = 100;

  private OnErrorReader() {}

  /// @param word what the step's `on_error` means
  record OnErrorSpec(StepSpec.OnError word, StepSpec.Retry retry) {}

  static OnErrorSpec read(Mapping step, Action action) throws SkillLoadException {
    var node = step.node("on_error");
    if (node == null || node instanceof ScalarNode) {
      var word = word(step);
      refuse(step, word, action);
      if (step.has("retry") && word != StepSpec.OnError.RETRY) {
        throw step.fault("retry", "'retry' belongs to a step with 'on_error: retry'");
      }
      return new OnErrorSpec(word, retry(step));
    }
    var form = step.mapping("on_error");
    if (form == null || !form.has("retry")) {
      throw step.fault("on_error", "'on_error' is a word, or has 'retry' with its parts");
    }
    form.allow(Set.of("retry"));
    if (step.has("retry")) {
      throw step.fault("retry", "'retry' is under 'on_error' already");
    }
    refuse(step, StepSpec.OnError.RETRY, action);
    return new OnErrorSpec(StepSpec.OnError.RETRY, retry(form));
  }

  private static StepSpec.OnError word(Mapping step) throws SkillLoadException {
    var word = step.text("on_error", "fail").toLowerCase(Locale.ROOT);
    var known = WORDS.get(word);
    if (known == null) {
      throw step.fault(
          "on_error",
          "'on_error' must be fail, continue, retry, auto_heal, confirm or abort, not '"
              + word
              + "'"
              + Similar.hint(word, WORDS.keySet()));
    }
    return known;
  }

  private static void refuse(Mapping step, StepSpec.OnError word, Action action)
      throws SkillLoadException {
    boolean repeats = word != StepSpec.OnError.FAIL && word != StepSpec.OnError.CONTINUE;
    boolean repeatable =
        action instanceof Action.Shell
            || action instanceof Action.Http
            || action instanceof Action.Nested;
    if (repeats && !repeatable) {
      throw step.fault(
          "on_error",
          "'"
              + word.name().toLowerCase(Locale.ROOT)
              + "' belongs to a step with 'run', 'http' or 'skill'");
    }
  }

  private static StepSpec.Retry retry(Mapping from) throws SkillLoadException {
    var retry = from.mapping("retry");
    if (retry == null) {
      return StepSpec.Retry.DEFAULT;
    }
    retry.allow(RETRY_KEYS);
    var preset = StepSpec.Retry.DEFAULT;
    if (retry.has("delay") && retry.has("initial_delay")) {
      throw retry.fault("delay", "'delay' and 'initial_delay' are the same; write one of them");
    }
    var delay =
        Durations.read(retry, retry.has("delay") ? "delay" : "initial_delay", preset.delay());
    var maxDelay = Durations.read(retry, "max_delay", preset.maxDelay());
    double attempts = retry.number("max_attempts", preset.maxAttempts(), 1, ATTEMPTS);
    if (attempts != Math.rint(attempts)) {
      throw retry.fault("max_attempts", "'max_attempts' is a whole number");
    }
    return new StepSpec.Retry(
        (int) attempts,
        delay == null ? Duration.ZERO : delay,
        maxDelay == null ? preset.maxDelay() : maxDelay,
        retry.number("multiplier", preset.multiplier(), 1, 100),
        retry.number("jitter", preset.jitter(), 0, 1));
  }
}
