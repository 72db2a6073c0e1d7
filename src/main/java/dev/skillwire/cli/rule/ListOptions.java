package dev.skillwire.cli.rule;

import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.HubOption;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.text.RuleLines;
import dev.skillwire.cli.text.Shown;
import java.time.ZoneId;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Prints the list, for `rules` and `rules ls` alike.
final class ListOptions {

  @Mixin private HubOption hub = new HubOption();

  @Option(names = "--json", description = "Print the hub's answer as JSON.")
  private boolean json;

  int print(Surroundings around) {
    var listed = RuleApi.get(hub, around, RuleApi.PATH);
    var rules = listed.objects("rules");
    if (json) {
      around.out().println(Shown.json(listed.toString()));
    } else if (rules.isEmpty()) {
      around.say("There are no rules: every question is asked.");
    } else {
      new RuleLines(around.ink(), ZoneId.systemDefault())
          .table(rules)
          .forEach(around.out()::println);
    }
    return ExitCode.OK;
  }
}
