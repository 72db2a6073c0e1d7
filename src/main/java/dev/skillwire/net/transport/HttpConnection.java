package dev.skillwire.net.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
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

  private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

  /// An answer may take its time (a question waits for a person): in effect never.
  private static final long UNBOUNDED_NANOS = Duration.ofDays(10_000).toNanos();

  private final Channel channel;
  private final LoopState shared;
  private final String id;
  private final boolean tls;
  private final Holdings.Share share = new Holdings.Share();
  private final Outflow outflow;
  private final RequestSource source;
  private Phase phase = Phase.REQUEST;
  private long dueNanos;
  private boolean headStarted;
  private boolean bodyRead;
  private boolean resumeWhenWritable;
  private long announced;
  private boolean waitsForWord;
  private @Nullable Exchange exchange;
  private @Nullable Object grant;

  HttpConnection(Channel channel, LoopState shared) {
    this.channel = channel;
    this.shared = shared;
    id = shared.nextId();
    source = new RequestSource(channel);
    outflow = new Outflow(channel, LoopState.now());
    tls = channel.pipeline().get(SslHandler.class) != null;
    due(shared.settings.unauthenticatedTime());
  }

  /// Adds this and its codec to the end of the pipeline.
  void start() {
    channel.pipeline().addLast(source.decoder(), new HttpResponseEncoder(), this);
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
    if (phase == Phase.REQUEST && !headStarted && source.decoder().midHead()) {
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
    source.dropBody();
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
    source.decoder().stop();
    var fault = shared.draining() ? Problem.BUSY : RequestRules.fault(request);
    var current = new Exchange(this, RequestRules.head(request, channel, tls, id), request);
    exchange = current;
    phase = Phase.JUDGEMENT;
    due(shared.settings.unauthenticatedTime());
    if (fault != null) {
      current.refuse(fault, true);
    } else {
      waitsForWord = RequestRules.waits(request);
      announced = RequestRules.announced(request);
      if (announced != 0) {
        judge(current);
      }
      // else judged at the empty end, which comes next: all of the request is behind
    }
  }

  private void take(HttpContent content) {
    var last = content instanceof LastHttpContent;
    if (phase == Phase.JUDGEMENT && last && exchange != null) {
      bodyRead = true;
      judge(exchange);
    } else if (phase == Phase.BODY && exchange != null && source.body() != null) {
      var fault = source.add(content, shared.settings.maxMessageBytes());
      bodyRead = fault == null && last;
      if (fault != null) {
        exchange.refuse(fault, true);
      } else if (last) {
        serve(exchange);
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
      case Gate.Refuse refusal -> current.refuse(refusal, !bodyRead || refusal.ends());
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
      source.awaitBody(0, false);
      serve(current);
    } else if (announced > shared.settings.maxMessageBytes()) {
      current.refuse(Problem.TOO_LARGE, true);
    } else {
      phase = Phase.BODY;
      due(shared.settings.unauthenticatedTime());
      shared.whenRoom(() -> readBody(current));
    }
  }

  private void readBody(Exchange current) {
    if (current == exchange && phase == Phase.BODY) {
      source.awaitBody(announced, waitsForWord);
      shared.account(this);
      resume();
    }
  }

  private void serve(Exchange current) {
    phase = Phase.ANSWER;
    dueNanos = LoopState.now() + UNBOUNDED_NANOS;
    source.stop();
    var granted = grant;
    var head = current.head();
    current.forgetHead();
    var body = source.body();
    try {
      if (body != null && granted != null) {
        shared.application.http(head, granted, body, current);
      }
    } catch (RuntimeException e) {
      broken(e);
    } finally {
      source.dropBody();
    }
  }

  private void upgrade(RequestHead head, Object granted) {
    shared.remove(this);
    exchange = null;
    phase = Phase.END;
    var deflate = source.switchProtocols(head);
    channel.pipeline().remove(this);
    channel.config().setAutoRead(true);
    new WebSocketConnection(channel, shared, deflate != null).start(head, granted);
    // last: what the client sent behind its request goes on from here as frames
    source.end();
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
    source.dropBody();
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

  /// Writes the head of an answer that goes on, the last one: what the peer still sends is dropped.
  void streams(HttpObject head) {
    phase = Phase.ANSWER;
    source.end();
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
    return source.heldBytes()
        + (exchange == null ? outflow.heldBytes() : exchange.heldBytes(outflow));
  }

  @Override
  public Holdings.Share share() {
    return share;
  }

  @Override
  public void giveWay() {
    Unawaited.close(channel);
  }

  private void resume() {
    try {
      source.resume();
    } catch (Exception e) {
      exceptionCaught(channel.pipeline().context(this), e);
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
      case BODY -> refuse(source.body() == null ? Problem.BUSY : Problem.SLOW);
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
