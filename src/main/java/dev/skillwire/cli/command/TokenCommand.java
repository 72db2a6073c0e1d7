package dev.skillwire.cli.command;

import dev.skillwire.app.FileFaults;
import dev.skillwire.app.SettingsException;
import dev.skillwire.app.SettingsLoader;
import dev.skillwire.app.Tokens;
import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.client.MessageBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Makes, lists and ends the tokens of a data directory.
@Command(
    name = "token",
    description = {
      "Makes, lists and revokes tokens for other programs and people. Works on your data directory, whether a hub runs"
          + " on it or not; one that runs knows within seconds.",
      "Roles: observer sees; answerer answers, holds and extends questions and asks runs to end; publisher reports runs"
          + " and asks; admin withdraws questions, ends runs. A role holds no other one."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  skillwire token add phone --role observer,answerer",
      "  skillwire token add ci --role publisher > ci.token",
      "  skillwire token ls",
      "  skillwire token revoke phone"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the token files can't be read or written",
      "2:a name or role can't be used",
      "76:there is no such token"
    })
public final class TokenCommand implements Callable<Integer> {

  private final Surroundings around;

  @Spec private @Nullable CommandSpec spec;

  public TokenCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("not parsed");
    }
    throw new ParameterException(spec.commandLine(), "What is to be done: add, ls or revoke?");
  }

  private Tokens tokens(@Nullable String directory) {
    try {
      return Tokens.of(data(directory));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private Path data(@Nullable String directory) {
    try {
      var flags = directory == null ? Map.<String, String>of() : Map.of("data", directory);
      var loader = new SettingsLoader(around.environment(), around.home());
      var data = loader.load(flags, null).data();
      return data == null ? loader.defaultData() : data;
    } catch (SettingsException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private static CommandFailure unusable(IOException e) {
    return new CommandFailure(ExitCode.FAILED, "the tokens can't be used: " + FileFaults.words(e));
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = {
        "Makes a token and prints it, this once. Whoever shows it (SKILLWIRE_TOKEN) may do what its roles say."
      })
  int add(
      @Parameters(paramLabel = "NAME", description = "Told wherever its holder does something.")
          String name,
      @Option(
              names = "--role",
              required = true,
              split = ",",
              paramLabel = "ROLE",
              description = "observer, answerer, publisher or admin. Repeatable.")
          List<String> roles,
      @Option(names = "--data", paramLabel = "DIR", description = "Default: your data directory.")
          @Nullable String data) {
    try {
      var text = tokens(data).add(name, roles);
      around.say(
          "A token named "
              + name
              + ", which can't be shown again. It is given as SKILLWIRE_TOKEN:");
      around.out().println(text);
      return ExitCode.OK;
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  @Command(
      name = "ls",
      mixinStandardHelpOptions = true,
      description = "Lists the tokens, without their secrets.")
  int list(
      @Option(names = "--data", paramLabel = "DIR", description = "Default: your data directory.")
          @Nullable String data,
      @Option(names = "--json", description = "Print JSON.") boolean json) {
    var tokens = tokens(data).list();
    for (var token : tokens) {
      around
          .out()
          .println(
              json
                  ? new MessageBuilder()
                      .put("name", token.name())
                      .putAny("roles", token.roles())
                      .build()
                  : String.format(
                      Locale.ROOT, "%-20s  %s", token.name(), String.join(", ", token.roles())));
    }
    return ExitCode.OK;
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Ends a token; connections that it opened are closed within seconds.")
  int revoke(
      @Parameters(paramLabel = "NAME", description = "As 'token ls' lists it.") String name,
      @Option(names = "--data", paramLabel = "DIR", description = "Default: your data directory.")
          @Nullable String data) {
    if (name.equals(Tokens.MAIN)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "the main token is replaced, not revoked: delete "
              + data(data).resolve("token")
              + ", and a hub makes a new one.");
    }
    try {
      if (!tokens(data).revoke(name)) {
        throw new CommandFailure(
            ExitCode.REFUSED, "there is no token named '" + name + "'; see 'skillwire token ls'.");
      }
      around.say("The token " + name + " admits nobody any more.");
      return ExitCode.OK;
    } catch (IOException e) {
      throw unusable(e);
    }
  }
}
