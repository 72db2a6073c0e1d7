package dev.skillwire.net.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Utf8CheckTest {

  private final Utf8Check check = new Utf8Check();

  @Test
  void agreesWithTheJdkOnRandomBytes() {
    var random = new SplittableRandom(17);
    for (var round = 0; round < 200_000; round++) {
      var bytes = new byte[random.nextInt(1, 7)];
      for (var i = 0; i < bytes.length; i++) {
        // mostly bytes that could belong to longer characters
        bytes[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : random.nextInt(128, 256));
      }
      assertThat(valid(bytes)).as("%s", ByteBuffer.wrap(bytes)).isEqualTo(jdk(bytes));
    }
  }

  @Test
  void acceptsCharactersThatAreCutBetweenPieces() {
    var bytes = "aé€𝄞z".getBytes(StandardCharsets.UTF_8);

    for (var b : bytes) {
      assertThat(check.accepts(Unpooled.wrappedBuffer(new byte[] {b}))).isTrue();
    }
    assertThat(check.complete()).isTrue();
  }

  @Test
  void findsACharacterThatIsCutAtTheEnd() {
    assertThat(check.accepts(Unpooled.wrappedBuffer(new byte[] {(byte) 0xE2, (byte) 0x82})))
        .isTrue();
    assertThat(check.complete()).isFalse();
  }

  private boolean valid(byte[] bytes) {
    check.reset();
    return check.accepts(Unpooled.wrappedBuffer(bytes)) && check.complete();
  }

  private static boolean jdk(byte[] bytes) {
    try {
      var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }
}
