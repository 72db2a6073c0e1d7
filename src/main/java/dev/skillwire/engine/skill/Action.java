package dev.skillwire.engine.skill;

import dev.skillwire.core.Risk;
import dev.skillwire.core.Terms;
import dev.skillwire.engine.template.Template;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a step does.
public sealed interface Action {

  /// Runs a command in a POSIX shell.
  ///
  /// @param guard a question that comes first: the command runs only when the answer is the first
  ///     option
  record Shell(Template command, @Nullable Ask guard) implements Action {}

  /// Asks a person.
  ///
  /// @param options at least one
  /// @param timeout null waits until answered
  /// @param onTimeout null for the hub's default
  /// @param action what will be done, shown with the question, or null
  /// @param allowEdit whether the answer may change the command that the question guards
  /// @param terms who decides
  record Ask(
      Template prompt,
      List<Template> options,
      @Nullable Duration timeout,
      @Nullable String onTimeout,
      Risk risk,
      Template suggestion,
      @Nullable Template action,
      boolean allowEdit,
      Terms.Wanted terms)
      implements Action {}

  /// Ends the run well, before its last step.
  record Return(Template value) implements Action {}

  /// Sends one request.
  ///
  /// @param method a word such as `GET`
  /// @param json sent as JSON, or null
  /// @param body sent as it is, or null; never both
  /// @param statuses that count as good, or empty for 200 to 299
  record Http(
      Template url,
      String method,
      Map<String, Template> headers,
      @Nullable Draft json,
      @Nullable Template body,
      List<Integer> statuses)
      implements Action {}

  /// Runs another skill as a run of its own, whose parent is this run.
  record Nested(Skill skill, Map<String, Draft> inputs) implements Action {}

  /// Gives values names.
  record Assign(Map<String, Draft> values) implements Action {}

  /// Runs steps at the same time. They follow the group in the order of all steps.
  ///
  /// @param limit how many at the same time, at least 1
  record Parallel(List<StepSpec> steps, int limit) implements Action {}

  /// Lets time pass.
  ///
  /// @param time as a skill file writes times
  record Pause(Template time) implements Action {}

  /// Tells an event of the skill's own.
  ///
  /// @param type a word that no other event has
  record Emit(String type, Map<String, Draft> fields) implements Action {}
}
