package dev.skillwire.cli.daemon;

import dev.skillwire.cli.base.Surroundings;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Lists what a daemon will do.
@Command(
    name = "schedule",
    description = {
      "Tells what a daemon does and when. Needs no hub and no daemon at work. Without a COMMAND: lists."
    },
    synopsisSubcommandLabel = "[COMMAND]",
    footerHeading = "%nExamples:%n",
    footer = {
      "  skillwire schedule ls",
      "  skillwire schedule ls --next 5 daemon.yaml",
      "  skillwire schedule ls --json | jq '.entries[].next[0]'"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:listed", "66:the file or a skill that it names can't be used"})
public final class ScheduleCommand implements Callable<Integer> {

  private final Surroundings around;

  @Mixin private ListOptions list = new ListOptions();

  private ScheduleCommand(Surroundings around) {
    this.around = around;
  }

  /// The command with the one below it.
  public static CommandLine of(Surroundings around) {
    return new CommandLine(new ScheduleCommand(around)).addSubcommand(new ListEntries(around));
  }

  @Override
  public Integer call() {
    return list.print(around);
  }

  /// Lists entries.
  @Command(name = "ls", description = "Lists the entries with their next times and last runs.")
  private static final class ListEntries implements Callable<Integer> {

    private final Surroundings around;

    @Mixin private ListOptions list = new ListOptions();

    ListEntries(Surroundings around) {
      this.around = around;
    }

    @Override
    public Integer call() {
      return list.print(around);
    }
  }
}
