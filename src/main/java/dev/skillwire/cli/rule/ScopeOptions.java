package dev.skillwire.cli.rule;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.client.Message;
import dev.skillwire.client.MessageBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which questions a rule is about, and what it answers.
final class ScopeOptions {

  @Parameters(index = "0", paramLabel = "OPTION", description = "What the rule answers.")
  private String response = "";

  @Option(names = "--skill", paramLabel = "NAME", description = "Questions of this skill.")
  private @Nullable String skill;

  @Option(names = "--step", paramLabel = "NAME", description = "Questions of this step.")
  private @Nullable String step;

  @Option(
      names = "--error-type",
      paramLabel = "WORD",
      description = "Questions about this kind of error.")
  private @Nullable String errorType;

  @Option(names = "--tool", paramLabel = "NAME", description = "Questions about this tool.")
  private @Nullable String tool;

  @Option(
      names = "--digest",
      paramLabel = "SHA256",
      description =
          "Questions about exactly this action, by its action_digest. The only way to have a rule"
              + " answer questions of high risk.")
  private @Nullable String digest;

  @Option(
      names = "--prompt",
      paramLabel = "PATTERN",
      description =
          "Questions that read like this; * stands for any text, also none, \\* for a star.")
  private @Nullable String prompt;

  @Option(
      names = "--everything",
      description = "All questions, where none of the other options narrows it.")
  private boolean everything;

  String response() {
    return response;
  }

  /// The rule so far: `scope` and `response`.
  MessageBuilder rule() {
    return new MessageBuilder().put("scope", scope()).put("response", response);
  }

  private Message scope() {
    var scope = new MessageBuilder();
    put(scope, "skill_name", skill);
    put(scope, "step_name", step);
    put(scope, "error_type", errorType);
    put(scope, "tool_name", tool);
    put(scope, "action_digest", digest);
    put(scope, "prompt_pattern", prompt);
    var built = scope.build();
    if (built.names().equals(List.of()) != everything) {
      throw new CommandFailure(
          ExitCode.USAGE,
          everything
              ? "--everything is about all questions; leave it or the other options out."
              : "say which questions: --skill, --step, --error-type, --tool, --digest, --prompt or"
                  + " --everything.");
    }
    return built;
  }

  private static void put(MessageBuilder scope, String name, @Nullable String value) {
    if (value != null) {
      scope.put(name, value);
    }
  }
}
