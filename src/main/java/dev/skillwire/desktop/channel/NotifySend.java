package dev.skillwire.desktop.channel;

import dev.skillwire.desktop.process.Finished;
import dev.skillwire.desktop.process.Launcher;
import dev.skillwire.desktop.process.Task;
import dev.skillwire.desktop.show.Card;
import dev.skillwire.desktop.show.Plain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Notifications as free desktops show them. Only a question that is seen whole there, with nothing
/// that will run, has buttons.
final class NotifySend implements Notice {

  private static final int BUTTONS = 3;
  private static final int SUMMARY = 80;
  private static final int BODY = 400;
  private static final Duration PLAIN = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofHours(1);

  private final Path program;
  private final Launcher launcher;

  NotifySend(Path program, Launcher launcher) {
    this.program = program;
    this.launcher = launcher;
  }

  @Override
  public Pick show(Card card, boolean buttons, Duration atMost)
      throws IOException, InterruptedException {
    var stays = atMost.compareTo(LONGEST) > 0 ? LONGEST : atMost;
    boolean whole = card.simple() && card.prompt().length() <= BODY;
    if (buttons && whole && card.labels().size() <= BUTTONS) {
      var command = command(card, stays);
      command.add("--wait");
      for (int i = 0; i < card.labels().size(); i++) {
        command.add("--action=" + i + "=" + card.labels().get(i));
      }
      var finished = run(words(command, card), stays);
      if (!finished.unseen()) {
        return finished.well() ? Zenity.chosen(finished.output(), card) : Pick.DISMISSED;
      }
    }
    // Without buttons, or where the program is too old to have any.
    var command = command(card, stays);
    var told = run(words(command, card), PLAIN);
    return told.well() ? Pick.DISMISSED : Pick.UNSEEN;
  }

  private List<String> command(Card card, Duration stays) {
    var command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--app-name=Skillwire",
                "--urgency=" + (card.risky() ? "critical" : "normal"),
                "--expire-time=" + stays.toMillis()));
    return command;
  }

  private static List<String> words(List<String> command, Card card) {
    command.addAll(
        List.of("--", Plain.line(card.title(), SUMMARY), Plain.markup(cut(card.prompt()))));
    return command;
  }

  private Finished run(List<String> command, Duration atMost)
      throws IOException, InterruptedException {
    return launcher.run(new Task(command, "", atMost, Task.Farewell.INT));
  }

  private static String cut(String prompt) {
    return prompt.length() <= BODY
        ? prompt
        : prompt.substring(0, prompt.offsetByCodePoints(0, BODY / 2)) + "…";
  }
}
