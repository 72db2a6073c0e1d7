package dev.skillwire.session;

import dev.skillwire.core.Command;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Reason;
import dev.skillwire.core.Rejection;
import dev.skillwire.core.Reply;
import dev.skillwire.core.Sender;
import dev.skillwire.stream.Hub;
import dev.skillwire.wire.BadMessage;
import dev.skillwire.wire.ClientMessage;
import dev.skillwire.wire.ClientMessage.Filter;
import dev.skillwire.wire.ClientMessage.Request;
import dev.skillwire.wire.EventWriter;
import dev.skillwire.wire.JsonText;
import dev.skillwire.wire.MessageReader;
import dev.skillwire.wire.Replies;
import dev.skillwire.wire.SnapshotWriter;
import dev.skillwire.wire.Vocabulary;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The conversation with one socket client. Confined to the connection's own thread; what the hub
/// says comes back to it through `loop`.
public final class Conversation {

  private final Hub hub;
  private final Openings openings;
  private final MessageReader reader;
  private final Peer peer;
  private final Sender sender;
  private final Vocabulary vocabulary;
  private final Resume resume;
  private final Feed feed;
  private final Outbox outbox;
  private final Executor loop;
  private final LongSupplier nanos;
  private final Rate rate;
  private final Presence presence = new Presence();

  /// The hub can take no more, or nothing may be said yet: nothing is received.
  private boolean full;

  /// Bytes of the message that could not be taken; the connection keeps it, as it came.
  private int refusedBytes;

  /// True while its feed stands where the client does: not before `connected`, nor while a `resync` is
  /// made.
  private boolean placed;

  /// True while it waits for a list or a preview.
  private boolean looking;

  private boolean closed;

  /// What all conversations share.
  ///
  /// @param nanos monotonic time
  public record Shared(Hub hub, Openings openings, MessageReader reader, LongSupplier nanos) {}

  public Conversation(
      Shared shared,
      Peer peer,
      Vocabulary vocabulary,
      Resume resume,
      Feed feed,
      Outbox outbox,
      Executor loop) {
    this.hub = shared.hub();
    this.openings = shared.openings();
    this.reader = shared.reader();
    this.nanos = shared.nanos();
    this.rate = new Rate(nanos.getAsLong());
    this.peer = peer;
    this.sender = peer.sender();
    this.vocabulary = vocabulary;
    this.resume = resume;
    this.feed = feed;
    if (!peer.observes()) {
      feed.filter(Filter.REPLIES);
    }
    presence.hears(!feed.repliesOnly());
    this.outbox = outbox;
    this.loop = loop;
  }

  public Vocabulary vocabulary() {
    return vocabulary;
  }

  public Feed feed() {
    return feed;
  }

  /// Of the person at the client; may be read by any thread.
  public Presence presence() {
    return presence;
  }

  /// Sends `connected`, then lets the client follow.
  public void open() {
    // Nothing may be answered before `connected`.
    full = true;
    outbox.reading(false);
    var since = resume.since();
    if (since != null && openings.resumes(resume)) {
      openings.away(peer, resume, null, away -> onLoop(() -> resumed(since, away)));
    } else {
      openings.state(peer, this::told);
    }
  }

  private void told(States.Text state) {
    openings.away(
        peer, resume, state.snapshot(), away -> onLoop(() -> opened(state, away), state::release));
  }

  private void resumed(long since, Replies.@Nullable Away away) {
    if (!closed) {
      feed.moveTo(since + 1);
      outbox.send(openings.resumed(peer, since, away));
      placed = true;
      outbox.follow();
      roomAgain();
    }
  }

  /// The client fell too far behind: it is brought up to date, or told to come back.
  public void tooSlow() {
    if (!resume.keepsPosition()) {
      outbox.close(CloseCode.TOO_SLOW);
      return;
    }
    placed = false;
    openings.state(peer, state -> onLoop(() -> updated(state), state::release));
  }

  /// One message of the client.
  ///
  /// @return false if it can't be taken now; it is to come again when [Outbox#reading] is on
  public boolean receive(byte[] utf8) {
    if (!full) {
      handle(utf8);
    }
    return !full;
  }

  /// The connection is gone.
  public void closed() {
    closed = true;
    hub.connectionClosed(peer.clientId());
  }

  private void updated(States.Text state) {
    if (closed) {
      state.release();
      return;
    }
    feed.moveTo(state.snapshot().sequence() + 1);
    outbox.send(openings.whole("resync", peer, Resume.NONE, state.snapshot(), null), state);
    placed = true;
    outbox.follow();
  }

  private void opened(States.Text state, Replies.@Nullable Away away) {
    if (closed) {
      state.release();
      return;
    }
    var snapshot = state.snapshot();
    feed.moveTo(snapshot.sequence() + 1);
    outbox.send(openings.whole("connected", peer, resume, snapshot, away), state);
    if (!resume.keepsPosition() && peer.observes()) {
      openings.endings(snapshot, vocabulary, feed).forEach(outbox::send);
    }
    placed = true;
    outbox.follow();
    roomAgain();
  }

  private void handle(byte[] utf8) {
    String requestId = null;
    try {
      var node = JsonText.message(utf8);
      requestId = MessageReader.requestId(node);
      var message = reader.read(node);
      boolean published = message instanceof Request r && r.need().publishes();
      if (!published && !rate.allows(nanos.getAsLong())) {
        throw new BadMessage(
            Rejection.of(
                Reason.RATE_LIMITED,
                "More than " + SessionLimits.MESSAGES_PER_SECOND + " messages in a second."));
      }
      switch (message) {
        case ClientMessage.Heartbeat _ -> outbox.send(Replies.heartbeatAck());
        case ClientMessage.Subscribe s -> {
          feed.filter(peer.observes() ? s.filter() : Filter.REPLIES);
          ack(s.requestId());
          presence.hears(!feed.repliesOnly());
          if (placed) {
            outbox.follow();
          }
        }
        case ClientMessage.ListRules list -> {
          look();
          hub.snapshot(
              s -> Thread.startVirtualThread(() -> looked(Replies.rules(list.requestId(), s))));
        }
        case ClientMessage.PreviewRule wanted -> {
          look();
          Thread.startVirtualThread(() -> preview(wanted));
        }
        case ClientMessage.Presence p -> {
          presence.said(p, nanos.getAsLong());
          hold(p);
          ack(p.requestId());
        }
        case Request request -> submit(request, utf8);
      }
    } catch (BadMessage e) {
      refuse(requestId, e.rejection());
    }
  }

  /// A clock waits for who is about to answer. A word that comes too late or from one who can't answer is
  /// no mistake of the client's: nothing is said to it, and where the hub is full the next report counts.
  private void hold(ClientMessage.Presence p) {
    var about = p.about();
    if (about != null && peer.may(ClientMessage.Need.ANSWER)) {
      var _ = hub.offer(about, sender, "", 0, _ -> {}, null);
    }
  }

  /// Tells who wants to know that something was taken in which is not recorded.
  private void ack(@Nullable String requestId) {
    if (requestId != null) {
      var done = new Reply.Done(hub.tail().head(), null, null, null);
      outbox.send(Replies.ack(requestId, done));
    }
  }

  /// Begins what is answered with much: one at a time, and only to who takes what it is sent.
  private void look() throws BadMessage {
    if (!peer.observes()) {
      throw new BadMessage(
          Rejection.of(Reason.FORBIDDEN, "This connection has no role that allows this."));
    }
    if (looking || !outbox.isWritable()) {
      throw new BadMessage(
          Rejection.of(Reason.BUSY, "This connection waits for another answer of this kind."));
    }
    looking = true;
  }

  /// On a thread that may wait for the log.
  private void preview(ClientMessage.PreviewRule wanted) {
    var refusal = Rejection.of(Reason.BUSY, "Others look back at the moment; try again.");
    try {
      var seen = hub.questions().preview(wanted.scope(), wanted.response(), wanted.last());
      if (seen != null) {
        looked(Replies.preview(wanted.requestId(), seen));
        return;
      }
    } catch (IOException | RuntimeException e) {
      // A hub that stops closes its log under those who read it.
      refusal = Rejection.of(Reason.BUSY, "The log can't be read.");
    }
    looked(Replies.error(wanted.requestId(), refusal));
  }

  private void looked(byte[] answer) {
    onLoop(
        () -> {
          looking = false;
          if (!closed) {
            outbox.send(answer);
          }
        });
  }

  private void submit(Request request, byte[] utf8) throws BadMessage {
    if (!peer.may(request.need())) {
      if (request.command() instanceof Command.Broadcast own) {
        throw MessageReader.notPublished(own.type());
      }
      throw new BadMessage(
          Rejection.of(Reason.FORBIDDEN, "This connection has no role that allows this."));
    }
    boolean taken =
        hub.offer(
            request.command(),
            sender,
            request.key(sender.publisher(), ""),
            utf8.length,
            reply -> replied(request, reply),
            () -> onLoop(this::roomAgain));
    if (!taken) {
      full = true;
      refusedBytes = utf8.length;
      outbox.reading(false);
    }
  }

  /// On the sequencer's thread: what needs no word back costs no hop.
  private void replied(Request request, Reply reply) {
    boolean asked = request.command() instanceof Command.AskConfirmation;
    if (reply instanceof Reply.Done && request.requestId() == null && !asked) {
      return;
    }
    onLoop(() -> tell(request, reply));
  }

  private void tell(Request request, Reply reply) {
    if (closed) {
      return;
    }
    switch (reply) {
      case Reply.Refused(var rejection) -> refused(request, rejection);
      case Reply.Done done -> {
        if (request.requestId() != null) {
          outbox.send(Replies.ack(request.requestId(), done));
        }
        if (request.command() instanceof Command.AskConfirmation ask) {
          asked(ask.id(), done.sequence());
        }
        var settled = done.settled();
        if (settled != null) {
          outbox.send(EventWriter.replayed(settled.closedAt(), settled.outcome()));
        }
      }
    }
  }

  /// From now on the outcome passes whatever the filter; where it came so quickly that it was held back, it is told now. Not
  /// before the hub took the question: under that id somebody else's may be open.
  private void asked(ConfirmationId id, long sequence) {
    var missed = feed.passesAll() ? null : feed.missed(hub.tail(), id, sequence);
    feed.asked(id);
    if (missed != null) {
      outbox.send(
          vocabulary.translate(EventWriter.replayed(missed.body(), missed.kind()), missed.kind()));
    }
  }

  private void refused(Request request, Rejection rejection) {
    if (rejection.reason() == Reason.INVALID_CHOICE
        && request.command() instanceof Command.AnswerConfirmation answer) {
      // The client may have dropped the question when it sent its answer.
      hub.confirmation(
          answer.id(),
          standing ->
              onLoop(
                  () -> {
                    if (standing.open() != null && !closed) {
                      outbox.send(SnapshotWriter.replayed(standing.open(), standing.at()));
                    }
                    refuse(request.requestId(), rejection);
                  }));
      return;
    }
    refuse(request.requestId(), rejection);
  }

  private void refuse(@Nullable String requestId, Rejection rejection) {
    if (closed) {
      return;
    }
    // Who may not watch is not told what others answered either.
    outbox.send(Replies.error(requestId, peer.observes() ? rejection : rejection.withoutAnswer()));
    if (rate.refusedTooOften(nanos.getAsLong())) {
      outbox.close(CloseCode.KEEPS_FAILING);
    }
  }

  /// From the sequencer's thread, which nothing here may disturb: once the loop has ended there is nobody to tell.
  private void onLoop(Runnable step) {
    onLoop(step, () -> {});
  }

  /// @param otherwise runs instead when the loop takes nothing more
  private void onLoop(Runnable step, Runnable otherwise) {
    try {
      loop.execute(step);
    } catch (RejectedExecutionException _) {
      otherwise.run();
    }
  }

  private void roomAgain() {
    // Asked before the message is inflated and read again: of thousands that wait, few fit at once.
    if (!closed && hub.hasRoom(refusedBytes, () -> onLoop(this::roomAgain))) {
      full = false;
      outbox.reading(true);
    }
  }
}
