package dev.skillwire.desktop.channel;

import dev.skillwire.desktop.show.Card;
import java.io.IOException;
import java.time.Duration;

/// A notification of the desktop, with buttons where it has them. An interrupt takes it back.
public interface Notice {

  /// Shows a question and waits as long as it can be answered there.
  ///
  /// @param buttons whether it may be answered there
  Pick show(Card card, boolean buttons, Duration atMost) throws IOException, InterruptedException;
}
