package dev.skillwire.cli;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.base.TextOutput;
import dev.skillwire.cli.command.AnswerCommand;
import dev.skillwire.cli.command.AskCommand;
import dev.skillwire.cli.command.AuditCommand;
import dev.skillwire.cli.command.CancelCommand;
import dev.skillwire.cli.command.DemoCommand;
import dev.skillwire.cli.command.EmitCommand;
import dev.skillwire.cli.command.HealsCommand;
import dev.skillwire.cli.command.LintCommand;
import dev.skillwire.cli.command.LsCommand;
import dev.skillwire.cli.command.OpenCommand;
import dev.skillwire.cli.command.RunCommand;
import dev.skillwire.cli.command.ServeCommand;
import dev.skillwire.cli.command.ShowCommand;
import dev.skillwire.cli.command.TokenCommand;
import dev.skillwire.cli.command.UseCommand;
import dev.skillwire.cli.command.VerifyLogCommand;
import dev.skillwire.cli.command.WatchCommand;
import dev.skillwire.cli.daemon.DaemonCommand;
import dev.skillwire.cli.daemon.ScheduleCommand;
import dev.skillwire.cli.rule.RulesCommand;
import dev.skillwire.cli.text.Shown;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;

/// The program.
public final class Main {

  @Command(
      name = "skillwire",
      description =
          "Watch every run of an AI agent's skill live, and take the decisions it waits for.",
      synopsisSubcommandLabel = "COMMAND",
      subcommands = CommandLine.HelpCommand.class,
      footer = {
        "",
        "Start with:  skillwire demo",
        "",
        "'skillwire help COMMAND' tells options, examples and exit codes of a command.",
        "SKILLWIRE_URL and SKILLWIRE_TOKEN name another hub and the token to show it."
      })
  private static final class Root {}

  private static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"skillwire " + version()};
    }
  }

  /// Characters of a line of help, where the terminal does not tell its width.
  private static final int HELP_WIDTH = 100;

  /// Narrower than this no help can be read.
  private static final int HELP_WIDTH_LEAST = 55;

  private static final List<String> LOG_LEVELS =
      List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");

  private Main() {}

  public static void main(String[] arguments) {
    var around = Surroundings.ofProcess();
    int code = run(around, arguments);
    around.err().flush();
    System.exit(around.out().checkError() ? ExitCode.OUTPUT_UNREAD : code);
  }

  /// The version of this program.
  public static String version() {
    var version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "(development)" : version;
  }

  /// Runs one command line.
  ///
  /// @return one of [ExitCode]
  static int run(Surroundings around, String... arguments) {
    var level = around.environment().getOrDefault("SKILLWIRE_LOG_LEVEL", "INFO");
    if (!LOG_LEVELS.contains(level.toUpperCase(Locale.ROOT))) {
      around.say(
          "skillwire: SKILLWIRE_LOG_LEVEL is '"
              + Shown.line(level)
              + "'; it must be "
              + String.join(", ", LOG_LEVELS)
              + ".");
      return ExitCode.USAGE;
    }
    return commands(around).execute(arguments);
  }

  static CommandLine commands(Surroundings around) {
    var line =
        new CommandLine(new Root())
            .addSubcommand(new DemoCommand(around))
            .addSubcommand(new ServeCommand(around))
            .addSubcommand(new RunCommand(around))
            .addSubcommand(new LintCommand(around))
            .addSubcommand(new DaemonCommand(around))
            .addSubcommand("schedule", ScheduleCommand.of(around))
            .addSubcommand(new WatchCommand(around))
            .addSubcommand(new AnswerCommand(around))
            .addSubcommand(new UseCommand(around))
            .addSubcommand("rules", RulesCommand.of(around))
            .addSubcommand(new LsCommand(around))
            .addSubcommand(new ShowCommand(around))
            .addSubcommand(new OpenCommand(around))
            .addSubcommand(new CancelCommand(around))
            .addSubcommand(new HealsCommand(around))
            .addSubcommand(new EmitCommand(around))
            .addSubcommand(new AskCommand(around))
            .addSubcommand(new TokenCommand(around))
            .addSubcommand(new AuditCommand(around))
            .addSubcommand(new VerifyLogCommand(around));
    line.setOut(TextOutput.writer(around.out()));
    line.setErr(TextOutput.writer(around.err()));
    line.setColorScheme(Help.defaultColorScheme(around.ansi() ? Help.Ansi.ON : Help.Ansi.OFF));
    line.setUsageHelpWidth(width(around));
    CommandLine.tracer()
        .setLevel(CommandLine.TraceLevel.OFF); // it warns about quotes that are text
    line.setParameterExceptionHandler(new UsageErrors(around));
    line.setExecutionExceptionHandler((failure, _, _) -> failed(around, failure));
    line.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new Version());
    line.getSubcommands().values().forEach(Main::complete);
    return line;
  }

  /// The terminal's width where the shell tells it; picocli sets it itself for the lines it wraps.
  private static int width(Surroundings around) {
    try {
      int told = Integer.parseInt(around.environment().getOrDefault("COLUMNS", ""));
      return Math.clamp(told, HELP_WIDTH_LEAST, HELP_WIDTH);
    } catch (NumberFormatException _) {
      return HELP_WIDTH;
    }
  }

  /// What every command has, and those below it. One that is a method has the options by its annotation:
  /// picocli counts on that.
  private static void complete(CommandLine command) {
    if (command.getCommandName().equals("help")) {
      return;
    }
    var spec = command.getCommandSpec();
    if (!spec.mixinStandardHelpOptions()) {
      spec.mixinStandardHelpOptions(true);
    }
    spec.versionProvider(new Version());
    command.getSubcommands().values().forEach(Main::complete);
  }

  private static int failed(Surroundings around, @Nullable Exception failure) {
    if (failure instanceof CommandFailure known) {
      around.say("skillwire: " + Shown.lines(String.valueOf(known.getMessage())));
      return known.code();
    }
    var words =
        failure == null
            ? ""
            : failure.getMessage() == null ? failure.toString() : failure.getMessage();
    around.say("skillwire: " + Shown.lines(words));
    if (failure != null && around.environment().containsKey("SKILLWIRE_DEBUG")) {
      failure.printStackTrace(around.err());
    }
    return failure == null ? ExitCode.FAILED : ExitCode.of(failure);
  }
}
