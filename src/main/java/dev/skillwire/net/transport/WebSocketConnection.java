package dev.skillwire.net.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
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

  /// The first bit of the reserved three, as Netty counts them.
  private static final int RSV_COMPRESSED = 4;

  /// Below this compression costs more than it saves.
  private static final int DEFLATE_FROM_BYTES = 256;

  private final Channel channel;
  private final LoopState shared;
  private final boolean deflates;
  private final FrameDecoder decoder;
  private final Assembly assembly;
  private final Outflow outflow;
  private final long pingEveryNanos;
  private final long deadAfterNanos;
  private Phase phase = Phase.OPEN;
  private @Nullable WebSocketSession session;
  private long lastHeardNanos;
  private long nextPingNanos;
  private long endNanos;
  private final Holdings.Share share = new Holdings.Share();

  /// Since when a message is unfinished; meaningless while [#unfinished] is false.
  private long unfinishedNanos;

  private boolean unfinished;

  /// A message became whole since that was asked last.
  private boolean finished;

  /// The peer doesn't take what it is sent, so that answers to what it says would pile up.
  private boolean choked;

  /// The session wants nothing more for now.
  private boolean paused;

  /// The message that the session could not take, as it came.
  private @Nullable ByteBuf untaken;

  WebSocketConnection(Channel channel, LoopState shared, boolean deflates) {
    this.channel = channel;
    this.shared = shared;
    this.deflates = deflates;
    var settings = shared.settings;
    decoder = new FrameDecoder(deflates, settings.maxMessageBytes());
    assembly = new Assembly(channel.alloc(), shared.inflation, settings.maxMessageBytes());
    var now = LoopState.now();
    outflow = new Outflow(channel, now);
    pingEveryNanos = settings.pingEvery().toNanos();
    deadAfterNanos = settings.deadAfter().toNanos();
    lastHeardNanos = now;
    // thousands that connect together must not be pinged together
    nextPingNanos = now + ThreadLocalRandom.current().nextLong(pingEveryNanos / 2, pingEveryNanos);
  }

  /// Adds this and its frame decoder to the end of the pipeline and lets the application open the session. The
  /// handshake's answer must have been written, not flushed.
  void start(RequestHead head, Object grant) {
    channel.pipeline().addLast(decoder, this);
    shared.add(this);
    try {
      session = shared.application.open(head, grant, this);
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
    var partial = phase == Phase.OPEN && (assembly.heldBytes() > 0 || decoder.heldBytes() > 0);
    if (partial && (!unfinished || finished)) {
      unfinishedNanos = lastHeardNanos;
    }
    unfinished = partial;
    finished = false;
    shared.account(this);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    // Not at once: this may be in the middle of a write to many, of which reading could change the
    // number.
    shared.run(() -> shared.loop.execute(this::chokedOrNot), () -> {});
    shared.account(this);
    if (session != null && phase == Phase.OPEN) {
      session.writable(channel.isWritable());
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    phase = Phase.LINGERING;
    shared.remove(this);
    forget();
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
    var message = frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
    if (frame.rsv() != 0 && !(deflates && message && frame.rsv() == RSV_COMPRESSED)) {
      // the decoder looks at these bits only where no extension was negotiated
      throw new Violation(Violation.PROTOCOL, "reserved bits");
    }
    switch (frame) {
      case PingWebSocketFrame ping -> pong(ping.content());
      case PongWebSocketFrame _ -> {}
      case CloseWebSocketFrame close -> closedByPeer(close);
      default -> deliver(frame);
    }
  }

  private void deliver(WebSocketFrame frame) throws Violation {
    if (phase != Phase.OPEN) {
      return;
    }
    var whole = assembly.add(frame);
    if (whole != null) {
      finished = true;
      handOver(whole);
    }
  }

  /// @param whole consumed
  private void handOver(ByteBuf whole) throws Violation {
    var taken = true;
    try {
      taken = takes(whole);
      if (!taken) {
        // As it came: what it inflates to is made again when it can be taken.
        untaken = whole.retain();
        readOrNot();
      }
    } finally {
      whole.release();
    }
  }

  private boolean takes(ByteBuf whole) throws Violation {
    var message = assembly.open(whole);
    try {
      if (session == null || (!assembly.text() && session.binary(message))) {
        return true;
      }
      // RFC 6455 lets binary messages hold anything: one that is no text is refused like other
      // garbage, as an empty message.
      boolean readable = assembly.text() || assembly.isUtf8(message);
      return session.message(readable ? message : Unpooled.EMPTY_BUFFER);
    } finally {
      message.release();
    }
  }

  /// Reads where the session can take something, and decodes what was read.
  private void readOrNot() {
    if (phase == Phase.OPEN && (paused || choked || untaken != null)) {
      decoder.stop();
      channel.config().setAutoRead(false);
      return;
    }
    channel.config().setAutoRead(true);
    var own = channel.pipeline().context(decoder);
    if (own != null) {
      try {
        decoder.resume(own);
      } catch (Exception e) {
        exceptionCaught(own, e);
      }
    }
  }

  private void chokedOrNot() {
    var now = !channel.isWritable();
    if (now != choked) {
      choked = now;
      readOrNot();
    }
  }

  @Override
  public long heldBytes() {
    return channel.isActive() ? inboundBytes() + outflow.heldBytes() : 0;
  }

  private long inboundBytes() {
    var own = channel.pipeline().context(decoder) == null ? 0 : decoder.heldBytes();
    return (long) own + assembly.heldBytes() + (untaken == null ? 0 : untaken.capacity());
  }

  @Override
  public Holdings.Share share() {
    return share;
  }

  @Override
  public void giveWay() {
    if (phase == Phase.OPEN && inboundBytes() >= outflow.pendingBytes()) {
      var waits = untaken != null;
      fail(
          waits ? Violation.LATER : Violation.UNFINISHED,
          waits ? "busy; come back" : "unfinished message; memory is short");
    } else {
      // What it was sent lies before anything that could be said.
      linger(0);
      Unawaited.close(channel);
    }
  }

  private void forget() {
    assembly.release();
    if (untaken != null) {
      untaken.release();
      untaken = null;
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
      last = channel.alloc().directBuffer(Frames.HEADER_BYTES);
      if (close.statusCode() < 0) {
        Frames.appendControl(last, Frames.CLOSE, Unpooled.EMPTY_BUFFER);
      } else {
        Frames.appendClose(last, close.statusCode(), "");
      }
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
      last = channel.alloc().directBuffer();
      Frames.appendClose(last, code, reason);
    }
    linger(Lingering.FOR_PEER.toNanos());
    if (channel.pipeline().context(decoder) != null) {
      channel.pipeline().remove(decoder);
    }
    Lingering.after(channel.writeAndFlush(last));
  }

  private void linger(long nanos) {
    phase = Phase.LINGERING;
    forget();
    endNanos = LoopState.now() + nanos;
  }

  @Override
  public long dueNanos() {
    if (phase != Phase.OPEN) {
      return endNanos;
    }
    var dead = lastHeardNanos + deadAfterNanos;
    if (unfinished && unfinishedNanos + deadAfterNanos / 2 - dead < 0) {
      dead = unfinishedNanos + deadAfterNanos / 2;
    }
    return nextPingNanos - dead < 0 ? nextPingNanos : dead;
  }

  @Override
  public void onTime(long nowNanos) {
    if (phase != Phase.OPEN) {
      Unawaited.close(channel);
      return;
    }
    if (paused || untaken != null) {
      // who isn't read can't be heard
      lastHeardNanos = nowNanos;
      unfinishedNanos = nowNanos;
    } else if (choked) {
      var progress = outflow.lastProgressNanos(nowNanos);
      lastHeardNanos = progress - lastHeardNanos > 0 ? progress : lastHeardNanos;
      unfinishedNanos = nowNanos;
    }
    if (unfinished && nowNanos - unfinishedNanos >= deadAfterNanos / 2) {
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
    if (phase == Phase.OPEN) {
      Unawaited.write(channel, frames);
      shared.account(this);
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
      paused = !on;
      var again = untaken;
      if (on && again != null) {
        untaken = null;
        try {
          handOver(again);
        } catch (Violation e) {
          fail(e.code(), e.reason());
        }
      }
      readOrNot();
    }
  }

  @Override
  public void close(int code, String reason) {
    if (!shared.loop.inEventLoop()) {
      shared.run(() -> close(code, reason), () -> {});
    } else if (phase == Phase.OPEN) {
      var frame = channel.alloc().directBuffer();
      Frames.appendClose(frame, code, reason);
      phase = Phase.CLOSING;
      forget();
      // A peer that is told to come back because it was too slow has much to take before it reads
      // so.
      endNanos = LoopState.now() + Lingering.FOR_SOCKET.toNanos();
      readOrNot();
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
