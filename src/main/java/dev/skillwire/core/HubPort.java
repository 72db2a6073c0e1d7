package dev.skillwire.core;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// The one way for a source to report and to ask, whether the hub is in this process or another.
public interface HubPort {

  /// Submits a command; never blocks.
  ///
  /// @return completes once the outcome is durable; with [Reason#BUSY] when the hub can't take more
  CompletableFuture<Reply> submit(Command command);

  /// The event that closes a question: [Event.ConfirmationAnswered] or [Event.ConfirmationExpired].
  CompletableFuture<Event> outcome(ConfirmationId id);

  /// Calls `then` once, as soon as somebody wants the run to end; on a thread of the hub, so `then`
  /// must not block.
  void onCancelRequested(RunId run, Consumer<Actor> then);
}
