package dev.skillwire.cli.rule;

import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.HubOption;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.text.Shown;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Prints all rules for another hub.
@Command(
    name = "export",
    description = "Prints all rules as JSON, to be taken over elsewhere with 'rules import'.",
    footerHeading = "%nExamples:%n",
    footer = "  skillwire rules export > rules.json")
final class ExportRules implements Callable<Integer> {

  private final Surroundings around;

  @Mixin private HubOption hub = new HubOption();

  ExportRules(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    var rules = RuleApi.get(hub, around, RuleApi.PATH + "/export");
    around.out().println(Shown.json(rules.toString()));
    return ExitCode.OK;
  }
}
