package dev.skillwire.cli.rule;

import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.HubOption;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.text.EventLine;
import dev.skillwire.cli.text.RuleLines;
import dev.skillwire.cli.text.Shown;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Tells all about one rule.
@Command(
    name = "show",
    description = "Tells all about one rule, with the decisions that it took, the newest first.")
final class ShowRule implements Callable<Integer> {

  private final Surroundings around;

  @Mixin private HubOption hub = new HubOption();

  @Parameters(index = "0", paramLabel = "RULE", description = "Such as rule-3.")
  private String id = "";

  @Option(names = "--json", description = "Print the hub's answer as JSON.")
  private boolean json;

  ShowRule(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    var told = RuleApi.get(hub, around, RuleApi.path(id));
    if (json) {
      around.out().println(Shown.json(told.toString()));
      return ExitCode.OK;
    }
    var rule = told.object("rule");
    if (rule != null) {
      new RuleLines(around.ink(), ZoneId.systemDefault())
          .whole(rule)
          .forEach(around.out()::println);
    }
    var lines = new EventLine(around.ink(), ZoneId.systemDefault());
    for (var decision : told.objects("decisions")) {
      around.out().println("  " + lines.of(decision));
    }
    return ExitCode.OK;
  }
}
