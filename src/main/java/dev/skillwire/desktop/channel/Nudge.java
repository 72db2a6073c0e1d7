package dev.skillwire.desktop.channel;

import java.io.IOException;

/// Something that makes a person look, and asks nothing.
public interface Nudge {

  /// Makes a person look.
  ///
  /// @return false when it did not come about
  boolean nudge() throws IOException, InterruptedException;
}
