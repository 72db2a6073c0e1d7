package dev.skillwire.client;

import java.time.Duration;

/// Told what a client reads, in order, by one thread at a time. While a method runs, nothing more is
/// read from the hub: a slow listener slows its own client alone.
public interface HubListener {

  /// The hub's first message on a connection, or a `resync`: state as of its `seq`, unless it says
  /// `resumed`.
  default void opened(Message opening) {}

  /// An event. In the order of the log, none twice.
  default void received(Message event) {}

  /// The connection is gone; the client comes back by itself.
  ///
  /// @param retryIn time until the next attempt
  default void lost(String why, Duration retryIn) {}

  /// The client does not come back: it was closed, or the hub does not want it.
  default void ended(String why) {}
}
