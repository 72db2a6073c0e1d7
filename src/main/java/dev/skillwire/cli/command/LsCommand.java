package dev.skillwire.cli.command;

import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.HubOption;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.text.RunLines;
import dev.skillwire.cli.text.Shown;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Lists runs.
@Command(
    name = "ls",
    description = "Lists the runs that are at work, and those that ended a short while ago.",
    footerHeading = "%nExamples:%n",
    footer = {"  skillwire ls", "  skillwire ls --json | jq '.skills[].skill_name'"},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:listed", "68:no hub runs", "77:the hub does not let this program in"})
public final class LsCommand implements Callable<Integer> {

  private final Surroundings around;

  @Mixin private HubOption hub = new HubOption();

  @Option(names = "--json", description = "Print the hub's answer as JSON.")
  private boolean json;

  public LsCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    var access = hub.access(around);
    var listed = access.ask("ls", api -> api.get("/api/v1/skills"));
    if (json) {
      around.out().println(Shown.json(listed.toString()));
      return ExitCode.OK;
    }
    var runs = listed.objects("skills");
    if (runs.isEmpty()) {
      around.say("No run is at work.");
    }
    var lines = new RunLines(around.ink(), ZoneId.systemDefault());
    runs.forEach(run -> around.out().println(lines.summary(run)));
    if (runs.stream().anyMatch(run -> run.truth("waiting"))) {
      around.say("What is waited for: skillwire answer" + access.option(around));
    }
    return ExitCode.OK;
  }
}
