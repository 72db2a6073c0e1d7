package dev.skillwire.engine.process;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Decodes UTF-8 that arrives in pieces cut anywhere; what is not UTF-8 becomes U+FFFD.
final class Utf8Text {

  private static final int LONGEST_SEQUENCE = 4;

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);

  private byte[] rest = new byte[0];

  /// The characters that are complete with these bytes.
  String decode(byte[] bytes, int length) {
    return decode(bytes, length, false);
  }

  /// What is left when no more bytes come.
  String end() {
    return decode(new byte[0], 0, true);
  }

  private String decode(byte[] bytes, int length, boolean end) {
    var in = ByteBuffer.allocate(rest.length + length).put(rest).put(bytes, 0, length).flip();
    var out = CharBuffer.allocate(in.remaining() + LONGEST_SEQUENCE);
    decoder.decode(in, out, end);
    if (end) {
      decoder.flush(out);
    }
    rest = new byte[in.remaining()];
    in.get(rest);
    return out.flip().toString();
  }
}
