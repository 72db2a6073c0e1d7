package dev.skillwire.cli.command;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.HubAccess;
import dev.skillwire.cli.base.HubOption;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.text.EventLine;
import dev.skillwire.cli.text.RunLines;
import dev.skillwire.cli.text.Shown;
import dev.skillwire.client.Addresses;
import dev.skillwire.client.Message;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows one run.
@Command(
    name = "show",
    description = "Shows one run: its inputs, steps, repairs, outputs and what it is waiting for.",
    footerHeading = "%nExamples:%n",
    footer = {"  skillwire show 3f2a81c0", "  skillwire show 3f2a81c0 --json"},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:shown",
      "2:several runs begin like this",
      "68:no hub runs",
      "76:the hub knows no such run",
      "77:the hub does not let this program in"
    })
public final class ShowCommand implements Callable<Integer> {

  private final Surroundings around;

  @Mixin private HubOption hub = new HubOption();

  @Parameters(
      paramLabel = "RUN",
      description = "Its id; the beginning is enough while the run is listed by 'ls'.")
  private String run = "";

  @Option(names = "--json", description = "Print the hub's answer as JSON.")
  private boolean json;

  public ShowCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    var access = hub.access(around);
    var id = whole(access, run);
    var shown = access.ask("show", api -> api.get("/api/v1/skills/" + Addresses.escape(id)));
    if (json) {
      around.out().println(Shown.json(shown.toString()));
      return ExitCode.OK;
    }
    var nested = shown.object("skill");
    new RunLines(around.ink(), ZoneId.systemDefault())
        .story(nested == null ? shown : nested)
        .forEach(around.out()::println);
    story(access, id, shown);
    return ExitCode.OK;
  }

  /// A long story comes in parts.
  private void story(HubAccess access, String id, Message first) {
    var lines = new EventLine(around.ink(), ZoneId.systemDefault(), access.option(around));
    var part = first;
    while (true) {
      var events = part.objects("events");
      events.forEach(event -> around.out().println(lines.of(event)));
      if (events.isEmpty() || !part.truth("more")) {
        return;
      }
      var path =
          "/api/v1/events?limit=1000&skill_id="
              + Addresses.escape(id)
              + "&since="
              + events.getLast().whole("seq");
      part = access.ask("show", api -> api.get(path));
    }
  }

  /// The id that the given one begins, where that is only one; else the given one, for the hub to judge.
  static String whole(HubAccess access, String run) {
    var begun =
        access.ask("show", api -> api.get("/api/v1/skills")).objects("skills").stream()
            .map(listed -> listed.text("skill_id"))
            .filter(id -> id.startsWith(run))
            .toList();
    if (begun.contains(run) || begun.isEmpty()) {
      return run;
    }
    if (begun.size() > 1) {
      throw new CommandFailure(
          ExitCode.USAGE,
          begun.size() + " runs begin with '" + run + "': " + String.join(", ", begun));
    }
    return begun.getFirst();
  }
}
