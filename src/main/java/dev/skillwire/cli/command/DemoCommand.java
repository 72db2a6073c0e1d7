package dev.skillwire.cli.command;

import dev.skillwire.app.Settings;
import dev.skillwire.app.SettingsException;
import dev.skillwire.app.SettingsLoader;
import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.HubAccess;
import dev.skillwire.cli.base.HubOption;
import dev.skillwire.cli.base.Shutdown;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.run.DemoSkill;
import dev.skillwire.cli.run.EmbeddedHub;
import dev.skillwire.cli.run.SkillExecution;
import dev.skillwire.client.Addresses;
import dev.skillwire.client.HubClient;
import dev.skillwire.client.HubProblem;
import dev.skillwire.engine.skill.Skill;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Shows what Skillwire does, on the caller's own repository.
@Command(
    name = "demo",
    description = {
      "Starts the hub (or uses the one that runs), checks the health of the git work tree you are in, shows it live, and"
          + " asks its questions here and on every other client: the first answer wins.",
      "The findings go to standard output. The hub stays up until Ctrl-C."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  skillwire demo",
      "  skillwire demo --once --answer no",
      "  skillwire demo --port 0 --memory --once"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the run completed",
      "1:the run failed",
      "65:--answer is not among the options of a question",
      "66:this is no git work tree",
      "73:the port is taken by something else",
      "74:another hub runs on the data directory",
      "77:the hub does not let this program in",
      "125:the run was cancelled"
    })
public final class DemoCommand implements Callable<Integer> {

  private final Surroundings around;

  @Mixin private HubOption hub = new HubOption();

  @Option(names = "--once", description = "End when the run ends.")
  private boolean once;

  @Option(
      names = "--answer",
      paramLabel = "OPTION",
      description = "Answers the questions of the run.")
  private @Nullable String answer;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port of the hub; 0 for any. Default: 9876.")
  private @Nullable String port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory of a hub that is started.")
  private @Nullable String data;

  @Option(names = "--memory", description = "A hub that is started keeps nothing on disk.")
  private boolean memory;

  @Option(
      names = "--no-desktop",
      description = "A hub that is started shows no window, sound or dialog.")
  private boolean noDesktop;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  public DemoCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws InterruptedException {
    around.quietLog();
    DemoSkill.needGit(around.directory());
    var skill = SkillExecution.load(DemoSkill.file());
    if (answer == null && !around.asks().getAsBoolean()) {
      around.say(
          "No terminal here: a question of the run waits for an answer from elsewhere, some minutes long."
              + " '--answer no' answers at once.");
    }
    try {
      var running = running();
      if (running != null) {
        try (var source = running.client()) {
          tell(running.access().address(), "The hub runs already");
          return RunCommand.run(skill, Map.of(), source, running.access(), answer, json, around);
        }
      }
      try (var embedded = start()) {
        tell(embedded.address(), "The hub is up");
        int code = run(skill, embedded);
        if (!once) {
          stay(embedded);
        }
        return code;
      }
    } catch (IOException e) {
      throw CommandFailure.of(e, "this process");
    }
  }

  private int run(Skill skill, EmbeddedHub embedded) throws IOException, InterruptedException {
    try (var _ = new Shutdown(embedded::close)) {
      return RunCommand.run(
          skill,
          Map.of(),
          embedded.server().hubPort("demo"),
          embedded.access(),
          answer,
          json,
          around);
    }
  }

  private record Running(HubAccess access, HubClient client) {}

  /// The hub that runs, or null. One that is asked for with settings of its own is not looked for.
  private @Nullable Running running() {
    if ("0".equals(port) || (port == null && (data != null || memory))) {
      return null;
    }
    var access = port == null ? hub.access(around) : around.hub("localhost:" + port);
    try {
      return new Running(access, access.source("demo"));
    } catch (IOException e) {
      if (!hub.given() && !admissionProblem(e)) {
        return null; // nothing there, or what is there is no hub: starting one tells who has the
        // port
      }
      throw CommandFailure.of(e, access.address().toString());
    }
  }

  private static boolean admissionProblem(IOException e) {
    return e instanceof HubProblem problem && problem.notAdmitted();
  }

  /// Starts a hub; where the user's own is in the way, the flags that asked for another are.
  private EmbeddedHub start() {
    try {
      return EmbeddedHub.start(settings());
    } catch (CommandFailure e) {
      boolean inTheWay = e.code() == ExitCode.PORT_TAKEN || e.code() == ExitCode.DATA_IN_USE;
      if (inTheWay && (port != null || memory || data != null)) {
        var own = around.hub(null);
        try (var _ = own.source("demo")) {
          throw new CommandFailure(
              e.code(),
              "a hub of yours runs already at "
                  + own.address()
                  + ". To use it, leave out --port, --data and --memory; for a second one, add --port 0 and --data DIR.");
        } catch (IOException _) {
          // another's, which the first failure tells
        }
      }
      throw e;
    }
  }

  private Settings settings() {
    var flags = new HashMap<String, String>();
    if (port != null) {
      flags.put("port", port);
    }
    if (data != null) {
      flags.put("data", data);
    }
    if (memory) {
      flags.put("memory", "true");
    }
    if (noDesktop) {
      flags.put("no-desktop", "true");
    }
    try {
      return new SettingsLoader(around.environment(), around.home()).load(flags, null);
    } catch (SettingsException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private void tell(URI address, String what) {
    around.say(what + ". Open it while the run is at work:");
    around.say("  page      " + Addresses.http(address, "/"));
    around.say("  socket    " + address);
    around.say("  terminal  skillwire watch --url " + address);
    around.say("");
  }

  private void stay(EmbeddedHub embedded) {
    around.say("");
    around.say("The hub stays up at " + Addresses.http(embedded.address(), "/") + " until Ctrl-C.");
    try (var _ =
        new Shutdown(
            () -> {
              embedded.close();
              Runtime.getRuntime().halt(ExitCode.OK);
            })) {
      embedded.awaitEnd();
    }
  }
}
