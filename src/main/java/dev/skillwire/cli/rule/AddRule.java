package dev.skillwire.cli.rule;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.HubOption;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.text.Lifetime;
import dev.skillwire.cli.text.RuleLines;
import dev.skillwire.cli.text.Shown;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Makes a rule.
@Command(
    name = "add",
    description = {
      "Makes a rule, prints its id, and says which past questions it would have answered.",
      "A rule about exactly the same questions is replaced by it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  skillwire rules add yes --skill deploy --prompt 'Push to *?' --for 2h",
      "  skillwire rules add abort --error-type disk_full"
    })
final class AddRule implements Callable<Integer> {

  private final Surroundings around;

  @Mixin private HubOption hub = new HubOption();
  @Mixin private ScopeOptions scope = new ScopeOptions();

  @Option(
      names = "--for",
      split = ",",
      paramLabel = "HOW",
      description = "How long it holds: 2h, 3x for three answers, or both. Default: for ever.")
  private List<String> holds = List.of();

  @Option(
      names = "--run",
      paramLabel = "ID",
      description = "Only for this run; the rule ends with it.")
  private @Nullable String run;

  @Option(names = "--json", description = "Print the rule as JSON.")
  private boolean json;

  AddRule(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    if (holds.contains("run")) {
      throw new CommandFailure(ExitCode.USAGE, "for one run only: --run ID.");
    }
    var asked = scope.rule().build();
    var body = scope.rule();
    if (!holds.isEmpty()) {
      body.put("remember_for", Lifetime.parse(holds));
    }
    if (run != null) {
      body.put("skill_id", run);
    }
    var preview = RuleApi.post(hub, around, RuleApi.PATH + "/preview", asked);
    var told = RuleApi.post(hub, around, RuleApi.PATH, body.build());
    var rule = told.object("rule");
    if (json) {
      around.out().println(Shown.json(told.toString()));
    } else {
      around.out().println(rule == null ? "" : Shown.line(rule.text("rule_id")));
      around.say("It " + RuleLines.preview(preview));
    }
    return ExitCode.OK;
  }
}
