package dev.skillwire.session;

import dev.skillwire.core.Snapshot;
import java.util.function.Consumer;

/// Writes states for those who connect.
public interface States {

  /// A state as the end of a message. Exactly one of [Outbox#send(byte\[\], Text)] and [#release].
  interface Text {

    /// The moment that it tells of.
    Snapshot snapshot();

    /// Lets go of it unsent.
    void release();
  }

  /// Makes the text of a state, or of another moment from which a client can follow as well. Never blocks.
  ///
  /// @param then told on any thread
  void text(Snapshot snapshot, Consumer<Text> then);
}
