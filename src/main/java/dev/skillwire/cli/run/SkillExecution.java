package dev.skillwire.cli.run;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.client.Message;
import dev.skillwire.client.MessageBuilder;
import dev.skillwire.core.HubPort;
import dev.skillwire.core.RunId;
import dev.skillwire.engine.Earlier;
import dev.skillwire.engine.RunOptions;
import dev.skillwire.engine.RunResult;
import dev.skillwire.engine.SkillRun;
import dev.skillwire.engine.skill.InputException;
import dev.skillwire.engine.skill.Skill;
import dev.skillwire.engine.skill.SkillLoadException;
import dev.skillwire.engine.skill.SkillLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/// One run of a skill, started by a command of this terminal.
public final class SkillExecution {

  private final RunId id;
  private final SkillRun run;
  private final CompletableFuture<RunResult> result = new CompletableFuture<>();

  private SkillExecution(RunId id, SkillRun run) {
    this.id = id;
    this.run = run;
  }

  /// Reads a skill; one that can't be used ends the command.
  public static Skill load(Path file) {
    try {
      return SkillLoader.load(file);
    } catch (SkillLoadException e) {
      throw new CommandFailure(ExitCode.NO_INPUT, String.valueOf(e.getMessage()));
    }
  }

  /// A run that [#start] starts.
  public static SkillExecution of(
      Skill skill, Map<String, String> inputs, HubPort hub, Surroundings around) {
    return of(skill, inputs, Earlier.NOTHING, hub, around);
  }

  /// A run that begins where an earlier one ended, with its inputs where none are given.
  public static SkillExecution of(
      Skill skill, Map<String, String> inputs, Earlier earlier, HubPort hub, Surroundings around) {
    var id = new RunId(UUID.randomUUID().toString());
    var all = new HashMap<>(earlier.inputs());
    all.putAll(inputs);
    try {
      var run =
          new SkillRun(
              skill,
              all,
              RunOptions.manual(id, around.directory())
                  .healing(Healing.rules(around), Healing.ledger(around))
                  .after(earlier),
              hub,
              around.clock());
      return new SkillExecution(id, run);
    } catch (InputException e) {
      throw new CommandFailure(
          ExitCode.USAGE, e.getMessage() + "\nGive inputs as --input NAME=VALUE.");
    }
  }

  public RunId id() {
    return id;
  }

  public void start() {
    Thread.ofVirtual()
        .name("run-" + id)
        .start(
            () -> {
              try {
                result.complete(run.call());
              } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
              }
            });
  }

  /// Completes when the run has ended and has told the hub so.
  public CompletableFuture<RunResult> result() {
    return result;
  }

  public void cancel(String why) {
    run.cancel(why);
  }

  /// How the run ended, for a program.
  public static Message json(RunResult result) {
    var builder =
        new MessageBuilder()
            .put("skill_id", result.run().value())
            .put("succeeded", result.succeeded())
            .putAny("outputs", result.outputs());
    if (result.error() != null) {
      builder.put("error", result.error());
    }
    if (result.reason() != null) {
      builder.put("reason", result.reason().name().toLowerCase(java.util.Locale.ROOT));
    }
    return builder.build();
  }
}
