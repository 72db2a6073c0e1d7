package dev.skillwire.net.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The life of a connection after the handshake: control frames, messages, pings, the closing handshake. It is the
/// last of two entries in the pipeline; outbound bytes meet nothing but TLS.
final class WebSocketConnection extends ChannelInboundHandlerAdapter
    implements Connection, SocketLink {

  private enum Phase {
    OPEN,
    /// our close frame is out, the peer's is awaited
    CLOSING,
    /// nothing more is said or heard; the peer may still be sending
    LINGERING
  }

  private static final Logger LOG = LoggerFactory.getLogger(WebSocketConnection.class);

  /// Below this compression costs more than it saves.
  private static final int DEFLATE_FROM_BYTES = 256;

  private final Channel channel;
  private final LoopState shared;
  private final boolean deflates;
  private final Intake intake;
  private final Outflow outflow;
  private final long pingEveryNanos;
  private final long deadAfterNanos;
  private Phase phase = Phase.OPEN;
  private @Nullable WebSocketSession session;
  private long lastHeardNanos;
  private long nextPingNanos;
  private long endNanos;
  private final Holdings.Share share = new Holdings.Share();

  WebSocketConnection(Channel channel, LoopState shared, boolean deflates) {
    this.channel = channel;
    this.shared = shared;
    this.deflates = deflates;
    intake = new Intake(channel, shared, deflates, this::inTurn);
    var now = LoopState.now();
    outflow = new Outflow(channel, now);
    pingEveryNanos = shared.settings.pingEvery().toNanos();
    deadAfterNanos = shared.settings.deadAfter().toNanos();
    lastHeardNanos = now;
    // thousands that connect together must not be pinged together
    nextPingNanos = now + ThreadLocalRandom.current().nextLong(pingEveryNanos / 2, pingEveryNanos);
  }

  /// Adds this and its frame decoder to the end of the pipeline and lets the application open the session. The
  /// handshake's answer must have been written, not flushed.
  void start(RequestHead head, Object grant) {
    channel.pipeline().addLast(intake.decoder(), this);
    shared.add(this);
    try {
      var opened = shared.application.open(head, grant, this);
      session = opened;
      intake.to(opened);
    } catch (RuntimeException e) {
      LOG.error("A WebSocket session failed to open", e);
      fail(Violation.INTERNAL, "internal error");
    }
    channel.flush();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (phase != Phase.LINGERING && message instanceof WebSocketFrame frame) {
        receive(frame);
      }
    } catch (Violation e) {
      fail(e.code(), e.reason());
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    lastHeardNanos = LoopState.now();
    intake.readComplete(lastHeardNanos);
    shared.account(this);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    // Not at once: this may be in the middle of a write to many, of which reading could change the
    // number.
    shared.later(() -> reading(() -> intake.choke(!channel.isWritable())));
    shared.account(this);
    if (session != null && phase == Phase.OPEN) {
      session.writable(channel.isWritable());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    phase = Phase.LINGERING;
    shared.remove(this);
    intake.forget();
    var told = session;
    session = null;
    if (told != null) {
      told.closed();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    switch (cause) {
      case CorruptedWebSocketFrameException e ->
          fail(e.closeStatus().code(), String.valueOf(e.getMessage()));
      case IOException _ -> Unawaited.close(channel);
      case OutOfMemoryError _ -> {
        shared.memoryEnded(cause);
        fail(Violation.LATER, "no memory; come back");
      }
      default -> {
        LOG.error("A WebSocket connection failed", cause);
        fail(Violation.INTERNAL, "internal error");
      }
    }
  }

  private void receive(WebSocketFrame frame) throws Violation {
    Assembly.check(frame, deflates);
    switch (frame) {
      case PingWebSocketFrame ping -> pong(ping.content());
      case PongWebSocketFrame _ -> {}
      case CloseWebSocketFrame close -> closedByPeer(close);
      default -> {
        if (phase == Phase.OPEN) {
          intake.add(frame);
        }
      }
    }
  }

  /// A change of what is read, which may bring what was read before.
  private interface Step {
    void run() throws Exception;
  }

  private void reading(Step change) {
    try {
      change.run();
    } catch (Violation e) {
      fail(e.code(), e.reason());
    } catch (Exception e) {
      exceptionCaught(channel.pipeline().context(this), e);
    }
  }

  private void inTurn() {
    reading(intake::goOn);
    shared.account(this);
  }

  @Override
  public long heldBytes() {
    return channel.isActive() ? intake.heldBytes() + outflow.heldBytes() : 0;
  }

  @Override
  public Holdings.Share share() {
    return share;
  }

  @Override
  public void giveWay() {
    if (phase == Phase.OPEN && intake.heldBytes() >= outflow.pendingBytes()) {
      var waits = intake.waits();
      fail(
          waits ? Violation.LATER : Violation.UNFINISHED,
          waits ? "busy; come back" : "unfinished message; memory is short");
    } else {
      // What it was sent lies before anything that could be said.
      linger(0);
      Unawaited.close(channel);
    }
  }

  private void pong(ByteBuf payload) {
    // RFC 6455 section 5.5.3 asks for the newest ping only: a peer that doesn't read gets no queue
    // of pongs
    if (phase == Phase.OPEN && channel.isWritable()) {
      control(Frames.PONG, payload);
    }
  }

  private void control(int opcode, ByteBuf payload) {
    var frame = channel.alloc().directBuffer(Frames.HEADER_BYTES + payload.readableBytes());
    Frames.appendControl(frame, opcode, payload);
    outflow.writesOwn(frame.readableBytes());
    Unawaited.write(channel, frame);
  }

  private void closedByPeer(CloseWebSocketFrame close) {
    var last = Unpooled.EMPTY_BUFFER;
    if (phase == Phase.OPEN) {
      last = Frames.close(channel.alloc(), close.statusCode(), "");
    }
    linger(Lingering.FOR_SOCKET.toNanos());
    channel.writeAndFlush(last).addListener(_ -> Unawaited.close(channel));
  }

  /// Says why, then hears no more.
  private void fail(int code, String reason) {
    if (phase == Phase.LINGERING) {
      return;
    }
    var last = Unpooled.EMPTY_BUFFER;
    if (phase == Phase.OPEN) {
      last = Frames.close(channel.alloc(), code, reason);
    }
    linger(Lingering.FOR_PEER.toNanos());
    if (channel.pipeline().context(intake.decoder()) != null) {
      channel.pipeline().remove(intake.decoder());
    }
    Lingering.after(channel.writeAndFlush(last));
  }

  private void linger(long nanos) {
    phase = Phase.LINGERING;
    intake.forget();
    endNanos = LoopState.now() + nanos;
  }

  @Override
  public long dueNanos() {
    if (phase != Phase.OPEN) {
      return endNanos;
    }
    var dead = lastHeardNanos + deadAfterNanos;
    var whole = intake.unfinishedSince(lastHeardNanos + deadAfterNanos) + deadAfterNanos / 2;
    dead = whole - dead < 0 ? whole : dead;
    return nextPingNanos - dead < 0 ? nextPingNanos : dead;
  }

  @Override
  public void onTime(long nowNanos) {
    if (phase != Phase.OPEN) {
      Unawaited.close(channel);
      return;
    }
    if (intake.held()) {
      // who isn't read can't be heard
      lastHeardNanos = nowNanos;
      intake.excuse(nowNanos);
    } else if (intake.choked()) {
      var progress = outflow.lastProgressNanos(nowNanos);
      lastHeardNanos = progress - lastHeardNanos > 0 ? progress : lastHeardNanos;
      intake.excuse(nowNanos);
    }
    if (nowNanos - intake.unfinishedSince(nowNanos) >= deadAfterNanos / 2) {
      fail(Violation.UNFINISHED, "unfinished message");
    } else if (nowNanos - lastHeardNanos >= deadAfterNanos) {
      Unawaited.close(channel);
    } else if (nextPingNanos - nowNanos <= 0) {
      nextPingNanos = nowNanos + pingEveryNanos;
      if (channel.isWritable()) {
        control(Frames.PING, Unpooled.EMPTY_BUFFER);
      }
    }
  }

  @Override
  public void drain(int closeCode, String reason) {
    close(closeCode, reason);
  }

  @Override
  public void abandon() {
    Unawaited.close(channel);
  }

  @Override
  public EventLoop loop() {
    return shared.loop;
  }

  @Override
  public boolean deflates() {
    return deflates;
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable();
  }

  @Override
  public void sharing(boolean on) {
    outflow.sharing(on);
  }

  @Override
  public void writeFrames(ByteBuf frames) {
    outflow.writes(frames.readableBytes());
    write(frames);
  }

  @Override
  public void writeShared(ByteBuf frames) {
    outflow.writesShared(frames.readableBytes());
    write(frames);
  }

  private void write(ByteBuf frames) {
    if (phase == Phase.OPEN) {
      Unawaited.write(channel, frames);
      shared.wrote(this, outflow);
    } else {
      frames.release();
    }
  }

  @Override
  public void send(ByteBuf text) {
    try {
      if (phase != Phase.OPEN) {
        return;
      }
      var size = text.readableBytes();
      var frame = channel.alloc().directBuffer(Frames.HEADER_BYTES + size);
      if (deflates && size >= DEFLATE_FROM_BYTES) {
        Frames.appendDeflated(frame, text, shared.deflater);
      } else {
        Frames.appendText(frame, text);
      }
      outflow.writesOwn(frame.readableBytes());
      Unawaited.write(channel, frame);
      shared.account(this);
    } finally {
      text.release();
    }
  }

  @Override
  public long pendingBytes() {
    return outflow.pendingBytes();
  }

  @Override
  public long lastProgressNanos() {
    return outflow.lastProgressNanos(LoopState.now());
  }

  @Override
  public void reading(boolean on) {
    if (!shared.loop.inEventLoop()) {
      shared.run(() -> reading(on), () -> {});
    } else if (phase == Phase.OPEN) {
      reading(() -> intake.pause(!on));
    }
  }

  @Override
  public void close(int code, String reason) {
    if (!shared.loop.inEventLoop()) {
      shared.run(() -> close(code, reason), () -> {});
    } else if (phase == Phase.OPEN) {
      var frame = Frames.close(channel.alloc(), code, reason);
      phase = Phase.CLOSING;
      // A peer that is told to come back because it was too slow has much to take before it reads
      // so.
      endNanos = LoopState.now() + Lingering.FOR_SOCKET.toNanos();
      reading(intake::end);
      var _ =
          channel
              .writeAndFlush(frame)
              .addListener(
                  _ -> {
                    if (phase == Phase.CLOSING) {
                      endNanos = LoopState.now() + Lingering.FOR_PEER.toNanos();
                    }
                  });
    }
  }
}
