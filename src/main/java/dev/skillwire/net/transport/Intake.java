package dev.skillwire.net.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/// What a WebSocket peer says, from its bytes to whole messages, and whether it is read from at all. Confined to the
/// loop.
final class Intake {

  private final Channel channel;
  private final FrameDecoder decoder;
  private final Assembly assembly;
  private final Pace pace;
  private final Turns turns;
  private final Runnable inTurn;
  private @Nullable WebSocketSession session;

  /// The session wants nothing more for now.
  private boolean paused;

  /// The peer doesn't take what it is sent, so that answers to what it says would pile up.
  private boolean choked;

  /// Nothing is handed on any more.
  private boolean over;

  /// It waits until it is its turn, with the message that was too much.
  private boolean inLine;

  /// The message that could not be taken, as it came.
  private @Nullable ByteBuf untaken;

  private boolean unfinished;

  /// A message became whole since that was asked last.
  private boolean finished;

  /// Since when a message is unfinished; meaningless while [#unfinished] is false.
  private long unfinishedNanos;

  /// @param inTurn calls [#goOn]
  Intake(Channel channel, LoopState shared, boolean deflates, Runnable inTurn) {
    this.channel = channel;
    var maxMessageBytes = shared.settings.maxMessageBytes();
    decoder = new FrameDecoder(deflates, maxMessageBytes);
    assembly = new Assembly(channel.alloc(), shared.inflation, maxMessageBytes);
    pace = new Pace(LoopState.now());
    turns = shared.turns;
    this.inTurn = inTurn;
  }

  /// The entry of the pipeline before the connection.
  FrameDecoder decoder() {
    return decoder;
  }

  /// Hands messages on to a session from now on.
  void to(WebSocketSession listener) {
    session = listener;
  }

  /// Takes the next data frame.
  ///
  /// @param frame borrowed
  void add(WebSocketFrame frame) throws Violation {
    if (over) {
      return;
    }
    var whole = assembly.add(frame);
    if (whole != null) {
      finished = true;
      handOver(whole);
    }
  }

  /// The session wants nothing more for now, or goes on, with what it could not take first.
  ///
  /// @throws Exception what decoding throws
  void pause(boolean on) throws Exception {
    paused = on;
    hear();
  }

  /// It is its turn.
  ///
  /// @throws Exception what decoding throws
  void goOn() throws Exception {
    inLine = false;
    if (!over) {
      pace.beginTurn();
      try {
        hear();
      } finally {
        pace.endTurn();
      }
    }
  }

  /// Tells whether the peer takes what it is sent.
  ///
  /// @throws Exception what decoding throws
  void choke(boolean on) throws Exception {
    if (on != choked) {
      choked = on;
      readOrNot();
    }
  }

  /// Drops everything, and reads on only for control frames.
  ///
  /// @throws Exception what decoding throws
  void end() throws Exception {
    forget();
    readOrNot();
  }

  /// Drops everything and hands nothing on any more.
  void forget() {
    over = true;
    session = null;
    unfinished = false;
    assembly.release();
    if (untaken != null) {
      untaken.release();
      untaken = null;
    }
  }

  /// All that one read brought was dealt with.
  void readComplete(long nowNanos) {
    var partial = !over && (assembly.heldBytes() > 0 || decoder.heldBytes() > 0);
    if (partial && (!unfinished || finished)) {
      unfinishedNanos = nowNanos;
    }
    unfinished = partial;
    finished = false;
  }

  /// Since when a message is unfinished, or `otherwise` when none is.
  long unfinishedSince(long otherwise) {
    return unfinished ? unfinishedNanos : otherwise;
  }

  /// Whether the session keeps the peer from being heard.
  boolean held() {
    return paused || inLine || untaken != null;
  }

  boolean choked() {
    return choked;
  }

  /// Whether a whole message waits for the session.
  boolean waits() {
    return untaken != null;
  }

  /// Who isn't read can't end its message.
  void excuse(long nowNanos) {
    unfinishedNanos = nowNanos;
  }

  /// Memory of what is not whole or not taken.
  long heldBytes() {
    return (long) decoder.heldBytes()
        + assembly.heldBytes()
        + (untaken == null ? 0 : untaken.capacity());
  }

  /// @param whole consumed
  private void handOver(ByteBuf whole) throws Violation {
    try {
      var early = !pace.allows(LoopState.now());
      if (early && !inLine) {
        inLine = true;
        turns.add(inTurn);
      }
      if (early || !takes(whole)) {
        // As it came: what it inflates to is made again when it can be taken.
        untaken = whole.retain();
        decoder.stop();
        channel.config().setAutoRead(false);
      }
    } finally {
      whole.release();
    }
  }

  private boolean takes(ByteBuf whole) throws Violation {
    var message = assembly.open(whole);
    pace.spend(message.readableBytes());
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

  private void hear() throws Exception {
    var again = untaken;
    if (!paused && !inLine && again != null) {
      untaken = null;
      handOver(again);
    }
    readOrNot();
  }

  /// Reads where something can be taken, and decodes what was read.
  private void readOrNot() throws Exception {
    if (!over && (choked || held())) {
      decoder.stop();
      channel.config().setAutoRead(false);
      return;
    }
    channel.config().setAutoRead(true);
    var own = channel.pipeline().context(decoder);
    if (own != null) {
      decoder.resume(own);
    }
  }
}
