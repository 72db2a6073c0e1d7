package dev.skillwire.stream;

import dev.skillwire.core.Actor;
import dev.skillwire.core.ClosedConfirmation;
import dev.skillwire.core.Command;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Event;
import dev.skillwire.core.HubPort;
import dev.skillwire.core.OpenConfirmation;
import dev.skillwire.core.Reason;
import dev.skillwire.core.Rejection;
import dev.skillwire.core.Reply;
import dev.skillwire.core.RunId;
import dev.skillwire.core.Sender;
import dev.skillwire.core.Snapshot;
import dev.skillwire.log.EventLog;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running hub without its sockets: takes commands from any thread, and lets anyone read what
/// became durable. No method blocks; callbacks come on the sequencer's thread and must not block
/// either.
public final class Hub implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
  private static final int INBOX_ITEMS = 8_192;
  private static final long INBOX_BYTES = 16L << 20;

  /// What the hub keeps, and how far a client may fall behind.
  ///
  /// @param lagEvents newest events in memory; who needs older ones while live is too slow
  /// @param lagBytes the same, in bytes
  public record Bounds(Retention retention, int lagEvents, long lagBytes) {
    public static final Bounds DEFAULT = new Bounds(Retention.DEFAULT, 65_536, 64L << 20);
  }

  private final EventLog log;
  private final Tail tail;
  private final History history;
  private final PastQuestions questions;
  private final Trail trail;
  private final Lookback lookback;
  private final Inbox inbox = new Inbox(INBOX_ITEMS, INBOX_BYTES);
  private final Endings endings = new Endings();
  private final RecentRuns recent = new RecentRuns();
  private final Publication publication = new Publication();
  private final UnaryOperator<Command> mask;
  private final Sequencer sequencer;
  private final Thread thread;
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();

  /// Recovers the state from the log and starts the sequencer. The hub owns the log from here on.
  ///
  /// @throws IOException when the log can't be read
  public static Hub start(
      EventLog log, Codec codec, Bounds bounds, InstantSource wall, LongSupplier nanos)
      throws IOException {
    return start(log, codec, bounds, UnaryOperator.identity(), wall, nanos);
  }

  /// The same, with every command changed before it is taken in.
  ///
  /// @param mask takes secrets out of commands: the one place that every way in passes, before anything is decided or stored. On
  ///     the caller's thread, so it must neither block nor take long
  public static Hub start(
      EventLog log,
      Codec codec,
      Bounds bounds,
      UnaryOperator<Command> mask,
      InstantSource wall,
      LongSupplier nanos)
      throws IOException {
    var hub = new Hub(log, codec, bounds, mask, wall, nanos);
    hub.thread.start();
    return hub;
  }

  private Hub(
      EventLog log,
      Codec codec,
      Bounds bounds,
      UnaryOperator<Command> mask,
      InstantSource wall,
      LongSupplier nanos)
      throws IOException {
    this.mask = mask;
    this.log = log;
    this.history = new History(log, codec);
    this.questions = new PastQuestions(log, codec);
    this.trail = new Trail(log, codec);
    var recovery = Recovery.of(log, codec);
    var clock = new HubClock(wall, nanos, recovery.newest());
    endings.recover(log, history, clock.now().toEpochMilli());
    this.tail = new Tail(bounds.lagEvents(), bounds.lagBytes(), log.head());
    this.lookback = new Lookback(log, tail, codec);
    var upkeep = new Upkeep(log, codec, bounds.retention(), recovery.checkpointed());
    recent.recover(log);
    publication.onEvent(
        (entry, _) -> {
          endings.add(entry);
          recent.add(entry.kind(), entry.run());
        });
    this.sequencer =
        new Sequencer(
            new Sequencer.Parts(
                recovery.state(), log, codec, tail, inbox, clock, history, upkeep, publication));
    this.thread = Thread.ofPlatform().name("sequencer").unstarted(this::run);
  }

  /// Hands in a command.
  ///
  /// @param key makes it safe to send twice (with the sender's identity in it), or ""
  /// @param bytes about how much memory it holds
  /// @param reply told once the outcome is durable
  /// @param whenRoom called once when there is room again, if this returns false because it is full
  /// @return false when the hub can't take more now; `reply` is not called then
  public boolean offer(
      Command command,
      Sender from,
      String key,
      int bytes,
      Consumer<Reply> reply,
      @Nullable Runnable whenRoom) {
    return inbox.offer(new Item.Submission(mask.apply(command), from, key, bytes, reply), whenRoom);
  }

  /// Whether a command of this size could be handed in now.
  ///
  /// @param whenRoom called once when there is room again, if this returns false because it is full
  public boolean hasRoom(int bytes, Runnable whenRoom) {
    return inbox.hasRoom(bytes, whenRoom);
  }

  /// An immutable copy of the state as of a durable sequence. Not called after the hub stopped.
  public void snapshot(Consumer<Snapshot> then) {
    inbox.force(new Item.Look(view -> then.accept(view.snapshot())));
  }

  /// A question as it stands at a moment; unknown when it is neither open nor closed.
  public record Standing(
      Instant at, @Nullable OpenConfirmation open, @Nullable ClosedConfirmation closed) {}

  /// Looks a question up.
  public void confirmation(ConfirmationId id, Consumer<Standing> then) {
    inbox.force(
        new Item.Look(
            view ->
                then.accept(
                    new Standing(view.now(), view.state().open(id), view.state().closed(id)))));
  }

  /// Tells the event that closes a question, at once where it is closed already.
  ///
  /// @param unknown called when no such question is known, when too many wait for it, and when the hub
  ///     stops first
  /// @return stops waiting
  public Runnable awaitOutcome(ConfirmationId id, Consumer<Event> then, Runnable unknown) {
    inbox.force(
        new Item.Look(
            view -> {
              var closed = view.state().closed(id);
              if (closed != null) {
                then.accept(closed.outcome());
              } else if (view.state().open(id) == null
                  || !sequencer.waiters().awaitOutcome(id, then, unknown)) {
                unknown.run();
              }
            }));
    return () -> inbox.force(new Item.Look(_ -> sequencer.waiters().forget(id, then)));
  }

  /// A connection ended: its pauses end a little later.
  public void connectionClosed(String clientId) {
    inbox.force(
        new Item.Look(view -> sequencer.orphans().gone(clientId, view.state(), view.now())));
  }

  /// Calls `wakeUp` whenever entries were added to the tail.
  public void onPublish(Runnable wakeUp) {
    publication.onWake(wakeUp);
  }

  /// Calls `listener` with every durable event.
  public void onEvent(BiConsumer<Entry, Event> listener) {
    publication.onEvent(listener);
  }

  /// A way in for a source of this process.
  public HubPort port(Sender from) {
    return new LocalPort(this, from);
  }

  void awaitCancel(RunId run, Consumer<Actor> then) {
    inbox.force(
        new Item.Look(
            view -> {
              var known = view.state().run(run);
              if (known != null && known.cancelRequestedAt() != null) {
                then.accept(Actor.SYSTEM);
              } else {
                sequencer.waiters().awaitCancel(run, then);
              }
            }));
  }

  public Tail tail() {
    return tail;
  }

  public History history() {
    return history;
  }

  public PastQuestions questions() {
    return questions;
  }

  public Trail trail() {
    return trail;
  }

  public Lookback lookback() {
    return lookback;
  }

  public RecentRuns recent() {
    return recent;
  }

  public Endings endings() {
    return endings;
  }

  public String epoch() {
    return log.epoch();
  }

  /// Oldest sequence that can still be read.
  public long firstHeld() {
    return log.first();
  }

  /// Completes when the sequencer has ended: exceptionally when the log failed.
  public CompletableFuture<Void> stopped() {
    return stopped.copy();
  }

  /// Takes no more commands, finishes what was taken, and closes the log.
  @Override
  public void close() {
    inbox.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      // The sequencer is left alone: an interrupt would close the log's file under it.
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      boolean closing;
      do {
        // Asked before the turn: what came between a turn and the closing is taken, too.
        closing = inbox.isClosed();
      } while (sequencer.turn() > 0 || !closing);
      sequencer.finish();
      sequencer.waiters().release();
      log.close();
      stopped.complete(null);
    } catch (IOException e) {
      LOG.error("The log failed: {}. Nothing more is accepted.", e.getMessage(), e);
      fail(e);
    } catch (InterruptedException e) {
      fail(new IllegalStateException("nobody may interrupt the sequencer", e));
    } catch (RuntimeException | Error e) {
      // A hub whose only writer is gone must not look alive.
      LOG.error("The hub failed. Nothing more is accepted.", e);
      fail(e);
    }
  }

  private void fail(Throwable e) {
    var refusal =
        new Reply.Refused(Rejection.of(Reason.BUSY, "The log can't be written; the hub ends."));
    try {
      sequencer.abandon(refusal);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    try {
      sequencer.waiters().release();
      log.close();
    } catch (RuntimeException also) {
      e.addSuppressed(also);
    } finally {
      stopped.completeExceptionally(e);
    }
  }
}
