package dev.skillwire.client;

import dev.skillwire.core.Actor;
import dev.skillwire.core.Command;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Event;
import dev.skillwire.core.HubPort;
import dev.skillwire.core.Reason;
import dev.skillwire.core.Rejection;
import dev.skillwire.core.Reply;
import dev.skillwire.core.RunId;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A connection to a hub that comes back by itself, for ever, until the hub says that it is no use.
///
/// What was submitted and has no reply is sent again on the next connection, events with the same
/// `event_id`, so that none holds twice. Questions are asked again by their id, so that their outcome
/// arrives even when it was decided meanwhile. A client that resumes reads every event once.
///
/// Safe for several threads. Futures complete on the thread that reads the socket: what depends on
/// them must not block.
public final class HubClient implements HubPort, AutoCloseable {

  private final ClientSettings settings;
  private final HubListener listener;
  private final HttpClient http;
  private final Keeper keeper;
  private final Object lock = new Object();
  private final Outbox outbox = new Outbox(UUID.randomUUID().toString());
  private final Outcomes outcomes = new Outcomes();
  private final CancelRequests cancels = new CancelRequests();
  private final CompletableFuture<String> ended = new CompletableFuture<>();

  private @Nullable Link live;
  private volatile @Nullable Position position;
  private volatile String clientId = "";

  private HubClient(ClientSettings settings, HubListener listener, Timing timing) {
    this.settings = settings;
    this.listener = listener;
    this.position = settings.from();
    var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timing.connect());
    if (Addresses.secure(settings.address())) {
      client.sslContext(settings.trust().context());
    }
    this.http = client.build();
    this.keeper = new Keeper(this, timing);
  }

  /// Connects, and waits until the hub has greeted this client.
  ///
  /// @throws HubProblem if the hub does not let it in
  /// @throws IOException if there is no hub
  public static HubClient connect(ClientSettings settings, HubListener listener)
      throws IOException {
    return connect(settings, listener, Timing.DEFAULT);
  }

  static HubClient connect(ClientSettings settings, HubListener listener, Timing timing)
      throws IOException {
    var client = new HubClient(settings, listener, timing);
    try {
      client.keeper.start().get();
      return client;
    } catch (ExecutionException e) {
      client.http.shutdownNow();
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (InterruptedException e) {
      client.close();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while connecting", e);
    }
  }

  /// How the hub names this connection; another one after each reconnect.
  public String clientId() {
    return clientId;
  }

  /// How far this client has read, or null before it has read anything.
  public @Nullable Position position() {
    return position;
  }

  /// Completes with the reason when this client has ended and does not come back.
  public CompletableFuture<String> ended() {
    return ended;
  }

  @Override
  public CompletableFuture<Reply> submit(Command command) {
    cancels.submitted(command);
    synchronized (lock) {
      if (ended.isDone()) {
        return CompletableFuture.completedFuture(
            new Reply.Refused(Rejection.of(Reason.BUSY, ended.join())));
      }
      var pending = outbox.add(command);
      if (pending.reply.isDone()) {
        return pending.reply;
      }
      if (command instanceof Command.AskConfirmation question) {
        outcomes.asked(question);
      }
      transmit(pending);
      return pending.reply;
    }
  }

  @Override
  public CompletableFuture<Event> outcome(ConfirmationId id) {
    synchronized (lock) {
      var outcome = outcomes.of(id);
      if (ended.isDone() && !outcome.isDone()) {
        outcome.completeExceptionally(new IOException(ended.join()));
      }
      return outcome;
    }
  }

  @Override
  public void onCancelRequested(RunId run, Consumer<Actor> then) {
    cancels.on(run, then);
  }

  /// Says that a person is at this client, so that the hub looks for nobody else. It holds for some minutes,
  /// and as long as the connection.
  ///
  /// @param sinceInput since the person last did something here
  public void present(Duration sinceInput) {
    synchronized (lock) {
      if (live != null) {
        live.send(
            new MessageBuilder()
                .put("type", "presence")
                .put("state", "focused")
                .put("last_input", Math.max(0, sinceInput.toSeconds()))
                .build()
                .json()
                .text());
      }
    }
  }

  /// Ends the connection; what has no reply is refused.
  @Override
  public void close() {
    keeper.stop();
    end("this client was closed");
  }

  ClientSettings settings() {
    return settings;
  }

  HubListener listener() {
    return listener;
  }

  HttpClient http() {
    return http;
  }

  /// Where a new connection begins to read, or null for a snapshot.
  @Nullable Position resumeFrom() {
    return settings.resume() ? position : null;
  }

  /// A connection is greeted: everything without a reply goes out on it.
  void opened(Link link, Message opening) {
    clientId = opening.text("client_id");
    synchronized (lock) {
      live = link;
      for (var pending : outbox.unanswered()) {
        transmit(pending);
      }
      for (var question : outcomes.open()) {
        askAgain(question);
      }
    }
    cancels.opened(opening);
    restate(opening);
  }

  void received(Message message) {
    switch (message.type()) {
      case "ack" -> reply(message, Incoming.done(message));
      case "error" -> reply(message, new Reply.Refused(Incoming.rejection(message)));
      case "heartbeat_ack" -> {}
      case "resync" -> restate(message);
      default -> event(message);
    }
  }

  /// The connection is gone.
  void lost(Link link) {
    var unsafe = new ArrayList<Outbox.Pending>();
    synchronized (lock) {
      if (live == link) {
        live = null;
      }
      unsafe.addAll(outbox.removeUnrepeatable());
    }
    for (var pending : unsafe) {
      var words = "The connection was lost before the hub replied; look before you try again.";
      pending.reply.complete(new Reply.Refused(Rejection.of(Reason.BUSY, words)));
    }
  }

  /// Nothing comes any more.
  void end(String why) {
    if (!ended.complete(why)) {
      return;
    }
    var unanswered = new ArrayList<Outbox.Pending>();
    var unsettled = new ArrayList<CompletableFuture<Event>>();
    synchronized (lock) {
      unanswered.addAll(outbox.removeAll());
      unsettled.addAll(outcomes.unsettled());
    }
    var refusal = new Reply.Refused(Rejection.of(Reason.BUSY, why));
    unanswered.forEach(pending -> pending.reply.complete(refusal));
    unsettled.forEach(outcome -> outcome.completeExceptionally(new IOException(why)));
    listener.ended(why);
    http.shutdownNow();
  }

  private void restate(Message opening) {
    var sequence = opening.whole("seq");
    if (sequence != null) {
      position = new Position(opening.text("epoch"), sequence);
    }
    listener.opened(opening);
  }

  private void event(Message message) {
    // An outcome counts whatever its sequence: a question that is asked again is told an old one.
    settle(message);
    var sequence = message.whole("seq");
    var read = position;
    if (sequence != null && read != null) {
      if (sequence <= read.sequence()) {
        return;
      }
      position = new Position(read.epoch(), sequence);
    }
    cancels.received(message);
    listener.received(message);
  }

  private void settle(Message message) {
    var outcome = Incoming.outcome(message);
    if (outcome instanceof Event.ConfirmationEvent settled) {
      CompletableFuture<Event> waiting;
      synchronized (lock) {
        waiting = outcomes.waiting(settled.id());
      }
      if (waiting != null) {
        waiting.complete(outcome);
      }
    }
  }

  private void reply(Message message, Reply reply) {
    Outbox.@Nullable Pending pending;
    synchronized (lock) {
      pending = outbox.remove(message.text("request_id"));
    }
    if (pending == null) {
      listener.received(message);
      return;
    }
    if (reply instanceof Reply.Refused refused
        && pending.command instanceof Command.AskConfirmation question) {
      refusedQuestion(question.id(), refused.rejection());
    }
    pending.reply.complete(reply);
  }

  private void refusedQuestion(ConfirmationId id, Rejection rejection) {
    CompletableFuture<Event> waiting;
    synchronized (lock) {
      waiting = outcomes.waiting(id);
    }
    if (waiting != null) {
      waiting.completeExceptionally(
          new HubProblem(0, rejection.reason().code(), rejection.message()));
    }
  }

  private void askAgain(Command.AskConfirmation question) {
    boolean underway =
        outbox.unanswered().stream()
            .anyMatch(
                p ->
                    p.command instanceof Command.AskConfirmation q && q.id().equals(question.id()));
    if (!underway) {
      transmit(outbox.add(question));
    }
  }

  private void transmit(Outbox.Pending pending) {
    var link = live;
    if (link != null && !pending.reply.isDone()) {
      pending.sent = true;
      link.send(pending.text);
    }
  }
}
