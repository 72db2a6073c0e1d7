package dev.skillwire.net.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakWatch.class)
class FramesTest {

  private final ByteBuf out = Unpooled.directBuffer();

  @AfterEach
  void release() {
    out.release();
  }

  @ParameterizedTest
  @CsvSource({"0,8100", "125,817d", "126,817e007e", "65535,817effff", "65536,817f0000000000010000"})
  void usesTheShortestLength(int size, String header) {
    Frames.appendText(out, new byte[size]);

    var length = header.length() / 2;
    assertThat(ByteBufUtil.hexDump(out, 0, length)).isEqualTo(header);
    assertThat(out.readableBytes()).isEqualTo(length + size);
  }

  @Test
  void putsManyFramesIntoOneBufferAndLeavesThePayloadAlone() {
    var payload = Unpooled.copiedBuffer("ab", StandardCharsets.UTF_8);
    Frames.appendText(out, payload);
    Frames.appendText(out, payload);

    assertThat(ByteBufUtil.hexDump(out)).isEqualTo("8102616281026162");
    assertThat(payload.readableBytes()).isEqualTo(2);
  }

  @Test
  void cutsALongReasonBetweenCharacters() {
    Frames.appendClose(out, 4000, "€".repeat(60));

    assertThat(out.getUnsignedByte(1)).isEqualTo((short) (2 + 123));
    assertThat(out.toString(4, 123, StandardCharsets.UTF_8)).isEqualTo("€".repeat(41));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 300, 70_000, 1_000_000})
  void deflatesWhatTheOtherSideInflates(int size) throws Violation {
    var text = "tick tock ".repeat(size / 10 + 1).substring(0, size);
    var random = new byte[size];
    new Random(17).nextBytes(random);
    var deflater = Frames.newDeflater();
    try {
      for (var bytes : new byte[][] {text.getBytes(StandardCharsets.US_ASCII), random}) {
        out.clear();
        var payload = Unpooled.wrappedBuffer(bytes);
        Frames.appendDeflated(out, payload, deflater);
        assertThat(out.readableBytes()).isLessThanOrEqualTo(size + Frames.HEADER_BYTES);
        var read = payloadOf(out, size);
        assertThat(read).isEqualTo(payload);
        read.release();
      }
    } finally {
      deflater.end();
    }
  }

  private static ByteBuf payloadOf(ByteBuf frame, int size) throws Violation {
    var compressed = (frame.readUnsignedByte() & 0x40) != 0;
    var length = frame.readUnsignedByte();
    frame.skipBytes(length == 127 ? 8 : length == 126 ? 2 : 0);
    if (!compressed) {
      return Unpooled.copiedBuffer(frame);
    }
    var inflation = new Inflation();
    try {
      return inflation.inflate(UnpooledByteBufAllocator.DEFAULT, frame, size);
    } finally {
      inflation.end();
    }
  }
}
