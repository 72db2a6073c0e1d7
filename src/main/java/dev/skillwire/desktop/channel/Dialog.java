package dev.skillwire.desktop.channel;

import dev.skillwire.desktop.show.Card;
import java.io.IOException;
import java.time.Duration;

/// A window that asks. An interrupt closes it.
public interface Dialog {

  /// Shows a question and waits for the person.
  ///
  /// @param atMost longest time it stays
  /// @throws IOException if the program can't be started
  Pick ask(Card card, Duration atMost) throws IOException, InterruptedException;
}
