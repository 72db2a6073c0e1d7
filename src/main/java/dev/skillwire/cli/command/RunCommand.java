package dev.skillwire.cli.command;

import dev.skillwire.app.Settings;
import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.HubAccess;
import dev.skillwire.cli.base.HubOption;
import dev.skillwire.cli.base.Interruption;
import dev.skillwire.cli.base.Shutdown;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.run.EmbeddedHub;
import dev.skillwire.cli.run.Findings;
import dev.skillwire.cli.run.LiveRun;
import dev.skillwire.cli.run.SkillExecution;
import dev.skillwire.client.Addresses;
import dev.skillwire.core.HubPort;
import dev.skillwire.engine.Earlier;
import dev.skillwire.engine.skill.InputException;
import dev.skillwire.engine.skill.Skill;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs a skill file.
@Command(
    name = "run",
    description = {
      "Runs a skill in this directory, shows it live on standard error, and prints what it found on standard output.",
      "Its questions are asked here and on every other client at the same time; the first answer wins.",
      "Without a running hub it starts one in memory for the run."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  skillwire run skills/repo-health.yaml",
      "  skillwire run deploy.yaml --input stage=test --input dry_run=true",
      "  skillwire run deploy.yaml --answer yes --json",
      "  skillwire run deploy.yaml --again 3f2a81c0"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the run completed",
      "1:the run failed",
      "2:the inputs, the step or the earlier run don't fit the skill",
      "65:--answer is not among the options of a question",
      "66:the file is no skill",
      "68:no hub runs that could know the earlier run",
      "76:the hub knows no such earlier run",
      "77:the hub does not let this program in",
      "125:the run was cancelled"
    })
public final class RunCommand implements Callable<Integer> {

  /// As long as the hub waits for a run that was asked to end: its `finally` steps have this time.
  private static final int END_SECONDS = 30;

  private final Surroundings around;

  @Mixin private HubOption hub = new HubOption();

  @Parameters(paramLabel = "FILE", description = "The skill, in YAML.")
  private Path file = Path.of("");

  @Option(
      names = "--input",
      paramLabel = "NAME=VALUE",
      description = "An input of the skill. Repeatable.")
  private Map<String, String> inputs = new LinkedHashMap<>();

  @Option(
      names = "--answer",
      paramLabel = "OPTION",
      description = "Answers every question of the run.")
  private @Nullable String answer;

  @Option(
      names = "--from",
      paramLabel = "STEP",
      description = "Begin at this step; those before it are skipped.")
  private @Nullable String from;

  @Option(
      names = "--again",
      paramLabel = "RUN",
      description =
          "Go on where that run ended, with its inputs and what its steps left. With --from: begin there instead.")
  private @Nullable String again;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  public RunCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws InterruptedException {
    around.quietLog();
    var skill = SkillExecution.load(around.directory().resolve(file).normalize());
    skill.hints().forEach(hint -> around.say("hint: " + hint));
    var access = hub.access(around);
    try (var source = access.source("run")) {
      var execution = SkillExecution.of(skill, inputs, earlier(skill, access), source, around);
      return run(execution, access, answer, json, around);
    } catch (IOException e) {
      if (again != null || hub.given() || !CommandFailure.nobody(e)) {
        throw CommandFailure.of(e, access.address().toString());
      }
    }
    try (var embedded = EmbeddedHub.start(Settings.of(0, null).withoutDesktop());
        var _ = new Shutdown(embedded::close)) {
      around.say("No hub runs; this run has one of its own at " + embedded.address());
      var execution =
          SkillExecution.of(
              skill,
              inputs,
              earlier(skill, embedded.access()),
              embedded.server().hubPort("run"),
              around);
      return run(execution, embedded.access(), answer, json, around);
    } catch (IOException e) {
      throw CommandFailure.of(e, "this process");
    }
  }

  private Earlier earlier(Skill skill, HubAccess access) {
    try {
      if (again == null) {
        return from == null ? Earlier.NOTHING : Earlier.none(skill, from);
      }
      var id = ShowCommand.whole(access, again);
      var told = access.ask("run", api -> api.get("/api/v1/skills/" + Addresses.escape(id)));
      var run = told.object("skill");
      return Earlier.of(skill, (run == null ? told : run).toString(), from);
    } catch (InputException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  /// Runs a skill to its end, shows it, and prints what it found.
  static int run(
      Skill skill,
      Map<String, String> inputs,
      HubPort source,
      HubAccess access,
      @Nullable String answer,
      boolean json,
      Surroundings around)
      throws IOException, InterruptedException {
    return run(SkillExecution.of(skill, inputs, source, around), access, answer, json, around);
  }

  private static int run(
      SkillExecution execution,
      HubAccess access,
      @Nullable String answer,
      boolean json,
      Surroundings around)
      throws IOException, InterruptedException {
    var told = new CompletableFuture<Void>();
    try (var live = LiveRun.open(around, access, execution, answer);
        var _ = new Interruption(why -> end(execution, why, told, around))) {
      try {
        int code = live.follow();
        Findings.print(execution.result().join(), json, around.out(), around.err());
        return code;
      } finally {
        told.complete(null);
      }
    }
  }

  /// Gives the run the time to stop its commands, to tell the hub, and to be told here.
  private static void end(
      SkillExecution execution, String why, CompletableFuture<Void> told, Surroundings around) {
    around.say("\n" + why + " The run is being cancelled.");
    execution.cancel(why);
    try {
      told.get(END_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException _) {
      // the hub ends it for us
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
