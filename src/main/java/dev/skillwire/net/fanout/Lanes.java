package dev.skillwire.net.fanout;

import dev.skillwire.net.transport.Turns;
import dev.skillwire.session.Feed;
import dev.skillwire.session.SessionLimits;
import dev.skillwire.stream.Entry;
import dev.skillwire.stream.History;
import dev.skillwire.stream.Hub;
import dev.skillwire.stream.Tail;
import dev.skillwire.wire.Vocabulary;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All clients of one event loop. Who has everything and wants everything is in a [Lane]; everyone
/// else goes alone: filtered, catching up, or waiting for a full socket.
public final class Lanes {

  private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
  private static final int CHUNK_ENTRIES = 2_000;
  private static final long CHUNK_BYTES = 512 * 1024;

  /// Chunks of the log that are in memory at once.
  private static final int READS_MAX = 8;

  private static final long LOOK_MILLIS = 1_000;

  /// What is looked at, and sent, for one client before others have their turn.
  private static final int TURN_ENTRIES = 1_000;

  private static final int TURN_BYTES = 2 * Lane.BURST_BYTES;

  private final EventLoop loop;
  private final Tail tail;
  private final History history;
  private final String epoch;
  private final ByteBufAllocator alloc;
  private final Map<String, Lane> lanes = new HashMap<>();
  private final Set<Follower> alone = new LinkedHashSet<>();
  private final Turns turns;
  private final AtomicBoolean woken = new AtomicBoolean();

  /// Those for whom the log is to be read, at most once each.
  private final Deque<Follower> unread = new ArrayDeque<>();

  private int reads;
  private final List<Follower> left = new ArrayList<>();
  private @Nullable Future<?> look;

  public Lanes(EventLoop loop, Hub hub, ByteBufAllocator alloc) {
    this.loop = loop;
    this.turns = new Turns(loop);
    this.tail = hub.tail();
    this.history = hub.history();
    this.epoch = hub.epoch();
    this.alloc = alloc;
  }

  /// There is something new; from any thread. Wake-ups that come before the turn are one.
  void wake() {
    if (woken.compareAndSet(false, true)) {
      onLoop(this::turn);
    }
  }

  /// A new client; nothing is sent to it before [#follow].
  ///
  /// @param keepsPosition whether it understands `resync`; else being too slow ends its connection
  /// @param tooSlow called when it fell too far behind; [#follow] lets it go on
  public Follower add(
      Vocabulary vocabulary,
      Framing.Carrier carrier,
      Feed feed,
      Link link,
      boolean keepsPosition,
      Runnable tooSlow) {
    var lane =
        lanes.computeIfAbsent(
            vocabulary + "/" + carrier,
            _ -> new Lane(new Framing(vocabulary, carrier, epoch), tail, alloc));
    return new Follower(feed, link, lane, keepsPosition, tooSlow);
  }

  /// The client knows where it stands: it is sent everything from there.
  public void follow(Follower follower) {
    if (follower.gone) {
      return;
    }
    follower.held = false;
    if (follower.place >= 0) {
      // Its filter changed.
      follower.lane().leave(follower);
    }
    alone.add(follower);
    pump(follower);
    watch();
  }

  /// Its socket can take more.
  public void writable(Follower follower) {
    if (follower.place < 0) {
      pump(follower);
    }
  }

  public void remove(Follower follower) {
    follower.gone = true;
    if (follower.place >= 0) {
      follower.lane().leave(follower);
    }
    alone.remove(follower);
  }

  /// Ends what is native.
  void end() {
    lanes.values().forEach(lane -> lane.framing().end());
    if (look != null) {
      look.cancel(false);
    }
  }

  private void turn() {
    woken.set(false);
    for (var lane : lanes.values()) {
      try {
        lane.turn(left);
      } catch (RuntimeException | OutOfMemoryError e) {
        // Its members have not moved: they are served in a later turn.
        Faults.tell("Events could not be encoded", e);
        var _ = loop.schedule(this::wake, LOOK_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
    // Who was overtaken could take more at once, so it is served in this turn, too.
    alone.addAll(left);
    left.clear();
    if (!alone.isEmpty()) {
      for (var follower : List.copyOf(alone)) {
        pump(follower);
      }
    }
    watch();
  }

  private void pump(Follower f) {
    try {
      send(f);
    } catch (RuntimeException | OutOfMemoryError e) {
      Faults.tell("A client could not be sent events", e);
      f.link().broken();
    }
  }

  private void send(Follower f) {
    if (f.held || f.gone || f.reading || f.inLine || !f.link().isWritable()) {
      return;
    }
    if (f.stalled) {
      f.giveUp();
      return;
    }
    var feed = f.feed();
    var out = new Burst(f);
    long end = feed.cursor() + TURN_ENTRIES;
    while (feed.cursor() <= tail.head() && f.link().isWritable()) {
      if (feed.cursor() >= end || out.bytes >= TURN_BYTES) {
        out.flush();
        waitInLine(f);
        return;
      }
      var entry = tail.entry(feed.cursor());
      if (entry == null) {
        out.flush();
        behind(f);
        return;
      }
      out.add(entry);
    }
    out.flush();
    if (feed.cursor() > tail.head()) {
      caughtUp(f);
    }
  }

  private void waitInLine(Follower f) {
    f.inLine = true;
    turns.add(
        () -> {
          f.inLine = false;
          pump(f);
        });
  }

  private void caughtUp(Follower f) {
    f.feed().becomeLive(true);
    var lane = f.lane();
    if (f.feed().passesAll() && f.link().isWritable() && lane.cursor() == f.feed().cursor()) {
      alone.remove(f);
      lane.join(f);
    }
  }

  /// What it needs is no longer in memory.
  private void behind(Follower f) {
    if (f.feed().live()) {
      f.giveUp();
      return;
    }
    f.reading = true;
    unread.add(f);
    readNext();
  }

  private void readNext() {
    while (reads < READS_MAX && !unread.isEmpty()) {
      reads++;
      read(unread.remove());
    }
  }

  private void read(Follower f) {
    long after = f.feed().cursor() - 1;
    Thread.startVirtualThread(
        () -> {
          var found = List.<Entry>of();
          try {
            found = history.read(after, CHUNK_ENTRIES, CHUNK_BYTES);
          } catch (IOException | RuntimeException e) {
            LOG.error("The log can't be read after {}", after, e);
          }
          var entries = found;
          onLoop(
              () ->
                  turns.add(
                      () -> {
                        reads--;
                        deliver(f, entries);
                        readNext();
                      }));
        });
  }

  private void deliver(Follower f, List<Entry> entries) {
    f.reading = false;
    if (f.gone || f.held) {
      return;
    }
    if (entries.isEmpty() || entries.getFirst().sequence() != f.feed().cursor()) {
      // Retention took it meanwhile.
      f.giveUp();
      return;
    }
    try {
      var out = new Burst(f);
      entries.forEach(out::add);
      out.flush();
    } catch (RuntimeException | OutOfMemoryError e) {
      Faults.tell("A client could not be sent events", e);
      f.link().broken();
      return;
    }
    pump(f);
  }

  /// Looks once a second at those who go alone, as long as there are any.
  private void watch() {
    if (look == null && !alone.isEmpty()) {
      look = loop.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void look() {
    look = null;
    long now = System.nanoTime();
    for (var f : List.copyOf(alone)) {
      boolean idle = f.link().pendingBytes() == 0;
      boolean stuck = now - f.link().lastProgressNanos() > SessionLimits.STALLED.toNanos();
      boolean lost = f.feed().live() && f.feed().cursor() < tail.first();
      if (f.held || idle || !(stuck || lost)) {
        continue;
      }
      if (f.keepsPosition()) {
        f.stalled = true;
      } else {
        f.giveUp();
      }
    }
    watch();
  }

  /// From any thread, the sequencer's too, which nothing here may disturb: once the loop has ended nobody is left.
  private void onLoop(Runnable step) {
    try {
      loop.execute(step);
    } catch (RejectedExecutionException _) {
      // all clients are gone
    }
  }

  /// Gathers what one client is sent into buffers of about [Lane#BURST_BYTES].
  private final class Burst {

    private final Follower follower;
    private @Nullable ByteBuf buffer;

    /// Sent so far.
    private int bytes;

    Burst(Follower follower) {
      this.follower = follower;
    }

    void add(Entry entry) {
      var feed = follower.feed();
      if (feed.passes(entry)) {
        var out = buffer;
        if (out == null) {
          out = alloc.directBuffer(1_024, Integer.MAX_VALUE);
          buffer = out;
        }
        try {
          follower.framing().append(out, entry);
        } catch (RuntimeException | OutOfMemoryError e) {
          buffer = null;
          out.release();
          throw e;
        }
        if (out.readableBytes() >= Lane.BURST_BYTES) {
          flush();
        }
      }
      feed.moveTo(entry.sequence() + 1);
    }

    void flush() {
      var out = buffer;
      if (out != null) {
        buffer = null;
        bytes += out.readableBytes();
        follower.link().write(out);
      }
    }
  }
}
