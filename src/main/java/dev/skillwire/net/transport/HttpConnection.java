package dev.skillwire.net.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP life of a connection: one request after the other, each judged before anything of it is acted on, each
/// answered before the next is looked at, and the step to WebSocket.
final class HttpConnection extends ChannelInboundHandlerAdapter implements Connection {

  /// What the connection waits for.
  private enum Phase {
    REQUEST,
    JUDGEMENT,
    BODY,
    ANSWER,
    /// the peer's end; what it still sends is dropped
    END
  }

  /// A connection without a request may stay this long.
  static final Duration KEEP_ALIVE = Duration.ofSeconds(60);

  /// Refusals that end the connection: who was not let in is not to stay and wait.
  private static final Set<Integer> CLOSING = Set.of(401, 403, 429);

  private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

  /// An answer may take its time (a question waits for a person): in effect never.
  private static final long UNBOUNDED_NANOS = Duration.ofDays(10_000).toNanos();

  private final Channel channel;
  private final LoopState shared;
  private final String id;
  private final boolean tls;
  private final Holdings.Share share = new Holdings.Share();
  private final Outflow outflow;
  private RequestDecoder decoder = new RequestDecoder();
  private Phase phase = Phase.REQUEST;
  private long dueNanos;
  private boolean headStarted;
  private boolean bodyRead;
  private boolean resumeWhenWritable;
  private long announced;
  private boolean waitsForWord;
  private @Nullable Exchange exchange;
  private @Nullable Object grant;
  private @Nullable ByteBuf body;

  HttpConnection(Channel channel, LoopState shared) {
    this.channel = channel;
    this.shared = shared;
    id = shared.nextId();
    outflow = new Outflow(channel, LoopState.now());
    tls = channel.pipeline().get(SslHandler.class) != null;
    due(shared.settings.unauthenticatedTime());
  }

  /// Adds this and its codec to the end of the pipeline.
  void start() {
    channel.pipeline().addLast(decoder, new HttpResponseEncoder(), this);
    shared.addStranger(this);
  }

  Channel channel() {
    return channel;
  }

  EventLoop loop() {
    return shared.loop;
  }

  /// Runs a step on the loop, at once where the caller is on it.
  ///
  /// @param otherwise runs instead when the loop takes nothing more
  void run(Runnable step, Runnable otherwise) {
    shared.run(step, otherwise);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (phase == Phase.REQUEST && message instanceof HttpRequest request) {
        begin(request);
      }
      if (message instanceof HttpContent content) {
        take(content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    shared.account(this);
    if (phase == Phase.REQUEST && !headStarted && decoder.midHead()) {
      headStarted = true;
      due(shared.settings.unauthenticatedTime());
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    shared.account(this);
    if (resumeWhenWritable && channel.isWritable()) {
      resumeWhenWritable = false;
      resume();
    }
    var streaming = exchange == null ? null : exchange.streaming();
    if (streaming != null) {
      streaming.writabilityChanged();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    shared.remove(this);
    phase = Phase.END;
    dropBody();
    if (exchange != null) {
      exchange.abort();
      exchange = null;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof OutOfMemoryError) {
      shared.memoryEnded(cause);
    } else if (cause instanceof IOException || cause.getCause() instanceof IOException) {
      LOG.debug("A connection broke", cause);
    } else {
      LOG.error("A connection failed", cause);
    }
    Unawaited.close(channel);
  }

  private void begin(HttpRequest request) {
    headStarted = false;
    bodyRead = false;
    decoder.stop();
    var http11 = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
    var fault = RequestRules.fault(request);
    var current =
        new Exchange(
            this,
            RequestRules.head(request, channel, tls, id),
            http11,
            HttpUtil.isKeepAlive(request));
    exchange = current;
    phase = Phase.JUDGEMENT;
    due(shared.settings.unauthenticatedTime());
    if (fault != null) {
      current.refuse(fault, true);
    } else if (shared.draining()) {
      current.refuse(Problem.BUSY, true);
    } else if (RequestRules.unknownExpectation(request)) {
      current.refuse(Problem.EXPECTATION, true);
    } else {
      waitsForWord = RequestRules.waits(request);
      // -1: in chunks, its length unknown
      announced =
          HttpUtil.isTransferEncodingChunked(request) ? -1 : HttpUtil.getContentLength(request, 0L);
      if (announced != 0) {
        judge(current);
      }
      // else the decoder's empty end of the request comes next: judged there, all of the request is
      // behind
    }
  }

  private void take(HttpContent content) {
    var last = content instanceof LastHttpContent;
    if (phase == Phase.JUDGEMENT && last && exchange != null) {
      bodyRead = true;
      judge(exchange);
    } else if (phase == Phase.BODY && exchange != null && body != null) {
      if (content.decoderResult().isFailure()) {
        exchange.refuse(Problem.BAD_BODY, true);
      } else if (body.readableBytes() + content.content().readableBytes()
          > shared.settings.maxMessageBytes()) {
        exchange.refuse(Problem.TOO_LARGE, true);
      } else {
        body.writeBytes(content.content());
        bodyRead = last;
        if (last) {
          serve(exchange);
        }
      }
    }
  }

  private void judge(Exchange current) {
    CompletionStage<Gate> judgement;
    try {
      judgement = shared.application.admit(current.head());
    } catch (RuntimeException e) {
      broken(e);
      return;
    }
    var _ =
        judgement.whenComplete((gate, error) -> run(() -> judged(current, gate, error), () -> {}));
  }

  private void judged(Exchange current, @Nullable Gate gate, @Nullable Throwable error) {
    if (current != exchange || phase != Phase.JUDGEMENT) {
      return;
    }
    switch (gate) {
      case Gate.Pass pass -> pass(current, pass.grant());
      case Gate.Refuse refusal ->
          current.refuse(refusal, !bodyRead || CLOSING.contains(refusal.status()));
      case null -> broken(error == null ? new NullPointerException("no judgement") : error);
    }
  }

  private void pass(Exchange current, Object granted) {
    grant = granted;
    shared.admitted(this);
    if (current.head().upgrade()) {
      var fault = Handshake.fault(current.head(), current.http11());
      if (fault != null || !bodyRead) {
        current.refuse(fault == null ? Problem.BAD_BODY : fault, !bodyRead);
      } else {
        upgrade(current.head(), granted);
      }
    } else if (bodyRead) {
      body = Unpooled.EMPTY_BUFFER;
      serve(current);
    } else if (announced > shared.settings.maxMessageBytes()) {
      current.refuse(Problem.TOO_LARGE, true);
    } else {
      phase = Phase.BODY;
      due(shared.settings.unauthenticatedTime());
      body = channel.alloc().buffer(Math.clamp(announced, 256, 64 * 1024));
      if (waitsForWord) {
        Unawaited.write(
            channel,
            new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
      }
      resume();
    }
  }

  private void serve(Exchange current) {
    phase = Phase.ANSWER;
    dueNanos = LoopState.now() + UNBOUNDED_NANOS;
    decoder.stop();
    renewDecoder();
    var granted = grant;
    var head = current.head();
    current.forgetHead();
    try {
      if (body != null && granted != null) {
        shared.application.http(head, granted, body, current);
      }
    } catch (RuntimeException e) {
      broken(e);
    } finally {
      dropBody();
    }
  }

  /// A decoder never gives back the room that a long line took, and a connection may stay for days.
  private void renewDecoder() {
    if (decoder.isFat()) {
      var fresh = new RequestDecoder();
      fresh.stop();
      var old = decoder;
      decoder = fresh;
      channel.pipeline().replace(old, null, fresh);
    }
  }

  private void upgrade(RequestHead head, Object granted) {
    shared.remove(this);
    exchange = null;
    phase = Phase.END;
    var deflate = Handshake.deflate(head);
    var _ = channel.write(Handshake.answer(head, deflate), channel.voidPromise());
    var pipeline = channel.pipeline();
    pipeline.remove(HttpResponseEncoder.class);
    pipeline.remove(this);
    channel.config().setAutoRead(true);
    new WebSocketConnection(channel, shared, deflate != null).start(head, granted);
    // last: what the client sent behind its request goes on from here as frames
    pipeline.remove(decoder);
  }

  /// A bug of the application: this request is answered 500 and the connection ends.
  void broken(Throwable cause) {
    LOG.error("A request failed", cause);
    refuse(Problem.BROKEN);
    if (phase != Phase.END && phase != Phase.REQUEST) {
      Unawaited.close(channel);
    }
  }

  /// Ends the connection with this answer to the request at hand, if there is one.
  private void refuse(Gate.Refuse refusal) {
    if (exchange != null) {
      exchange.refuse(refusal, true);
    }
  }

  /// Whether the connection outlives the answer to the request at hand.
  boolean canKeep(boolean wanted) {
    return wanted && bodyRead && !shared.draining();
  }

  /// Writes the last part of an answer.
  void answered(HttpObject last, boolean keeps) {
    exchange = null;
    grant = null;
    dropBody();
    var written = channel.writeAndFlush(last);
    shared.account(this);
    if (keeps) {
      phase = Phase.REQUEST;
      headStarted = false;
      due(KEEP_ALIVE);
      resumeWhenWritable = !channel.isWritable();
      if (!resumeWhenWritable) {
        resume();
      }
    } else {
      phase = Phase.END;
      due(Lingering.FOR_SOCKET);
      written.addListener(_ -> due(Lingering.FOR_PEER));
      resume();
      Lingering.after(written);
    }
  }

  /// Writes the head of an answer that goes on.
  void streams(HttpObject head) {
    phase = Phase.ANSWER;
    // It is the last answer of this connection: what the peer still sends is dropped.
    channel.pipeline().remove(decoder);
    channel.config().setAutoRead(true);
    due(shared.settings.pingEvery());
    Unawaited.write(channel, head);
  }

  /// Something of the answer was written.
  void wrote() {
    shared.account(this);
  }

  @Override
  public long heldBytes() {
    if (!channel.isActive()) {
      return 0;
    }
    var current = exchange;
    var streaming = current == null ? null : current.streaming();
    return inboundBytes() + (streaming == null ? outflow.heldBytes() : streaming.heldBytes());
  }

  private long inboundBytes() {
    var own = channel.pipeline().context(decoder) == null ? 0 : decoder.heldBytes();
    return (long) own
        + (body == null ? 0 : body.capacity())
        + (exchange == null ? 0 : exchange.heldBytes());
  }

  @Override
  public Holdings.Share share() {
    return share;
  }

  @Override
  public void giveWay() {
    if ((phase == Phase.JUDGEMENT || phase == Phase.BODY) && outflow.pendingBytes() == 0) {
      refuse(Problem.BUSY);
    } else {
      Unawaited.close(channel);
    }
  }

  private void resume() {
    var own = channel.pipeline().context(decoder);
    if (own != null) {
      try {
        decoder.resume(own);
      } catch (Exception e) {
        exceptionCaught(own, e);
      }
    }
  }

  private void dropBody() {
    if (body != null) {
      body.release();
      body = null;
    }
  }

  private void due(Duration in) {
    dueNanos = LoopState.now() + in.toNanos();
  }

  @Override
  public long dueNanos() {
    return dueNanos;
  }

  @Override
  public void onTime(long nowNanos) {
    var current = exchange;
    switch (phase) {
      case REQUEST, END -> Unawaited.close(channel);
      case JUDGEMENT -> refuse(Problem.BUSY);
      case BODY -> refuse(Problem.SLOW);
      case ANSWER -> {
        if (current != null && current.streaming() != null) {
          current.streaming().keepAlive();
          due(shared.settings.pingEvery());
        }
      }
    }
  }

  @Override
  public void drain(int closeCode, String reason) {
    var streaming = exchange == null ? null : exchange.streaming();
    if (streaming != null) {
      streaming.closeNow();
    } else if (phase == Phase.REQUEST && !headStarted) {
      Unawaited.close(channel);
    }
  }

  @Override
  public void abandon() {
    if (phase == Phase.ANSWER && exchange != null && exchange.streaming() == null) {
      exchange.refuse(Problem.BUSY, true);
    } else {
      Unawaited.close(channel);
    }
  }
}
