package dev.skillwire.cli.command;

import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.HubOption;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.text.Shown;
import dev.skillwire.client.Addresses;
import dev.skillwire.client.MessageBuilder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Asks a run to end.
@Command(
    name = "cancel",
    description = {
      "Asks the source of a run to end it: its command is stopped and the run fails as cancelled.",
      "A source that does not do so within 30 s is not waited for: then the hub ends the run."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  skillwire cancel 3f2a81c0"},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the request is on its way",
      "2:several runs begin like this",
      "68:no hub runs",
      "76:the hub refused: no such run, or it has ended",
      "77:the hub does not let this program in"
    })
public final class CancelCommand implements Callable<Integer> {

  private final Surroundings around;

  @Mixin private HubOption hub = new HubOption();

  @Parameters(paramLabel = "RUN", description = "Its id as 'ls' shows it; the beginning is enough.")
  private String run = "";

  @Option(names = "--json", description = "Print the hub's answer as JSON.")
  private boolean json;

  public CancelCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    var access = hub.access(around);
    var id = ShowCommand.whole(access, run);
    var path = "/api/v1/skills/" + Addresses.escape(id) + "/cancel";
    var answer = access.ask("cancel", api -> api.post(path, new MessageBuilder().build()));
    around
        .out()
        .println(
            json
                ? Shown.json(answer.toString())
                : "Asked to end: "
                    + Shown.id(id)
                    + ". See 'skillwire show "
                    + Shown.id(id)
                    + access.option(around)
                    + "'.");
    return ExitCode.OK;
  }
}
