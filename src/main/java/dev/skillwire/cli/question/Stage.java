package dev.skillwire.cli.question;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// What is printed while a question may be on the screen: events wait until the question is gone, so
/// that they don't write over it.
public final class Stage {

  private static final int HELD_LINES = 1_000;

  private final PrintStream out;
  private final boolean ansi;
  private final List<String> held = new ArrayList<>();
  private boolean asking;
  private int dropped;

  public Stage(PrintStream out, boolean ansi) {
    this.out = out;
    this.ansi = ansi;
  }

  /// Prints a line now, or when the question is gone.
  public synchronized void line(String line) {
    if (!asking) {
      out.println(line);
      out.flush();
    } else if (held.size() < HELD_LINES) {
      held.add(line);
    } else {
      dropped++;
    }
  }

  /// Puts a question on the screen.
  ///
  /// @param timeLeft stands alone in a line, which [#timeLeft] rewrites
  synchronized void ask(List<String> card, String timeLeft) {
    asking = true;
    card.forEach(out::println);
    out.println("  " + timeLeft);
    out.flush();
  }

  /// Says what to type.
  synchronized void prompt(String prompt) {
    out.print(prompt);
    out.flush();
  }

  /// Rewrites the line above the prompt, where the terminal can.
  synchronized void timeLeft(String text) {
    if (asking && ansi) {
      out.print("\u001b7\u001b[1A\r\u001b[2K  " + text + "\u001b8");
      out.flush();
    }
  }

  /// Takes the question off: says how it ended, then what was held back.
  ///
  /// @param typed true when the person ended the line
  synchronized void done(String words, boolean typed) {
    if (!typed) {
      out.println();
    }
    asking = false;
    out.println(words);
    held.forEach(out::println);
    held.clear();
    if (dropped > 0) {
      out.println("  (" + dropped + " more lines)");
      dropped = 0;
    }
    out.flush();
  }
}
