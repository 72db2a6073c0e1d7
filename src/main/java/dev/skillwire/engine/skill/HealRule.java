package dev.skillwire.engine.skill;

import dev.skillwire.engine.template.Template;
import java.time.Duration;
import java.util.regex.Pattern;

/// A known fault and its repair.
///
/// @param pattern found anywhere in the error or the output of the step
/// @param errorType one word for the kind of fault, such as `network`
/// @param times how often one run may try it, at least 1
/// @param cooldown shortest time from one try to the next against the same fault, in any run
public record HealRule(Pattern pattern, String errorType, Fix fix, int times, Duration cooldown) {

  /// What repairs. Its templates read the groups of the pattern as `match[1]`.
  public sealed interface Fix {

    /// A shell command.
    record Run(Template command) implements Fix {}

    /// Another skill.
    record Call(String file, Skill skill) implements Fix {}

    /// A person, who is told what to do.
    record Person(Template request) implements Fix {}
  }

  /// The repair as its rule says it: its name in the ledger.
  public String name() {
    return switch (fix) {
      case Fix.Run(var command) -> command.text().strip();
      case Fix.Call(var file, _) -> "skill " + file;
      case Fix.Person(var request) -> "ask: " + request.text().strip();
    };
  }
}
