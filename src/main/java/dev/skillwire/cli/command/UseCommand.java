package dev.skillwire.cli.command;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.HubOption;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.text.ActionText;
import dev.skillwire.cli.text.Shown;
import dev.skillwire.client.Addresses;
import dev.skillwire.client.MessageBuilder;
import dev.skillwire.wire.Canonical;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Uses an answer, from any script.
@Command(
    name = "use",
    description = {
      "Says to the hub that what was approved is done now. It agrees once, and only to exactly what was approved;",
      "so put it right before the command, joined by &&."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  skillwire ask --id push-7 --prompt 'Push?' --option yes --option no --action 'git push'",
      "  skillwire use push-7 --action 'git push' --response yes && git push"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it may run, this once",
      "2:the arguments can't be understood",
      "68:no hub runs",
      "76:the hub refused: not approved, something else was approved, or it was used already",
      "77:the hub does not let this program in"
    })
public final class UseCommand implements Callable<Integer> {

  private final Surroundings around;

  @Mixin private HubOption hub = new HubOption();

  @Parameters(index = "0", paramLabel = "ID", description = "The question, by its whole id.")
  private String id = "";

  @Option(
      names = "--action",
      required = true,
      paramLabel = "TEXT",
      description = "What is about to run, as it was given to 'ask'.")
  private String action = "";

  @Option(
      names = "--response",
      paramLabel = "OPTION",
      description = "The answer that it needs; another one is refused.")
  private @Nullable String response;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  public UseCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    var access = hub.access(around);
    var body = new MessageBuilder().put("action_digest", digest());
    if (response != null) {
      body.put("response", response);
    }
    var path = "/api/v1/confirmations/" + Addresses.escape(id) + "/use";
    try {
      var told = access.publish("skillwire-use", api -> api.post(path, body.build()));
      if (json) {
        around.out().println(Shown.json(told.toString()));
      }
      return ExitCode.OK;
    } catch (IOException e) {
      throw CommandFailure.of(e, access.address().toString());
    }
  }

  private String digest() {
    try {
      return Canonical.digest(ActionText.of(action));
    } catch (ArithmeticException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--action holds a number that a double can't hold; write it as a string.");
    }
  }
}
