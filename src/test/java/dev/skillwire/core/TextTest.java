package dev.skillwire.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class TextTest {

  private static final String[] LETTERS = {"a", "\u0000", "é", "߿", "€", "\uffff", "🛠", "𝄞"};

  @Nested
  final class Measuring {

    @Test
    void countsTheBytesOfUtf8() {
      var random = new SplittableRandom(1);
      for (int i = 0; i < 1_000; i++) {
        var text = text(random);

        assertThat(Text.utf8Length(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
      }
    }

    @Test
    void countsHalfACharacterAsItsReplacement() {
      assertThat(Text.utf8Length("\ud83d")).isEqualTo(3);
      assertThat(Text.utf8Length("\udee0\ud83d")).isEqualTo(6);
    }
  }

  @Nested
  final class Cutting {

    @Test
    void takesAsMuchAsFitsAndNoHalfCharacter() {
      var random = new SplittableRandom(2);
      for (int i = 0; i < 1_000; i++) {
        var text = text(random);
        int limit = random.nextInt(30);

        var cut = Text.cut(text, limit);

        assertThat(text).startsWith(cut);
        assertThat(Text.utf8Length(cut)).isLessThanOrEqualTo(limit);
        if (cut.length() < text.length()) {
          int next = text.codePointAt(cut.length());
          assertThat(Text.utf8Length(cut + Character.toString(next))).isGreaterThan(limit);
        }
      }
    }

    @Test
    void leavesAloneWhatFits() {
      assertThat(Text.cut("🛠", 4)).isEqualTo("🛠");
      assertThat(Text.cut("🛠", 3)).isEmpty();
      assertThat(Text.cut("", 0)).isEmpty();
    }
  }

  @Nested
  final class TakingCodePoints {

    @Test
    void countsAPairAsOne() {
      assertThat(Text.codePoints("🛠🛠🛠", 2)).isEqualTo("🛠🛠");
      assertThat(Text.codePoints("🛠🛠", 2)).isEqualTo("🛠🛠");
      assertThat(Text.codePoints("ab", 5)).isEqualTo("ab");
    }
  }

  private static String text(SplittableRandom random) {
    var out = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      out.append(LETTERS[random.nextInt(LETTERS.length)]);
    }
    return out.toString();
  }
}
