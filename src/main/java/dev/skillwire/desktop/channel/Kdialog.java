package dev.skillwire.desktop.channel;

import dev.skillwire.desktop.process.Launcher;
import dev.skillwire.desktop.process.Task;
import dev.skillwire.desktop.show.Card;
import dev.skillwire.desktop.show.Plain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Dialogs of KDE: a list of options, after a window that scrolls where there is more to read. The
/// list begins at an entry that answers nothing, because its first entry is selected.
final class Kdialog implements Dialog {

  private static final int HEADLINE = 300;
  private static final String NOTHING = "none";

  private final Path program;
  private final Launcher launcher;

  Kdialog(Path program, Launcher launcher) {
    this.program = program;
    this.launcher = launcher;
  }

  @Override
  public Pick ask(Card card, Duration atMost) throws IOException, InterruptedException {
    if (!card.brief()) {
      var read =
          launcher.run(
              Task.of(command(card, "--textbox=-", "700", "540"), atMost).reading(card.text()));
      if (!read.well()) {
        return read.unseen() ? Pick.UNSEEN : Pick.DISMISSED;
      }
    }
    var above = card.brief() ? card.text() : Plain.line(card.prompt(), HEADLINE);
    var rows = new ArrayList<>(List.of(NOTHING, "Not now"));
    for (int i = 0; i < card.labels().size(); i++) {
      rows.add(Integer.toString(i));
      rows.add(card.labels().get(i));
    }
    // Qt guesses whether a text is HTML; this one says so and is escaped.
    var html = "<qt>" + Plain.markup(above).replace("\n", "<br>") + "</qt>";
    var finished =
        launcher.run(Task.of(command(card, "--menu=" + html, rows.toArray(String[]::new)), atMost));
    if (finished.well()) {
      return Zenity.chosen(finished.output(), card);
    }
    return finished.unseen() ? Pick.UNSEEN : Pick.DISMISSED;
  }

  private List<String> command(Card card, String kind, String... words) {
    var command =
        new ArrayList<>(List.of(program.toString(), "--title=" + card.title(), kind, "--"));
    command.addAll(List.of(words));
    return command;
  }
}
