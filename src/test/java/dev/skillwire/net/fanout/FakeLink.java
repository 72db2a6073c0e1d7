package dev.skillwire.net.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A client whose socket takes bytes or doesn't, as a test says.
final class FakeLink implements Link {

  private static final Pattern SEQUENCE = Pattern.compile("\"seq\":(\\d+)");

  private final StringBuilder received = new StringBuilder();
  private final List<ByteBuf> unsent = new ArrayList<>();
  private long lastProgressNanos = System.nanoTime();
  private int room;

  boolean shares;
  boolean broken;

  /// Whether the next write fails.
  boolean fails;

  /// Writes that reached it.
  int writes;

  /// What the writes share: where their bytes are.
  final List<Long> addresses = new ArrayList<>();

  /// @param room writes until the socket is full
  FakeLink(int room) {
    this.room = room;
  }

  static FakeLink open() {
    return new FakeLink(Integer.MAX_VALUE);
  }

  @Override
  public void write(ByteBuf encoded) {
    writes++;
    if (fails) {
      encoded.release();
      throw new IllegalStateException("a write that fails");
    }
    addresses.add(encoded.memoryAddress() + encoded.readerIndex());
    if (room > 0) {
      room--;
      take(encoded);
    } else {
      unsent.add(encoded);
    }
  }

  @Override
  public boolean isWritable() {
    return room > 0;
  }

  @Override
  public void sharing(boolean on) {
    shares = on;
  }

  @Override
  public void broken() {
    broken = true;
  }

  @Override
  public long pendingBytes() {
    return unsent.stream().mapToLong(ByteBuf::readableBytes).sum();
  }

  @Override
  public long lastProgressNanos() {
    return lastProgressNanos;
  }

  /// The socket is full from now on.
  void stall() {
    room = 0;
  }

  /// The client reads again.
  void drain(int writesUntilFull) {
    unsent.forEach(this::take);
    unsent.clear();
    room = writesUntilFull;
    lastProgressNanos = System.nanoTime();
  }

  /// Sequences of all events that it took, in order.
  List<Long> sequences() {
    return SEQUENCE.matcher(received).results().map(m -> Long.valueOf(m.group(1))).toList();
  }

  private void take(ByteBuf encoded) {
    received.append(new String(ByteBufUtil.getBytes(encoded), StandardCharsets.ISO_8859_1));
    encoded.release();
  }
}
