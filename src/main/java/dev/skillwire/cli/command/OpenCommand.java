package dev.skillwire.cli.command;

import dev.skillwire.cli.base.Browser;
import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.HubAccess;
import dev.skillwire.cli.base.HubOption;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.client.Addresses;
import dev.skillwire.client.MessageBuilder;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Opens the hub's page in the browser.
@Command(
    name = "open",
    description = {
      "Opens the hub's page in your browser. Where you hold a token, the browser gets a one-time code for it, so that the page"
          + " may do what you may.",
      "Where no browser can be started, it prints the address instead. A code in it is good for one minute, once."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  skillwire open", "  skillwire open --print"},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:opened or printed",
      "68:no hub runs",
      "76:the hub refused",
      "77:the hub does not let this program in"
    })
public final class OpenCommand implements Callable<Integer> {

  private final Surroundings around;

  @Mixin private HubOption hub = new HubOption();

  @Option(names = "--print", description = "Print the address and start no browser.")
  private boolean print;

  public OpenCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws InterruptedException {
    var access = hub.access(around);
    var code = code(access);
    var page = Addresses.http(access.address(), "/" + (code.isEmpty() ? "" : "#code=" + code));
    if (print || !opened(page, !code.isEmpty())) {
      around.out().println(page);
    } else {
      around.say(
          "Opened the page in your browser. If nothing shows: skillwire open --print"
              + access.option(around));
    }
    return ExitCode.OK;
  }

  /// A one-time code, or "" where there is no token to get one for.
  private static String code(HubAccess access) {
    if (!access.showsToken()) {
      access.ask("open", api -> api.get("/healthz")); // tells when no hub runs
      return "";
    }
    return access
        .ask("open", api -> api.post("/api/v1/codes", new MessageBuilder().build()))
        .text("code");
  }

  private boolean opened(URI page, boolean secret) throws InterruptedException {
    try {
      return new Browser(around).open(page, secret);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.FAILED, "the browser can't be started: " + e.getMessage() + "; try --print");
    }
  }
}
