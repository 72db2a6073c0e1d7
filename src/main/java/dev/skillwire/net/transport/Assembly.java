package dev.skillwire.net.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.jspecify.annotations.Nullable;

/// Puts the frames of one connection together to whole messages, inflated, bounded and, for text, checked to be UTF-8.
/// Fragments are copied into one buffer, so that many tiny ones cost no more than their bytes.
final class Assembly {

  /// The first bit of the reserved three, as Netty counts them.
  private static final int RSV_COMPRESSED = 4;

  private final ByteBufAllocator alloc;
  private final Inflation inflation;
  private final int max;
  private final Utf8Check utf8 = new Utf8Check();
  private @Nullable ByteBuf parts;
  private boolean text;
  private boolean compressed;

  Assembly(ByteBufAllocator alloc, Inflation inflation, int max) {
    this.alloc = alloc;
    this.inflation = inflation;
    this.max = max;
  }

  /// Checks the reserved bits, at which the decoder looks only where no extension was negotiated.
  static void check(WebSocketFrame frame, boolean deflates) throws Violation {
    var message = frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
    if (frame.rsv() != 0 && !(deflates && message && frame.rsv() == RSV_COMPRESSED)) {
      throw new Violation(Violation.PROTOCOL, "reserved bits");
    }
  }

  /// Takes the next data frame, in the order that the frame decoder guarantees (RFC 6455 section 5.4).
  ///
  /// @param frame borrowed
  /// @return the whole message as it came, for [#open], owned by the caller; null while more is to come
  @Nullable ByteBuf add(WebSocketFrame frame) throws Violation {
    if (!(frame instanceof ContinuationWebSocketFrame)) {
      release();
      text = frame instanceof TextWebSocketFrame;
      compressed = frame.rsv() == RSV_COMPRESSED;
      utf8.reset();
    }
    var piece = frame.content();
    if (text && !compressed && !utf8.accepts(piece)) {
      throw new Violation(Violation.NOT_UTF8, "not UTF-8");
    }
    if (parts == null && frame.isFinalFragment()) {
      return piece.retain();
    }
    collect(piece);
    if (!frame.isFinalFragment()) {
      return null;
    }
    var all = parts == null ? Unpooled.EMPTY_BUFFER : parts;
    parts = null;
    return all;
  }

  /// The content of the newest message: inflated where it came so, and checked.
  ///
  /// @param all from [#add], stays the caller's; may be opened again, as long as nothing was added
  /// @return owned by the caller
  ByteBuf open(ByteBuf all) throws Violation {
    if (!compressed) {
      if (text && !utf8.complete()) {
        throw new Violation(Violation.NOT_UTF8, "not UTF-8");
      }
      return all.retainedSlice();
    }
    var message = inflation.inflate(alloc, all, max);
    if (text && !isUtf8(message)) {
      message.release();
      throw new Violation(Violation.NOT_UTF8, "not UTF-8");
    }
    return message;
  }

  /// Whether the message that [#add] returned came as text.
  boolean text() {
    return text;
  }

  /// Whether a whole binary message could be text.
  boolean isUtf8(ByteBuf message) {
    utf8.reset();
    return utf8.accepts(message) && utf8.complete();
  }

  /// Memory of what was collected.
  int heldBytes() {
    return parts == null ? 0 : parts.capacity();
  }

  /// Drops what was collected.
  void release() {
    if (parts != null) {
      parts.release();
      parts = null;
    }
  }

  private void collect(ByteBuf piece) throws Violation {
    var have = parts == null ? 0 : parts.readableBytes();
    if ((long) have + piece.readableBytes() > max) {
      throw new Violation(Violation.TOO_LARGE, "message too large");
    }
    if (parts == null) {
      parts = alloc.buffer(Math.max(256, piece.readableBytes()));
    }
    parts.writeBytes(piece, piece.readerIndex(), piece.readableBytes());
  }
}
