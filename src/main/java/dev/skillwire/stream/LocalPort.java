package dev.skillwire.stream;

import dev.skillwire.core.Actor;
import dev.skillwire.core.Command;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Event;
import dev.skillwire.core.HubPort;
import dev.skillwire.core.Reason;
import dev.skillwire.core.Rejection;
import dev.skillwire.core.Reply;
import dev.skillwire.core.RunId;
import dev.skillwire.core.Sender;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// A source in the hub's own process.
final class LocalPort implements HubPort {

  /// What a command of this process counts in the inbox; its texts are shared, not copied.
  private static final int BYTES = 256;

  private final Hub hub;
  private final Sender from;

  LocalPort(Hub hub, Sender from) {
    this.hub = hub;
    this.from = from;
  }

  @Override
  public CompletableFuture<Reply> submit(Command command) {
    var reply = new CompletableFuture<Reply>();
    if (!hub.offer(command, from, "", BYTES, done -> elsewhere(() -> reply.complete(done)), null)) {
      reply.complete(
          new Reply.Refused(Rejection.of(Reason.BUSY, "The hub can't take more at the moment.")));
    }
    return reply;
  }

  @Override
  public CompletableFuture<Event> outcome(ConfirmationId id) {
    var outcome = new CompletableFuture<Event>();
    var stop =
        hub.awaitOutcome(
            id,
            event -> elsewhere(() -> outcome.complete(event)),
            () ->
                outcome.completeExceptionally(
                    new IllegalStateException("the hub stopped, or knows no question " + id)));
    return outcome.whenComplete(
        (_, _) -> {
          if (outcome.isCancelled()) {
            stop.run();
          }
        });
  }

  @Override
  public void onCancelRequested(RunId run, Consumer<Actor> then) {
    hub.awaitCancel(run, by -> elsewhere(() -> then.accept(by)));
  }

  /// Callers may do what they like in their callbacks, so these don't run on the sequencer's thread.
  private static void elsewhere(Runnable callback) {
    Thread.startVirtualThread(callback);
  }
}
