package dev.skillwire.net;

import dev.skillwire.core.Snapshot;
import dev.skillwire.net.api.CountedBuffer;
import dev.skillwire.session.States;
import dev.skillwire.stream.Hub;
import dev.skillwire.wire.SnapshotWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// States as the bytes that clients are sent, each written once on a virtual thread and shared by all who are told of the same
/// moment. A large one serves those who come a little later, too, and where those that clients have not taken yet take too much
/// together, everybody is told of the newest that there is: the events after it are sent as to any client.
public final class StateTexts implements States {

  /// Bytes of all texts that somebody has still to take; one more may be begun below it.
  private static final long HELD_BYTES = 32L << 20;

  private static final int LARGE_BYTES = 256 * 1_024;
  private static final Duration LARGE_SERVES = Duration.ofSeconds(1);

  private final Hub hub;
  private final AtomicLong held = new AtomicLong();
  private @Nullable Shared newest;

  /// @param bytes one reference is this class's own while it is the newest
  private record Shared(Snapshot snapshot, ByteBuf bytes) {

    boolean large() {
      return bytes.readableBytes() > LARGE_BYTES;
    }

    Moment claim() {
      return new Moment(snapshot, bytes.retainedDuplicate());
    }
  }

  /// One client's share; see [#bytes].
  private record Moment(Snapshot snapshot, ByteBuf bytes) implements Text {
    @Override
    public void release() {
      bytes.release();
    }
  }

  public StateTexts(Hub hub) {
    this.hub = hub;
  }

  @Override
  public void text(Snapshot snapshot, Consumer<Text> then) {
    Thread.startVirtualThread(() -> then.accept(claim(snapshot)));
  }

  /// The bytes of a text of this class, to be released by who asks.
  static ByteBuf bytes(Text text) {
    if (text instanceof Moment moment) {
      return moment.bytes();
    }
    throw new IllegalArgumentException("not a text of this class: " + text);
  }

  private synchronized Moment claim(Snapshot asked) {
    var known = newest;
    if (known != null && serves(known, asked)) {
      return known.claim();
    }
    var made = new Shared(asked, write(asked));
    if (known != null) {
      known.bytes().release();
    }
    newest = made;
    return made.claim();
  }

  private boolean serves(Shared known, Snapshot asked) {
    var snapshot = known.snapshot();
    if (sameMoment(snapshot, asked)) {
      return true;
    }
    if (!known.large() || empty(asked) || snapshot.sequence() + 1 < hub.firstHeld()) {
      return false;
    }
    var age = Duration.between(snapshot.at(), asked.at());
    return age.compareTo(LARGE_SERVES) < 0 || held.get() > HELD_BYTES;
  }

  /// Of a client that may not watch.
  private static boolean empty(Snapshot asked) {
    return asked.runs().isEmpty() && asked.open().isEmpty();
  }

  private ByteBuf write(Snapshot snapshot) {
    var counted = new AtomicLong();
    var bytes = new CountedBuffer(() -> held.addAndGet(-counted.get()));
    boolean written = false;
    try {
      SnapshotWriter.state(new ByteBufOutputStream(bytes), snapshot);
      // It goes on after the fields of its client.
      bytes.setByte(0, ',');
      counted.set(bytes.capacity());
      held.addAndGet(counted.get());
      written = true;
      return bytes;
    } finally {
      if (!written) {
        bytes.release();
      }
    }
  }

  /// All who looked in the same turn were given one snapshot; comparing its content would cost more
  /// than writing it.
  @SuppressWarnings("ReferenceEquality")
  private static boolean sameMoment(Snapshot a, Snapshot b) {
    return a == b;
  }
}
