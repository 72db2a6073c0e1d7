package dev.skillwire.cli.rule;

import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.HubOption;
import dev.skillwire.cli.base.Surroundings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Deletes rules.
@Command(name = "rm", description = "Deletes rules; what they decided stays in the log.")
final class RemoveRule implements Callable<Integer> {

  private final Surroundings around;

  @Mixin private HubOption hub = new HubOption();

  @Parameters(arity = "1..*", paramLabel = "RULE", description = "Such as rule-3.")
  private List<String> ids = List.of();

  RemoveRule(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    for (var id : ids) {
      RuleApi.delete(hub, around, RuleApi.path(id));
      around.say(id + " is deleted.");
    }
    return ExitCode.OK;
  }
}
