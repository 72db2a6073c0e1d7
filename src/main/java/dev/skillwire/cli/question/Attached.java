package dev.skillwire.cli.question;

import dev.skillwire.cli.base.Ink;
import dev.skillwire.cli.text.Shown;
import dev.skillwire.client.Message;
import java.util.ArrayList;
import java.util.List;

/// A text that is attached to a question, as a terminal shows it: whole.
final class Attached {

  private Attached() {}

  static List<String> lines(Message attached, Ink ink) {
    var lines = new ArrayList<String>();
    boolean diff = attached.text("kind").equals("diff");
    var title = Shown.line(attached.text("title"));
    lines.add(
        "  " + ink.bold(title.isEmpty() ? (diff ? "The change:" : "Attached:") : title + ":"));
    Shown.lines(attached.text("text"))
        .lines()
        .forEach(
            line -> lines.add("  " + ink.dim("|") + " " + (diff ? coloured(line, ink) : line)));
    return lines;
  }

  private static String coloured(String line, Ink ink) {
    if (line.startsWith("+++") || line.startsWith("---") || line.startsWith("diff ")) {
      return ink.bold(line);
    }
    return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '+' -> ink.green(line);
      case '-' -> ink.red(line);
      case '@' -> ink.cyan(line);
      default -> line;
    };
  }
}
