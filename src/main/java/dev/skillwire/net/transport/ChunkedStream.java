package dev.skillwire.net.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The body of an answer that goes on, one chunk for each write (to HTTP/1.0 bare, until the connection ends).
final class ChunkedStream implements EventStream {

  private static final ByteBuf COMMENT =
      Unpooled.unreleasableBuffer(
          Unpooled.wrappedBuffer(":\n\n".getBytes(StandardCharsets.US_ASCII)).asReadOnly());

  private final HttpConnection connection;
  private final Outflow outflow;
  private boolean begun;
  private boolean ended;
  private boolean quiet;
  private @Nullable Runnable onWritable;
  private @Nullable Runnable onClosed;

  ChunkedStream(HttpConnection connection) {
    this.connection = connection;
    outflow = new Outflow(connection.channel(), LoopState.now());
  }

  @Override
  public EventLoop loop() {
    return connection.loop();
  }

  @Override
  public void write(ByteBuf events) {
    write(events, false);
  }

  @Override
  public void writeShared(ByteBuf events) {
    write(events, true);
  }

  private void write(ByteBuf events, boolean shared) {
    if (!loop().inEventLoop()) {
      connection.run(() -> write(events, shared), events::release);
    } else if (ended || !begun || !events.isReadable()) {
      // an empty chunk would end the body
      events.release();
    } else {
      quiet = false;
      if (shared) {
        outflow.writesShared(events.readableBytes());
      } else {
        outflow.writes(events.readableBytes());
      }
      Unawaited.write(connection.channel(), new DefaultHttpContent(events));
      if (!outflow.isSharing()) {
        connection.wrote();
      }
    }
  }

  @Override
  public void sharing(boolean on) {
    outflow.sharing(on);
  }

  long heldBytes() {
    return outflow.heldBytes();
  }

  @Override
  public boolean isWritable() {
    return connection.channel().isWritable();
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
  public void close() {
    connection.run(this::closeNow, () -> {});
  }

  @Override
  public void onWritable(Runnable then) {
    connection.run(() -> onWritable = then, () -> {});
  }

  @Override
  public void onClosed(Runnable then) {
    connection.run(
        () -> {
          if (ended) {
            then.run();
          } else {
            onClosed = then;
          }
        },
        then);
  }

  void begun() {
    begun = true;
  }

  void writabilityChanged() {
    if (onWritable != null && !ended) {
      onWritable.run();
    }
  }

  /// Writes a comment if nothing was written since the last call.
  void keepAlive() {
    if (quiet && isWritable()) {
      write(COMMENT.duplicate());
    }
    quiet = true;
  }

  void closeNow() {
    if (!ended && begun) {
      connection.answered(LastHttpContent.EMPTY_LAST_CONTENT, false);
      ended();
    }
  }

  /// Nothing more can be written.
  void ended() {
    if (ended) {
      return;
    }
    ended = true;
    onWritable = null;
    if (onClosed != null) {
      onClosed.run();
      onClosed = null;
    }
  }
}
