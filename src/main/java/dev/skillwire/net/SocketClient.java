package dev.skillwire.net;

import dev.skillwire.net.api.ClientRequest;
import dev.skillwire.net.fanout.Follower;
import dev.skillwire.net.fanout.Framing;
import dev.skillwire.net.fanout.Lanes;
import dev.skillwire.net.fanout.Link;
import dev.skillwire.net.transport.Frames;
import dev.skillwire.net.transport.SocketLink;
import dev.skillwire.net.transport.WebSocketSession;
import dev.skillwire.session.CloseCode;
import dev.skillwire.session.Conversation;
import dev.skillwire.session.Feed;
import dev.skillwire.session.Outbox;
import dev.skillwire.session.Peer;
import dev.skillwire.session.Presence;
import dev.skillwire.session.States;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;

/// One WebSocket client: ties its conversation and its place in the fan-out to its socket.
final class SocketClient implements WebSocketSession, Outbox, Link {

  /// What is larger is sent from shared memory.
  private static final int SHARED_FROM_BYTES = 64 * 1_024;

  private final SocketLink socket;
  private final Lanes lanes;
  private final Conversation conversation;
  private final Follower follower;
  private final Runnable gone;

  SocketClient(
      Conversation.Shared shared,
      Peer peer,
      ClientRequest request,
      SocketLink socket,
      Lanes lanes,
      Runnable gone) {
    this.socket = socket;
    this.lanes = lanes;
    this.gone = gone;
    var feed = new Feed(request.filter(), 0);
    this.conversation =
        new Conversation(
            shared, peer, request.vocabulary(), request.resume(), feed, this, socket.loop());
    this.follower =
        lanes.add(
            request.vocabulary(),
            socket.deflates() ? Framing.Carrier.DEFLATED_FRAMES : Framing.Carrier.FRAMES,
            feed,
            this,
            request.resume().keepsPosition(),
            conversation::tooSlow);
  }

  Presence presence() {
    return conversation.presence();
  }

  void open() {
    conversation.open();
  }

  @Override
  public boolean message(ByteBuf utf8Text) {
    return conversation.receive(ByteBufUtil.getBytes(utf8Text));
  }

  @Override
  public void writable(boolean writable) {
    if (writable) {
      lanes.writable(follower);
    }
  }

  @Override
  public void closed() {
    lanes.remove(follower);
    conversation.closed();
    gone.run();
  }

  @Override
  public void send(byte[] message) {
    socket.send(Unpooled.wrappedBuffer(message));
  }

  @Override
  public void send(byte[] head, States.Text state) {
    var rest = StateTexts.bytes(state);
    int size = head.length + rest.readableBytes();
    if (size < SHARED_FROM_BYTES) {
      var whole = Arrays.copyOf(head, size);
      rest.readBytes(whole, head.length, rest.readableBytes());
      rest.release();
      send(whole);
      return;
    }
    // One frame, of which all but the beginning is the same memory for everyone; compressing would
    // make a copy for each.
    var beginning = Unpooled.directBuffer(Frames.HEADER_BYTES + head.length);
    Frames.appendTextHeader(beginning, size);
    beginning.writeBytes(head);
    socket.writeFrames(beginning);
    socket.writeShared(rest);
  }

  @Override
  public void reading(boolean on) {
    socket.reading(on);
  }

  @Override
  public void follow() {
    lanes.follow(follower);
  }

  @Override
  public void close(CloseCode code) {
    socket.close(code.code(), code.reason());
  }

  @Override
  public void write(ByteBuf encoded) {
    socket.writeFrames(encoded);
  }

  @Override
  public boolean isWritable() {
    return socket.isWritable();
  }

  @Override
  public void sharing(boolean on) {
    socket.sharing(on);
  }

  @Override
  public void broken() {
    close(CloseCode.TOO_SLOW);
  }

  @Override
  public long pendingBytes() {
    return socket.pendingBytes();
  }

  @Override
  public long lastProgressNanos() {
    return socket.lastProgressNanos();
  }
}
