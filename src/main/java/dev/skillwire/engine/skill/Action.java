package dev.skillwire.engine.skill;

import dev.skillwire.core.Risk;
import dev.skillwire.core.Terms;
import dev.skillwire.engine.template.Template;
import java.time.Duration;
import java.util.List;
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
  /// @param terms who decides
  record Ask(
      Template prompt,
      List<Template> options,
      @Nullable Duration timeout,
      @Nullable String onTimeout,
      Risk risk,
      Template suggestion,
      @Nullable Template action,
      Terms.Wanted terms)
      implements Action {}

  /// Ends the run well, before its last step.
  record Return(Template value) implements Action {}
}
