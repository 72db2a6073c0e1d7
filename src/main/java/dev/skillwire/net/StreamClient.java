package dev.skillwire.net;

import dev.skillwire.net.api.ClientRequest;
import dev.skillwire.net.fanout.Follower;
import dev.skillwire.net.fanout.Framing;
import dev.skillwire.net.fanout.Lanes;
import dev.skillwire.net.fanout.Link;
import dev.skillwire.net.transport.EventStream;
import dev.skillwire.session.CloseCode;
import dev.skillwire.session.Conversation;
import dev.skillwire.session.Feed;
import dev.skillwire.session.Outbox;
import dev.skillwire.session.Peer;
import dev.skillwire.session.Presence;
import dev.skillwire.session.States;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// One client of server-sent events: it listens and says nothing.
final class StreamClient implements Outbox, Link {

  /// What a message of an event stream ends with.
  private static final byte[] END = {'\n', '\n'};

  private final EventStream stream;
  private final Lanes lanes;
  private final Conversation conversation;
  private final Follower follower;

  StreamClient(
      Conversation.Shared shared,
      Peer peer,
      ClientRequest request,
      EventStream stream,
      Lanes lanes,
      Runnable gone) {
    this.stream = stream;
    this.lanes = lanes;
    var feed = new Feed(request.filter(), 0);
    this.conversation =
        new Conversation(
            shared, peer, request.vocabulary(), request.resume(), feed, this, stream.loop());
    this.follower =
        lanes.add(
            request.vocabulary(),
            Framing.Carrier.EVENT_STREAM,
            feed,
            this,
            request.resume().keepsPosition(),
            conversation::tooSlow);
    stream.onWritable(
        () -> {
          if (stream.isWritable()) {
            lanes.writable(follower);
          }
        });
    stream.onClosed(
        () -> {
          lanes.remove(follower);
          conversation.closed();
          gone.run();
        });
  }

  Presence presence() {
    return conversation.presence();
  }

  void open() {
    conversation.open();
  }

  @Override
  public void send(byte[] message) {
    var out = Unpooled.buffer(message.length + 128);
    follower.framing().message(out, message, follower.feed().cursor() - 1);
    stream.write(out);
  }

  @Override
  public void send(byte[] head, States.Text state) {
    var beginning = Unpooled.buffer(head.length + 128);
    follower.framing().message(beginning, head, follower.feed().cursor() - 1);
    // It is not at its end yet.
    stream.write(beginning.writerIndex(beginning.writerIndex() - END.length));
    stream.writeShared(StateTexts.bytes(state));
    stream.write(Unpooled.wrappedBuffer(END));
  }

  @Override
  public void reading(boolean on) {
    // It says nothing.
  }

  @Override
  public void follow() {
    lanes.follow(follower);
  }

  @Override
  public void close(CloseCode code) {
    stream.close();
  }

  @Override
  public void write(ByteBuf encoded) {
    stream.write(encoded);
  }

  @Override
  public boolean isWritable() {
    return stream.isWritable();
  }

  @Override
  public void sharing(boolean on) {
    stream.sharing(on);
  }

  @Override
  public void broken() {
    close(CloseCode.TOO_SLOW);
  }

  @Override
  public long pendingBytes() {
    return stream.pendingBytes();
  }

  @Override
  public long lastProgressNanos() {
    return stream.lastProgressNanos();
  }
}
