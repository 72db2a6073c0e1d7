package dev.skillwire.net.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// An application that lets everybody in, echoes every message and answers every request with what it was; parts can
/// be replaced.
final class FakeApplication implements Application {

  interface Service {
    void serve(RequestHead head, ByteBuf body, HttpReply reply);
  }

  final List<RequestHead> admitted = new CopyOnWriteArrayList<>();
  final List<Echo> sessions = new CopyOnWriteArrayList<>();
  volatile Function<RequestHead, CompletionStage<Gate>> gate =
      head -> CompletableFuture.completedFuture(new Gate.Pass(head.path()));
  volatile Function<SocketLink, Echo> opener = Echo::new;
  volatile Service service =
      (head, body, reply) ->
          reply.send(
              200,
              Map.of("content-type", "text/plain"),
              text(head.method() + " " + head.path() + " " + body.readableBytes()));

  static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
  }

  static TransportSettings settings() {
    return TransportSettings.on(TransportSettings.LOOPBACK, 0);
  }

  /// Settings with short times, or null for the usual one.
  static TransportSettings with(
      int maxBytes, Duration unauthenticated, Duration ping, Duration dead) {
    return new TransportSettings(
        TransportSettings.LOOPBACK, 0, 1, maxBytes, 100, unauthenticated, ping, dead, null);
  }

  @Override
  public CompletionStage<Gate> admit(RequestHead head) {
    admitted.add(head);
    return gate.apply(head);
  }

  @Override
  public WebSocketSession open(RequestHead head, Object grant, SocketLink link) {
    var session = opener.apply(link);
    sessions.add(session);
    return session;
  }

  @Override
  public void http(RequestHead head, Object grant, ByteBuf body, HttpReply reply) {
    service.serve(head, body, reply);
  }

  /// Sends back what it is sent, binary as binary.
  static class Echo implements WebSocketSession {
    final SocketLink link;
    final List<String> seen = new CopyOnWriteArrayList<>();
    volatile boolean closed;

    Echo(SocketLink link) {
      this.link = link;
    }

    @Override
    public boolean message(ByteBuf utf8Text) {
      link.send(utf8Text.retain());
      return true;
    }

    @Override
    public boolean binary(ByteBuf bytes) {
      var frame = Unpooled.directBuffer(bytes.readableBytes() + Frames.HEADER_BYTES);
      Frames.appendBinary(frame, bytes);
      link.writeFrames(frame);
      return true;
    }

    @Override
    public void writable(boolean writable) {
      seen.add("writable " + writable);
    }

    @Override
    public void closed() {
      closed = true;
    }
  }

  /// Keeps what it is sent.
  static final class Listener extends Echo {
    Listener(SocketLink link) {
      super(link);
    }

    @Override
    public boolean message(ByteBuf utf8Text) {
      seen.add(utf8Text.toString(StandardCharsets.UTF_8));
      return true;
    }

    @Override
    public boolean binary(ByteBuf bytes) {
      return false;
    }
  }
}
