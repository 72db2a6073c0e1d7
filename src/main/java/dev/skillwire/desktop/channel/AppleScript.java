package dev.skillwire.desktop.channel;

import dev.skillwire.desktop.process.Finished;
import dev.skillwire.desktop.process.Launcher;
import dev.skillwire.desktop.process.Task;
import dev.skillwire.desktop.show.Card;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Window, notification and dialog on macOS. Texts reach the scripts as arguments, never as code.
final class AppleScript implements Dialog, Notice, Nudge {

  private static final Duration TIME = Duration.ofSeconds(5);
  private static final int BODY = 300;

  /// Its dialogs don't scroll: what is longer could not be shown whole.
  private static final int DIALOG_CHARS = 2_500;

  private static final int DIALOG_LINES = 30;

  private static final List<String> RAISE =
      List.of(
          "on run argv",
          "repeat with n in argv",
          "if application (n as text) is running then",
          "tell application (n as text) to activate",
          "return",
          "end if",
          "end repeat",
          "error number 1",
          "end run");

  private static final List<String> NOTIFY =
      List.of(
          "on run argv",
          "display notification (item 1 of argv) with title (item 2 of argv)",
          "end run");

  private static final List<String> ASK =
      List.of(
          "on run argv",
          "set rows to items 3 thru -1 of argv",
          "activate",
          "set picked to choose from list rows with title (item 2 of argv) with prompt"
              + " (item 1 of argv) OK button name \"Answer\" cancel button name \"Not now\"",
          "if picked is false then error number -128",
          "return item 1 of picked",
          "end run");

  private final Path program;
  private final List<String> applications;
  private final Launcher launcher;

  /// @param applications names of editors, the one to prefer first
  AppleScript(Path program, List<String> applications, Launcher launcher) {
    this.program = program;
    this.applications = applications;
    this.launcher = launcher;
  }

  @Override
  public boolean nudge() throws IOException, InterruptedException {
    return run(RAISE, applications, TIME).well();
  }

  @Override
  public Pick show(Card card, boolean buttons, Duration atMost)
      throws IOException, InterruptedException {
    var prompt = card.prompt();
    var body =
        prompt.length() <= BODY
            ? prompt
            : prompt.substring(0, prompt.offsetByCodePoints(0, BODY / 2)) + "…";
    return run(NOTIFY, List.of(body, card.title()), TIME).well() ? Pick.DISMISSED : Pick.UNSEEN;
  }

  @Override
  public Pick ask(Card card, Duration atMost) throws IOException, InterruptedException {
    var text = card.text();
    if (text.length() > DIALOG_CHARS || text.lines().count() > DIALOG_LINES) {
      return Pick.UNSEEN;
    }
    var words = new ArrayList<>(List.of(text, card.title()));
    for (int i = 0; i < card.labels().size(); i++) {
      words.add((i + 1) + "  " + card.labels().get(i));
    }
    var finished = run(ASK, words, atMost);
    if (!finished.well()) {
      return finished.unseen() ? Pick.UNSEEN : Pick.DISMISSED;
    }
    int option = words.indexOf(finished.output()) - 2;
    return option < 0 ? Pick.DISMISSED : new Pick.Chosen(option);
  }

  private Finished run(List<String> script, List<String> words, Duration atMost)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(program.toString()));
    script.forEach(line -> command.addAll(List.of("-e", line)));
    command.add("--");
    command.addAll(words);
    return launcher.run(Task.of(command, atMost));
  }
}
