package dev.skillwire.net.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.util.CharsetUtil;
import java.util.zip.Deflater;

/// Encodes WebSocket frames as a server sends them (RFC 6455 section 5.2: unmasked), so that many can share a buffer
/// and many clients a frame. Payloads are read without moving their indices and stay the caller's.
public final class Frames {

  /// Largest header of a server frame.
  public static final int HEADER_BYTES = 10;

  static final int CONTINUATION = 0x0;
  static final int TEXT = 0x1;
  static final int BINARY = 0x2;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xA;

  private static final int FIN = 0x80;
  private static final int COMPRESSED = 0x40;

  /// What a control frame may carry (RFC 6455 section 5.5), less the two bytes of a close code.
  private static final int REASON_BYTES = 123;

  /// RFC 7692 section 7.2.1: a sync flush ends with these four bytes, which are not sent.
  private static final int FLUSH_TAIL_BYTES = 4;

  private Frames() {}

  /// Appends one text frame.
  public static void appendText(ByteBuf out, ByteBuf payload) {
    append(out, FIN | TEXT, payload);
  }

  /// Appends one text frame.
  public static void appendText(ByteBuf out, byte[] payload) {
    append(out, FIN | TEXT, Unpooled.wrappedBuffer(payload));
  }

  /// Appends the header of a text frame whose payload follows.
  ///
  /// @param length bytes of the payload
  public static void appendTextHeader(ByteBuf out, int length) {
    header(out, FIN | TEXT, length);
  }

  /// Appends one binary frame.
  public static void appendBinary(ByteBuf out, ByteBuf payload) {
    append(out, FIN | BINARY, payload);
  }

  /// Appends one text frame, compressed without context takeover: any client that [SocketLink#deflates] can read it.
  /// Falls back to a plain frame where compression makes it larger.
  ///
  /// @param deflater from [#newDeflater]; used by one thread at a time
  public static void appendDeflated(ByteBuf out, ByteBuf payload, Deflater deflater) {
    var packed = deflate(out.alloc(), payload, deflater);
    try {
      if (packed.readableBytes() < payload.readableBytes()) {
        append(out, FIN | COMPRESSED | TEXT, packed);
      } else {
        appendText(out, payload);
      }
    } finally {
      packed.release();
    }
  }

  /// A deflater for [#appendDeflated]; it holds native memory until [Deflater#end].
  public static Deflater newDeflater() {
    return new Deflater(Deflater.BEST_SPEED, true);
  }

  /// Appends one close frame.
  ///
  /// @param reason cut to whole characters in 123 bytes
  static void appendClose(ByteBuf out, int code, String reason) {
    var text = reason;
    while (ByteBufUtil.utf8Bytes(text) > REASON_BYTES) {
      text = text.substring(0, text.offsetByCodePoints(text.length(), -1));
    }
    var bytes = text.getBytes(CharsetUtil.UTF_8);
    header(out, FIN | CLOSE, bytes.length + 2);
    out.writeShort(code).writeBytes(bytes);
  }

  /// One close frame, owned by the caller.
  ///
  /// @param code negative for none
  static ByteBuf close(ByteBufAllocator alloc, int code, String reason) {
    var out = alloc.directBuffer();
    if (code < 0) {
      appendControl(out, CLOSE, Unpooled.EMPTY_BUFFER);
    } else {
      appendClose(out, code, reason);
    }
    return out;
  }

  /// Appends one control frame.
  static void appendControl(ByteBuf out, int opcode, ByteBuf payload) {
    append(out, FIN | opcode, payload);
  }

  private static void append(ByteBuf out, int first, ByteBuf payload) {
    var length = payload.readableBytes();
    out.ensureWritable(HEADER_BYTES + length);
    header(out, first, length);
    out.writeBytes(payload, payload.readerIndex(), length);
  }

  private static void header(ByteBuf out, int first, int length) {
    out.writeByte(first);
    if (length < 126) {
      out.writeByte(length);
    } else if (length <= 0xFFFF) {
      out.writeByte(126).writeShort(length);
    } else {
      out.writeByte(127).writeLong(length);
    }
  }

  private static ByteBuf deflate(ByteBufAllocator alloc, ByteBuf payload, Deflater deflater) {
    var length = payload.readableBytes();
    // zlib's own bound for stored blocks, and room for the flush: one call always takes everything
    var out = alloc.heapBuffer(length + (length >> 9) + 64);
    deflater.reset();
    deflater.setInput(payload.nioBuffer());
    var space = out.nioBuffer(0, out.writableBytes());
    var size = deflater.deflate(space, Deflater.SYNC_FLUSH);
    return out.writerIndex(size - FLUSH_TAIL_BYTES);
  }
}
