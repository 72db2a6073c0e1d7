package dev.skillwire.cli.rule;

import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.HubOption;
import dev.skillwire.cli.base.Surroundings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Switches rules off, or on again.
@Command(
    description = {
      "disable: the rule is kept but answers nothing; people's answers are still compared with it.",
      "enable: it answers again."
    })
final class SwitchRule implements Callable<Integer> {

  private final Surroundings around;
  private final boolean on;

  @Mixin private HubOption hub = new HubOption();

  @Parameters(arity = "1..*", paramLabel = "RULE", description = "Such as rule-3.")
  private List<String> ids = List.of();

  SwitchRule(Surroundings around, boolean on) {
    this.around = around;
    this.on = on;
  }

  @Override
  public Integer call() {
    for (var id : ids) {
      RuleApi.post(hub, around, RuleApi.path(id) + (on ? "/enable" : "/disable"));
      around.say(id + (on ? " answers again." : " is switched off."));
    }
    return ExitCode.OK;
  }
}
