package dev.skillwire.cli.rule;

import dev.skillwire.cli.base.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Lists rules; everything else about them is a command below it.
@Command(
    name = "rules",
    description = {
      "Rules answer questions as a person once decided, so that nobody is asked again.",
      "They are made with 'skillwire answer --remember …' or with 'skillwire rules add'. Without a COMMAND: lists them."
    },
    synopsisSubcommandLabel = "[COMMAND]",
    footerHeading = "%nExamples:%n",
    footer = {
      "  skillwire rules",
      "  skillwire rules show rule-3",
      "  skillwire rules preview yes --skill deploy --prompt 'Push to *?'",
      "  skillwire rules add yes --skill deploy --error-type auth --for 2h",
      "  skillwire rules disable rule-3"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "2:the arguments can't be understood",
      "68:no hub runs",
      "76:the hub refused: unknown rule, not allowed to answer …",
      "77:the hub does not let this program in"
    })
public final class RulesCommand implements Callable<Integer> {

  @CommandLine.Mixin private ListOptions list = new ListOptions();

  private final Surroundings around;

  private RulesCommand(Surroundings around) {
    this.around = around;
  }

  /// The command with those below it.
  public static CommandLine of(Surroundings around) {
    return new CommandLine(new RulesCommand(around))
        .addSubcommand(new ListRules(around))
        .addSubcommand(new ShowRule(around))
        .addSubcommand(new AddRule(around))
        .addSubcommand(new PreviewRule(around))
        .addSubcommand("disable", new SwitchRule(around, false))
        .addSubcommand("enable", new SwitchRule(around, true))
        .addSubcommand(new RemoveRule(around))
        .addSubcommand(new ExportRules(around))
        .addSubcommand(new ImportRules(around));
  }

  @Override
  public Integer call() {
    return list.print(around);
  }
}
