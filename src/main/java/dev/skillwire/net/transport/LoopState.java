package dev.skillwire.net.transport;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/// What the connections of one event loop share: one timer, one inflater, one deflater, one line. Confined to the loop, but for
/// the constructor. The set of connections is bounded by [TransportSettings#maxConnections].
final class LoopState {

  private static final Duration TICK_MIN = Duration.ofMillis(10);
  private static final Duration TICK_MAX = Duration.ofSeconds(1);

  /// A tick is this part of the shortest time that is kept, so that no time-out is late by more.
  private static final int TICKS_IN_SHORTEST = 10;

  /// Connections of one loop that may wait to be admitted. The kernel's table, in which every new connection is looked
  /// up, has a row for each, so that many of them delay everybody else.
  static final int STRANGERS = 1_024;

  final EventLoop loop;
  final TransportSettings settings;
  final Application application;
  final Inflation inflation = new Inflation();
  final Deflater deflater = Frames.newDeflater();
  final Turns turns;
  private final AtomicLong ids;
  private final Set<Connection> connections = new HashSet<>();

  /// Those of which nothing has been admitted yet, oldest first.
  private final Set<Connection> strangers = new LinkedHashSet<>();

  /// Those that hold something.
  private final Set<Connection> holders = new HashSet<>();

  private final Holdings holdings;

  /// What begins when there is room for it, at most one for each connection.
  private final Deque<Runnable> waiting = new ArrayDeque<>();

  private final List<Connection> due = new ArrayList<>();
  private @Nullable ScheduledFuture<?> timer;
  private boolean draining;

  /// @param ids shared by all loops, so that the names of connections are unique
  /// @param holdings of all loops
  LoopState(
      EventLoop loop,
      TransportSettings settings,
      Application application,
      AtomicLong ids,
      Holdings holdings) {
    this.loop = loop;
    turns = new Turns(loop);
    this.settings = settings;
    this.application = application;
    this.ids = ids;
    this.holdings = holdings;
  }

  void start() {
    var shortest = settings.unauthenticatedTime();
    shortest = shortest.compareTo(settings.pingEvery()) < 0 ? shortest : settings.pingEvery();
    shortest = shortest.compareTo(settings.deadAfter()) < 0 ? shortest : settings.deadAfter();
    var tick = Math.max(shortest.toNanos() / TICKS_IN_SHORTEST, TICK_MIN.toNanos());
    tick = Math.min(tick, TICK_MAX.toNanos());
    timer = loop.scheduleWithFixedDelay(this::tick, tick, tick, TimeUnit.NANOSECONDS);
  }

  /// Monotonic; differences only.
  static long now() {
    return System.nanoTime();
  }

  /// Runs a step on the loop, at once where the caller is on it.
  ///
  /// @param otherwise runs instead when the loop takes nothing more
  void run(Runnable step, Runnable otherwise) {
    if (loop.inEventLoop()) {
      step.run();
      return;
    }
    try {
      loop.execute(step);
    } catch (RejectedExecutionException _) {
      otherwise.run();
    }
  }

  /// Runs a step on the loop after all that it is at.
  void later(Runnable step) {
    run(() -> loop.execute(step), () -> {});
  }

  String nextId() {
    return "t" + ids.incrementAndGet();
  }

  void add(Connection connection) {
    connections.add(connection);
  }

  void remove(Connection connection) {
    connections.remove(connection);
    strangers.remove(connection);
    count(connection, 0);
  }

  /// Counts what a connection holds, which may have changed; where all together hold too much, those that hold the
  /// most of it for the longest time give way.
  void account(Connection connection) {
    var before = connection.share().bytes;
    var after = connection.heldBytes();
    if (after != before) {
      count(connection, after);
      if (after > before && holdings.exceeded()) {
        relieve(connection);
      }
    }
  }

  /// Counts what a connection holds after a write of events. What is shared is counted only when the socket is full,
  /// which comes as a change of its own.
  void wrote(Connection connection, Outflow outflow) {
    if (!outflow.isSharing()) {
      account(connection);
    }
  }

  /// Begins something large, now or when there is room for it; an honest crowd waits instead of being closed.
  void whenRoom(Runnable step) {
    waiting.add(step);
    beginWaiting();
  }

  private void beginWaiting() {
    while (!waiting.isEmpty() && holdings.roomy()) {
      waiting.remove().run();
    }
  }

  /// Netty found no memory: says so, and lets somebody give way.
  void memoryEnded(Throwable cause) {
    holdings.ended(cause);
    var most = most();
    if (most != null) {
      giveWay(most, null);
    }
  }

  private void count(Connection connection, long bytes) {
    var share = connection.share();
    if (bytes == share.bytes) {
      return;
    }
    if (share.bytes == 0) {
      share.sinceNanos = now();
      holders.add(connection);
    } else if (bytes == 0) {
      holders.remove(connection);
    }
    var less = bytes < share.bytes;
    holdings.add(bytes - share.bytes);
    share.bytes = bytes;
    if (less && !waiting.isEmpty() && holdings.roomy()) {
      later(this::beginWaiting);
    }
  }

  private void recount() {
    for (var holder : List.copyOf(holders)) {
      count(holder, holder.heldBytes());
    }
  }

  /// @param busy the connection that is at work, which can't end in the middle of it
  private void relieve(Connection busy) {
    // What was sent meanwhile was not noticed.
    recount();
    while (holdings.exceeded()) {
      var most = most();
      if (most == null) {
        return;
      }
      giveWay(most, busy);
    }
  }

  private void giveWay(Connection most, @Nullable Connection busy) {
    count(most, 0);
    holdings.closedOne();
    if (most.equals(busy)) {
      later(most::giveWay);
    } else {
      most.giveWay();
    }
  }

  /// By bytes and time: a large message that is arriving is none of those that are left lying.
  private @Nullable Connection most() {
    var now = now();
    Connection most = null;
    double highest = -1;
    for (var holder : holders) {
      var share = holder.share();
      double weight = share.bytes * (1e6 + (now - share.sinceNanos));
      if (weight > highest) {
        highest = weight;
        most = holder;
      }
    }
    return most;
  }

  /// A new connection; where too many wait to be admitted, the oldest of them ends.
  void addStranger(Connection connection) {
    add(connection);
    if (strangers.size() >= STRANGERS) {
      var oldest = strangers.iterator().next();
      strangers.remove(oldest);
      oldest.abandon();
    }
    strangers.add(connection);
  }

  /// Something that it asked was admitted.
  void admitted(Connection connection) {
    strangers.remove(connection);
  }

  boolean draining() {
    return draining;
  }

  void drain(int closeCode, String reason) {
    draining = true;
    for (var connection : List.copyOf(connections)) {
      connection.drain(closeCode, reason);
    }
  }

  void abandon() {
    for (var connection : List.copyOf(connections)) {
      connection.abandon();
    }
  }

  /// Stops the timer and frees native memory; the last call.
  void end() {
    if (timer != null) {
      timer.cancel(false);
    }
    inflation.end();
    deflater.end();
  }

  private void tick() {
    var now = now();
    recount();
    beginWaiting();
    for (var connection : connections) {
      if (connection.dueNanos() - now <= 0) {
        due.add(connection);
      }
    }
    // two steps, because what is due may close connections and so change the set
    for (var connection : due) {
      connection.onTime(now);
    }
    due.clear();
  }
}
