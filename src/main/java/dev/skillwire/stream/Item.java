package dev.skillwire.stream;

import dev.skillwire.core.Command;
import dev.skillwire.core.Reply;
import dev.skillwire.core.Sender;
import java.util.function.Consumer;

/// Something for the sequencer.
sealed interface Item {

  /// Bytes it holds while it waits.
  int bytes();

  /// A command.
  ///
  /// @param key makes it safe to send twice, or ""
  /// @param reply told once the outcome is durable, on the sequencer's thread
  record Submission(Command command, Sender from, String key, int bytes, Consumer<Reply> reply)
      implements Item {}

  /// A look at the state, between two batches, when all of it is durable.
  record Look(Consumer<View> then) implements Item {
    @Override
    public int bytes() {
      return 0;
    }
  }
}
