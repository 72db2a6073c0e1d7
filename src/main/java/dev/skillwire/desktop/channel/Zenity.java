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

/// Dialogs of GNOME: buttons for a brief question with few options, else a list; what is long or will run
/// is read first, in a window that scrolls. No key that is pressed blindly answers: the button that has
/// the keyboard is "Not now", and a list begins without a selection.
final class Zenity implements Dialog {

  private static final String NOT_NOW = "Not now";
  private static final int BUTTONS = 3;
  private static final int BUTTON_CHARS = 28;
  private static final int HEADLINE = 300;
  private static final int FRAME = 120; // pixels of a list without its rows
  private static final int ROW = 25;
  private static final int LINE = 20;
  private static final int ROWS_SHOWN = 14;

  private final Path program;
  private final Launcher launcher;

  Zenity(Path program, Launcher launcher) {
    this.program = program;
    this.launcher = launcher;
  }

  @Override
  public Pick ask(Card card, Duration atMost) throws IOException, InterruptedException {
    if (!card.brief()) {
      var read = run(text(card), card.text(), atMost);
      if (!read.well()) {
        return none(read);
      }
      return list(card, escaped(Plain.line(card.prompt(), HEADLINE)), atMost);
    }
    boolean few =
        card.labels().size() <= BUTTONS
            && card.labels().stream().allMatch(label -> label.length() <= BUTTON_CHARS)
            && !card.labels().contains(NOT_NOW);
    return few ? buttons(card, atMost) : list(card, markup(card), atMost);
  }

  private Pick buttons(Card card, Duration atMost) throws IOException, InterruptedException {
    var command = command(card, "--question");
    command.addAll(List.of("--switch", "--width=480", "--text=" + markup(card)));
    command.add("--extra-button=" + NOT_NOW);
    var buttons = card.labels().stream().map(Zenity::mnemonic).toList();
    buttons.forEach(button -> command.add("--extra-button=" + button));
    var finished = run(command, "", atMost);
    int option = buttons.indexOf(finished.output());
    if (option >= 0) {
      return new Pick.Chosen(option);
    }
    return finished.output().isEmpty() ? none(finished) : Pick.DISMISSED;
  }

  /// @param above markup
  private Pick list(Card card, String above, Duration atMost)
      throws IOException, InterruptedException {
    var command = command(card, "--list");
    int rows = Math.min(card.labels().size(), ROWS_SHOWN);
    command.addAll(
        List.of(
            "--width=520",
            "--height=" + (FRAME + rows * ROW + (int) above.lines().count() * LINE),
            "--column=Number",
            "--column=Option",
            "--hide-column=1",
            "--print-column=1",
            "--hide-header",
            "--ok-label=Answer",
            "--cancel-label=" + NOT_NOW,
            "--text=" + above));
    // Rows are read from the input: as arguments some could be taken for options.
    var input = new StringBuilder();
    for (int i = 0; i < card.labels().size(); i++) {
      input.append(i).append('\n').append(card.labels().get(i)).append('\n');
    }
    var finished = run(command, input.toString(), atMost);
    return finished.well() ? chosen(finished.output(), card) : none(finished);
  }

  private List<String> text(Card card) {
    var command = command(card, "--text-info");
    command.addAll(
        List.of(
            "--width=720",
            "--height=560",
            "--font=Monospace 10",
            "--ok-label=Decide…",
            "--cancel-label=" + NOT_NOW));
    return command;
  }

  private List<String> command(Card card, String kind) {
    return new ArrayList<>(List.of(program.toString(), kind, "--title=" + card.title()));
  }

  private Finished run(List<String> command, String input, Duration atMost)
      throws IOException, InterruptedException {
    return launcher.run(Task.of(command, atMost).reading(input));
  }

  private static Pick none(Finished finished) {
    return finished.unseen() ? Pick.UNSEEN : Pick.DISMISSED;
  }

  static Pick chosen(String output, Card card) {
    for (int i = 0; i < card.labels().size(); i++) {
      if (output.equals(Integer.toString(i))) {
        return new Pick.Chosen(i);
      }
    }
    return Pick.DISMISSED;
  }

  /// All of a brief card, the question itself larger.
  private static String markup(Card card) {
    var prompt = "<span size='large' weight='bold'>" + escaped(card.prompt()) + "</span>";
    return card.facts().isEmpty()
        ? prompt
        : prompt + "\n\n" + escaped(String.join("\n", card.facts()));
  }

  /// Markup and backslash escapes are read in texts.
  private static String escaped(String text) {
    return Plain.markup(text).replace("\\", "\\\\");
  }

  /// An underscore before a letter would be its key.
  private static String mnemonic(String label) {
    return label.replace("_", "__");
  }
}
