package dev.skillwire.cli.command;

import dev.skillwire.app.LogCheck;
import dev.skillwire.app.SettingsException;
import dev.skillwire.app.SettingsLoader;
import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.text.Shown;
import dev.skillwire.client.MessageBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Compares a log with its hashes.
@Command(
    name = "verify-log",
    description = {
      "Compares every record of a log with its hashes, and changes nothing. Names the first record that is not as it was written.",
      "",
      "May run beside a hub: it then looks at the records up to the newest of now, and leaves the indexes out."
          + " Who keeps the hash of the head elsewhere can tell later whether history was rewritten."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  skillwire verify-log",
      "  skillwire verify-log /backup/skillwire --json",
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every record is as it was written",
      "66:there is no log",
      "72:a record was changed, moved or removed",
      "75:the files are damaged outside the records, or of another version"
    })
public final class VerifyLogCommand implements Callable<Integer> {

  private final Surroundings around;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The data directory, or a copy of it. Default: yours.")
  private @Nullable Path directory;

  @Option(names = "--json", description = "Print what was found as one JSON object.")
  private boolean json;

  public VerifyLogCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException {
    var at = directory == null ? own() : around.directory().resolve(directory).normalize();
    if (!Files.isRegularFile(at.resolve("log.db"))) {
      throw new CommandFailure(ExitCode.NO_INPUT, "there is no log in " + at);
    }
    var check = LogCheck.of(at, this::progress);
    clear();
    if (json) {
      around.out().println(Shown.json(object(check)));
    } else {
      tell(check);
    }
    return check.broken() == null ? ExitCode.OK : ExitCode.CHAIN_BROKEN;
  }

  private void tell(LogCheck check) {
    var out = around.out();
    out.println("epoch    " + check.epoch());
    out.println(
        "records  "
            + (check.first() > check.head() ? "none" : check.first() + " to " + check.head()));
    out.println("good     " + check.records());
    var broken = check.broken();
    if (broken == null) {
      out.println("head     " + check.headHash());
    } else {
      out.println(
          around.ink().red("broken")
              + "   at record "
              + broken.sequence()
              + (broken.at() == null ? "" : ", " + broken.at())
              + (broken.type().isEmpty() ? "" : ", " + Shown.line(broken.type()))
              + ": "
              + Shown.line(broken.why()));
    }
    if (check.holder() != 0) {
      around.say(
          "Process "
              + check.holder()
              + " has the log open: records after "
              + check.head()
              + " and the indexes were not checked.");
    } else if (!check.indexesChecked()) {
      around.say("A hub has the log open: the indexes were not checked.");
    }
  }

  private static String object(LogCheck check) {
    var message =
        new MessageBuilder()
            .put("epoch", check.epoch())
            .put("first", check.first())
            .put("head", check.head())
            .put("records", check.records())
            .put("sound", check.broken() == null)
            .put("indexes_checked", check.indexesChecked());
    var broken = check.broken();
    if (broken == null) {
      message.put("head_hash", check.headHash());
    } else {
      message.put("broken_seq", broken.sequence()).put("why", broken.why());
      if (broken.at() != null) {
        message.put("broken_at", broken.at().toString());
      }
      if (!broken.type().isEmpty()) {
        message.put("broken_type", broken.type());
      }
    }
    return message.build().toString();
  }

  private void progress(long records, long of) {
    if (around.terminal() && !json) {
      around.err().printf(Locale.ROOT, "\r%,d of %,d records", records, of);
      around.err().flush();
    }
  }

  private void clear() {
    if (around.terminal() && !json) {
      around.err().print("\r\u001b[K");
    }
  }

  private Path own() {
    try {
      var settings = new SettingsLoader(around.environment(), around.home()).load(Map.of(), null);
      if (settings.data() != null) {
        return settings.data();
      }
    } catch (SettingsException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
    throw new CommandFailure(ExitCode.USAGE, "the log is kept in memory: name a directory");
  }
}
