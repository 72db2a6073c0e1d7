package dev.skillwire.cli.rule;

import dev.skillwire.cli.base.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lists rules.
@Command(
    name = "ls",
    description = "Lists the rules: what they answer, to which questions, how often they did.")
final class ListRules implements Callable<Integer> {

  private final Surroundings around;

  @Mixin private ListOptions list = new ListOptions();

  ListRules(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    return list.print(around);
  }
}
