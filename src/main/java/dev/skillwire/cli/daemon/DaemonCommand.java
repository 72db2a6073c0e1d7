package dev.skillwire.cli.daemon;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.HubOption;
import dev.skillwire.cli.base.Interruption;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.client.HubClient;
import dev.skillwire.engine.daemon.Daemon;
import dev.skillwire.engine.daemon.FileWatch;
import dev.skillwire.engine.daemon.HookServer;
import dev.skillwire.engine.daemon.NoteFile;
import dev.skillwire.engine.daemon.SkillStarter;
import dev.skillwire.engine.daemon.plan.Plan;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Starts skills by itself until it is asked to end.
@Command(
    name = "daemon",
    description = {
      "Starts skills when it is time, when files change, and when a signed request comes, as a file says.",
      "Their runs are shown, asked and cancelled by the hub's clients. Logs go to standard error."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  skillwire daemon",
      "  skillwire daemon --check daemon.yaml",
      "  skillwire schedule ls daemon.yaml"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:ended after SIGTERM or SIGINT; with --check: the file can be used",
      "1:the hub ended this daemon's connection for good",
      "66:the file or a skill that it names can't be used",
      "68:no hub runs",
      "73:the port of the webhooks is taken",
      "74:another daemon works on the same file",
      "77:the hub does not let this program in"
    })
public final class DaemonCommand implements Callable<Integer> {

  /// Time that runs get to end in order.
  private static final Duration END = Duration.ofSeconds(20);

  private final Surroundings around;

  @Mixin private HubOption hub = new HubOption();
  @Mixin private PlanOption file = new PlanOption();

  @Option(
      names = "--check",
      description =
          "Say what is wrong with the file and the skills that it names, and start nothing.")
  private boolean check;

  public DaemonCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws InterruptedException {
    var plan = file.load(around);
    if (check) {
      around.say(file.path(around) + " is fine: " + entries(plan));
      return ExitCode.OK;
    }
    try (var notes = NoteFile.open(PlanOption.data(around), file.path(around))) {
      if (notes == null) {
        throw new CommandFailure(
            ExitCode.DATA_IN_USE, "another daemon works on " + file.path(around));
      }
      work(plan, notes);
      return ExitCode.OK;
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, "the notes can't be kept: " + e.getMessage());
    }
  }

  private void work(Plan plan, NoteFile notes) throws InterruptedException {
    var access = hub.access(around);
    try (var source = access.source("daemon")) {
      var starter = new SkillStarter(source, around.clock(), plan.atOnce());
      var daemon = new Daemon(plan, starter, notes, around.clock());
      try (var hooks = hooks(plan, daemon);
          var _ = watch(plan, daemon);
          var _ = new Interruption(why -> end(daemon, why))) {
        around.out().println("Skillwire daemon: " + entries(plan) + listening(hooks));
        around.out().flush();
        var _ = source.ended().thenAccept(why -> lost(daemon, why));
        daemon.run();
        stop(daemon, ended(source));
        throw new CommandFailure(
            ExitCode.FAILED, "the hub does not want this daemon: " + ended(source));
      }
    } catch (IOException e) {
      throw CommandFailure.of(e, access.address().toString());
    }
  }

  private @Nullable HookServer hooks(Plan plan, Daemon daemon) {
    if (!plan.hooks()) {
      return null;
    }
    try {
      return HookServer.start(plan, daemon, around.clock());
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.PORT_TAKEN,
          "webhooks can't listen on port " + plan.port() + ": " + e.getMessage());
    }
  }

  private static FileWatch watch(Plan plan, Daemon daemon) {
    try {
      return FileWatch.start(plan, daemon);
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, "files can't be watched: " + e.getMessage());
    }
  }

  private static String ended(HubClient source) {
    return source.ended().getNow("it has no reason");
  }

  private void lost(Daemon daemon, String why) {
    Thread.ofVirtual().name("daemon-end").start(() -> stop(daemon, why));
  }

  /// Being asked to end is no failure.
  private void end(Daemon daemon, String why) {
    around.say(why + " Runs at work are being cancelled.");
    stop(daemon, why);
    Runtime.getRuntime().halt(ExitCode.OK);
  }

  private void stop(Daemon daemon, String why) {
    try {
      if (!daemon.end(why, END)) {
        around.say("Still at work: " + String.join(", ", daemon.atWork()));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static String listening(@Nullable HookServer hooks) {
    return hooks == null ? "" : ", webhooks on http://127.0.0.1:" + hooks.port() + "/hooks/";
  }

  private static String entries(Plan plan) {
    int count = plan.entries().size();
    return count + (count == 1 ? " entry" : " entries");
  }
}
