package dev.skillwire.cli;

import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.text.Near;
import dev.skillwire.cli.text.Shown;
import java.util.ArrayList;
import java.util.Collection;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says in a line or two what is wrong with a command line; the whole help would hide it.
final class UsageErrors implements IParameterExceptionHandler {

  private final Surroundings around;

  UsageErrors(Surroundings around) {
    this.around = around;
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    around.say("skillwire: " + Shown.line(words(e)));
    around.say("See 'skillwire " + help(e.getCommandLine()) + "'.");
    return ExitCode.USAGE;
  }

  private static String words(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      return unmatched(unmatched.getUnmatched().getFirst(), e.getCommandLine());
    }
    var words = String.valueOf(e.getMessage()).replace("option option", "option");
    words = words.replaceAll("\\bshould be\\b", "must be");
    return words.endsWith(".") || words.endsWith("?") ? words : words + ".";
  }

  private static String unmatched(String word, CommandLine command) {
    if (word.startsWith("-") && word.length() > 1) {
      var known = new ArrayList<>(command.getCommandSpec().optionsMap().keySet());
      int value = word.indexOf('=');
      return "there is no option "
          + word
          + meant(value > 0 ? word.substring(0, value) : word, known);
    }
    boolean names = !command.getSubcommands().isEmpty();
    return names
        ? "there is no command '" + word + "'" + meant(word, command.getSubcommands().keySet())
        : "'" + word + "' is one argument too many; quote what belongs together.";
  }

  private static String meant(String word, Collection<String> known) {
    var near = Near.to(word, known);
    return near == null ? "." : "; did you mean " + near + "?";
  }

  private static String help(CommandLine command) {
    var parent = command.getParent();
    return parent == null
        ? "help"
        : parent.getParent() == null
            ? "help " + command.getCommandName()
            : parent.getCommandName() + " " + command.getCommandName() + " --help";
  }
}
