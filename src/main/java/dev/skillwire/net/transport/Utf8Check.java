package dev.skillwire.net.transport;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;

/// Checks UTF-8 piece by piece, so that a bad byte is found before the message is whole (Unicode 16, table 3-7: no
/// overlong forms, no surrogates, nothing above U+10FFFF).
final class Utf8Check implements ByteProcessor {

  private int missing;
  private int lowest = 0x80;
  private int highest = 0xBF;

  /// Forgets what came before.
  void reset() {
    missing = 0;
    lowest = 0x80;
    highest = 0xBF;
  }

  /// Reads the next piece without moving its indices.
  ///
  /// @return false once a byte can't belong to any valid text
  boolean accepts(ByteBuf piece) {
    return piece.forEachByte(this) < 0;
  }

  /// Whether no character is cut at the end.
  boolean complete() {
    return missing == 0;
  }

  @Override
  public boolean process(byte value) {
    if (missing == 0 && value >= 0) {
      return true;
    }
    var b = value & 0xFF;
    return missing == 0 ? lead(b) : next(b);
  }

  private boolean lead(int b) {
    if (b < 0xC2 || b > 0xF4) {
      return false;
    }
    missing = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
    lowest = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
    highest = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
    return true;
  }

  private boolean next(int b) {
    if (b < lowest || b > highest) {
      return false;
    }
    missing--;
    lowest = 0x80;
    highest = 0xBF;
    return true;
  }
}
