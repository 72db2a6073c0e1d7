package dev.skillwire.engine;

import dev.skillwire.core.RunId;
import dev.skillwire.engine.heal.Ledger;
import dev.skillwire.engine.skill.HealRules;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The circumstances of one run.
///
/// @param parent the run whose step it is, or null
/// @param sessionId of whom it is run for, or ""
/// @param source where it was asked for: `manual`, `cron`, `chat` or another word
/// @param workingDirectory of its commands
/// @param environment added to that of this process
/// @param heals tried after the rules of the skill itself
/// @param ledger what is known of repairs
/// @param earlier what is not done again
public record RunOptions(
    RunId run,
    @Nullable RunId parent,
    String sessionId,
    String source,
    Path workingDirectory,
    Map<String, String> environment,
    HealRules heals,
    Ledger ledger,
    Earlier earlier) {

  /// A run asked for by hand, with the repairs that every run has.
  public static RunOptions manual(RunId run, Path workingDirectory) {
    return new RunOptions(
        run,
        null,
        "",
        "manual",
        workingDirectory,
        Map.of(),
        HealRules.builtIn(),
        Ledger.inMemory(),
        Earlier.NOTHING);
  }

  /// Those of a run that is a step of this one.
  RunOptions nested(RunId nested) {
    return new RunOptions(
        nested,
        run,
        sessionId,
        source,
        workingDirectory,
        environment,
        heals,
        ledger,
        Earlier.NOTHING);
  }

  /// The same for a run that begins later.
  public RunOptions after(Earlier done) {
    return new RunOptions(
        run, parent, sessionId, source, workingDirectory, environment, heals, ledger, done);
  }

  /// The same with these rules before the built-in ones, and what is known of repairs.
  public RunOptions healing(HealRules rules, Ledger known) {
    return new RunOptions(
        run,
        parent,
        sessionId,
        source,
        workingDirectory,
        environment,
        heals.after(rules.rules()),
        known,
        earlier);
  }

  /// The same, asked for elsewhere and with more in the environment of its commands.
  public RunOptions from(String source, Map<String, String> more) {
    return new RunOptions(
        run, parent, sessionId, source, workingDirectory, Map.copyOf(more), heals, ledger, earlier);
  }
}
