package dev.skillwire.cli.question;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What a person types while a question is on the screen.
public interface Keyboard {

  /// Something that was typed.
  sealed interface Typed {

    /// A line, without its end.
    record Line(String text) implements Typed {}

    /// Ctrl-D, or the terminal is gone.
    record End() implements Typed {}
  }

  /// What was typed next, or null when nothing was in time.
  @Nullable Typed poll(Duration atMost) throws InterruptedException;

  /// Drops everything that was typed before, the beginning of a line too: no answer may meet a question
  /// that was not on the screen, and no leftover the shell.
  void forget();
}
