package dev.skillwire.cli.text;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.client.MessageBuilder;
import dev.skillwire.core.Json;
import dev.skillwire.wire.BadMessage;
import dev.skillwire.wire.JsonText;

/// `--action`: a JSON object, or a text, which stands for what is run.
public final class ActionText {

  private ActionText() {}

  public static Json of(String text) {
    if (text.stripLeading().startsWith("{")) {
      try {
        return JsonText.free(text);
      } catch (BadMessage e) {
        throw new CommandFailure(
            ExitCode.USAGE, "--action begins like JSON, but: " + e.getMessage());
      }
    }
    return new MessageBuilder().put("run", text).build().json();
  }
}
