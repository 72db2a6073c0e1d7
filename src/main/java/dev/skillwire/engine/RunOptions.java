package dev.skillwire.engine;

import dev.skillwire.core.RunId;
import dev.skillwire.engine.skill.HealRules;
import java.nio.file.Path;
import java.util.Map;

/// The circumstances of one run.
///
/// @param sessionId of whom it is run for, or ""
/// @param source where it was asked for: `manual`, `cron`, `chat` or another word
/// @param workingDirectory of its commands
/// @param environment added to that of this process
/// @param heals tried after the rules of the skill itself
public record RunOptions(
    RunId run,
    String sessionId,
    String source,
    Path workingDirectory,
    Map<String, String> environment,
    HealRules heals) {

  /// A run asked for by hand, with the repairs that every run has.
  public static RunOptions manual(RunId run, Path workingDirectory) {
    return new RunOptions(run, "", "manual", workingDirectory, Map.of(), HealRules.builtIn());
  }

  /// The same, asked for elsewhere and with more in the environment of its commands.
  public RunOptions from(String source, Map<String, String> more) {
    return new RunOptions(run, sessionId, source, workingDirectory, Map.copyOf(more), heals);
  }
}
