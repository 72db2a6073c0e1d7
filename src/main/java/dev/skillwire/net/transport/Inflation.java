package dev.skillwire.net.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Inflates whole messages with a bound on what comes out. Without context takeover no window outlives a message, so
/// one inflater serves all connections of a loop. (Netty's decoder keeps an inflater and an embedded channel for each.)
final class Inflation {

  /// RFC 7692 section 7.2.2: the end of the sync flush, which the sender left out.
  private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

  private static final int SMALLEST = 256;

  private final Inflater inflater = new Inflater(true);

  /// Inflates one message.
  ///
  /// @param packed the payload of all its frames; stays the caller's
  /// @return owned by the caller, at most `max` bytes
  ByteBuf inflate(ByteBufAllocator alloc, ByteBuf packed, int max) throws Violation {
    var expected = Math.max(SMALLEST, 4L * packed.readableBytes());
    var out = alloc.buffer((int) Math.min(expected, max + 1L));
    var done = false;
    try {
      run(packed, out, max);
      done = true;
      return out;
    } catch (DataFormatException e) {
      throw new Violation(Violation.NOT_UTF8, "not deflated data");
    } finally {
      if (!done) {
        out.release();
      }
    }
  }

  /// Frees native memory.
  void end() {
    inflater.end();
  }

  private void run(ByteBuf packed, ByteBuf out, int max) throws DataFormatException, Violation {
    inflater.reset();
    inflater.setInput(packed.nioBuffer());
    var tail = false;
    while (!inflater.finished()) {
      if (!out.isWritable()) {
        out.ensureWritable(Math.min(out.capacity(), max + 1 - out.capacity()));
      }
      ByteBuffer space = out.nioBuffer(out.writerIndex(), out.writableBytes());
      var size = inflater.inflate(space);
      out.writerIndex(out.writerIndex() + size);
      if (out.readableBytes() > max) {
        throw new Violation(Violation.TOO_LARGE, "message too large");
      }
      if (inflater.needsDictionary()) {
        throw new Violation(Violation.NOT_UTF8, "not deflated data");
      }
      if (size == 0 && inflater.needsInput()) {
        if (tail) {
          return;
        }
        inflater.setInput(TAIL);
        tail = true;
      }
    }
  }
}
