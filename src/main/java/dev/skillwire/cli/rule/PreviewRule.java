package dev.skillwire.cli.rule;

import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.HubOption;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.text.EventLine;
import dev.skillwire.cli.text.RuleLines;
import dev.skillwire.cli.text.Shown;
import dev.skillwire.client.Message;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Tries a rule on past questions.
@Command(
    name = "preview",
    description = {
      "Says what a rule would have done with the newest questions, without making it.",
      "Then come examples: those that were answered differently first."
    })
final class PreviewRule implements Callable<Integer> {

  private final Surroundings around;

  @Mixin private HubOption hub = new HubOption();
  @Mixin private ScopeOptions scope = new ScopeOptions();

  @Option(
      names = "--last",
      paramLabel = "N",
      description = "How many questions are looked at, at most 1000. Default: 200.")
  private int last = 200;

  @Option(names = "--json", description = "Print the hub's answer as JSON.")
  private boolean json;

  PreviewRule(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    var asked = scope.rule().put("last", last).build();
    var preview = RuleApi.post(hub, around, RuleApi.PATH + "/preview", asked);
    if (json) {
      around.out().println(Shown.json(preview.toString()));
      return ExitCode.OK;
    }
    around.out().println("This rule " + RuleLines.preview(preview));
    for (var example : preview.objects("examples")) {
      around.out().println("  " + line(example));
    }
    return ExitCode.OK;
  }

  private String line(Message example) {
    var response = Shown.line(example.text("response"));
    var answer = response.isEmpty() ? "nobody" : response + EventLine.by(example, "answered_by");
    var ink = around.ink();
    var shown = response.equals(scope.response()) ? ink.dim(answer) : ink.yellow(answer);
    var skill = Shown.line(example.text("skill_name"));
    return (skill.isEmpty() ? "" : skill + ": ")
        + Shown.line(example.text("prompt"))
        + "  = "
        + shown
        + ink.dim("  " + Shown.id(example.text("id")));
  }
}
