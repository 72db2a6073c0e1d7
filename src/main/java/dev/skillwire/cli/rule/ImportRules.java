package dev.skillwire.cli.rule;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.HubOption;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.text.Shown;
import dev.skillwire.client.Message;
import dev.skillwire.wire.BadMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Takes over rules of another hub.
@Command(
    name = "import",
    description = {
      "Makes the rules of a file that 'rules export' printed; '-' reads standard input.",
      "They get new ids, are made by you and begin with no uses. Prints the new ids; a rule that is refused is named, and the others are made."
    })
final class ImportRules implements Callable<Integer> {

  /// Bytes of one file; a hub takes no more in one request.
  private static final int FILE_BYTES = 1 << 20;

  private final Surroundings around;

  @Mixin private HubOption hub = new HubOption();

  @Parameters(index = "0", paramLabel = "FILE", description = "Its name, or -.")
  private String file = "";

  ImportRules(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    var told = RuleApi.post(hub, around, RuleApi.PATH + "/import", read());
    int number = 0;
    int refused = 0;
    for (var result : told.objects("results")) {
      number++;
      if (result.has("rule_id")) {
        around.out().println(Shown.line(result.text("rule_id")));
      } else {
        refused++;
        around.say(
            "rule "
                + number
                + " of the file is refused: "
                + Shown.line(result.text("message"))
                + " ("
                + Shown.line(result.text("code"))
                + ")");
      }
    }
    return refused == 0 ? ExitCode.OK : ExitCode.REFUSED;
  }

  private Message read() {
    try (var in = open()) {
      var bytes = in.readNBytes(FILE_BYTES + 1);
      if (bytes.length > FILE_BYTES) {
        throw new CommandFailure(ExitCode.NO_INPUT, file + " takes more than 1 MiB.");
      }
      return Message.parse(new String(bytes, StandardCharsets.UTF_8));
    } catch (BadMessage e) {
      throw new CommandFailure(ExitCode.NO_INPUT, file + " holds no rules: " + e.getMessage());
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.NO_INPUT, file + " can't be read: " + e.getMessage());
    }
  }

  private InputStream open() throws IOException {
    return file.equals("-") ? around.in() : Files.newInputStream(around.directory().resolve(file));
  }
}
