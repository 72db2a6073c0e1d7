package dev.skillwire.net.fanout;

import dev.skillwire.stream.Tail;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;

/// Clients of one framing that have all been sent the same: each burst of events is encoded once,
/// and the same buffer is written to every one of them. A client whose socket is full leaves the
/// lane with its cursor and catches up alone. On one event loop only.
final class Lane {

  /// One buffer holds at most about this much, so that a slow client keeps little of it alive.
  static final int BURST_BYTES = 64 * 1024;

  private final Framing framing;
  private final Tail tail;
  private final ByteBufAllocator alloc;
  private final List<Follower> members = new ArrayList<>();
  private long cursor;

  Lane(Framing framing, Tail tail, ByteBufAllocator alloc) {
    this.framing = framing;
    this.tail = tail;
    this.alloc = alloc;
    this.cursor = tail.head() + 1;
  }

  Framing framing() {
    return framing;
  }

  /// Next sequence that its members are sent.
  long cursor() {
    if (members.isEmpty()) {
      cursor = tail.head() + 1;
    }
    return cursor;
  }

  void join(Follower follower) {
    follower.place = members.size();
    members.add(follower);
    follower.link().sharing(true);
  }

  void leave(Follower follower) {
    follower.feed().moveTo(cursor);
    var last = members.removeLast();
    if (last != follower) {
      members.set(follower.place, last);
      last.place = follower.place;
    }
    follower.place = -1;
    follower.link().sharing(false);
  }

  /// Sends what is new to all members.
  ///
  /// @param left receives who can't take more for now
  void turn(List<Follower> left) {
    while (!members.isEmpty() && cursor <= tail.head()) {
      var burst = alloc.directBuffer(1_024, Integer.MAX_VALUE);
      try {
        long next = encode(burst);
        if (next == cursor) {
          // The tail has moved on meanwhile; its members find out one by one.
          overtaken(left);
          return;
        }
        cursor = next;
        write(burst, left);
      } finally {
        burst.release();
      }
    }
  }

  private long encode(ByteBuf burst) {
    long next = cursor;
    long head = tail.head();
    while (next <= head && burst.readableBytes() < BURST_BYTES) {
      var entry = tail.entry(next);
      if (entry == null) {
        break;
      }
      framing.append(burst, entry);
      next++;
    }
    return next;
  }

  private void write(ByteBuf burst, List<Follower> left) {
    for (int i = members.size() - 1; i >= 0; i--) {
      var member = members.get(i);
      try {
        member.link().write(burst.retainedDuplicate());
        if (!member.link().isWritable()) {
          leave(member);
          left.add(member);
        }
      } catch (RuntimeException | OutOfMemoryError e) {
        // One member's fault is nobody else's.
        leave(member);
        Faults.tell("A client could not be sent events", e);
        member.link().broken();
      }
    }
  }

  private void overtaken(List<Follower> left) {
    while (!members.isEmpty()) {
      var member = members.getLast();
      leave(member);
      left.add(member);
    }
  }
}
