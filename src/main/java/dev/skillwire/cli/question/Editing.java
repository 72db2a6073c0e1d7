package dev.skillwire.cli.question;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.text.Shown;
import dev.skillwire.client.Message;
import dev.skillwire.wire.BadMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Changing an action in the person's own editor.
final class Editing {

  private Editing() {}

  /// What the person makes of an action; ends the command where nothing valid comes of it.
  static Message of(Message action, Surroundings around) throws InterruptedException {
    var editor =
        around
            .environment()
            .getOrDefault("VISUAL", around.environment().getOrDefault("EDITOR", ""));
    if (editor.isBlank()) {
      throw new CommandFailure(
          ExitCode.USAGE, "--edit needs an editor: set EDITOR, or use --edited-action FILE.");
    }
    Path file = null;
    try {
      // A file of mode 0600: an action may hold what is not for others.
      file = Files.createTempFile("skillwire-action-", ".json");
      Files.writeString(file, Shown.json(action.toString()) + "\n");
      // An editor is a command line, such as "code --wait".
      int code =
          new ProcessBuilder("/bin/sh", "-c", editor + " \"$1\"", "skillwire", file.toString())
              .inheritIO()
              .start()
              .waitFor();
      if (code != 0) {
        throw new CommandFailure(
            ExitCode.FAILED, "the editor ended with code " + code + "; nothing was answered.");
      }
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.FAILED, "the action can't be edited: " + e.getMessage());
    } finally {
      remove(file);
    }
  }

  static Message parse(String text) {
    try {
      return Message.parse(text);
    } catch (BadMessage e) {
      throw new CommandFailure(
          ExitCode.USAGE, "the changed action is no JSON object: " + e.getMessage());
    }
  }

  private static void remove(@org.jspecify.annotations.Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException _) {
      // It lies in the place for temporary files.
    }
  }
}
