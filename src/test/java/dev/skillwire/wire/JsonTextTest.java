package dev.skillwire.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skillwire.core.Json;
import dev.skillwire.core.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

  private static final Duration QUICK = Duration.ofSeconds(20);

  @Nested
  class Refused {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "   ",
          "null",
          "7",
          "\"text\"",
          "[{}]",
          "{",
          "{\"a\":1",
          "{\"a\":1}}",
          "{\"a\":1} {\"b\":2}",
          "{\"a\":1} x",
          "{\"a\":1,}",
          "{'a':1}",
          "{a:1}",
          "{\"a\":NaN}",
          "{\"a\":Infinity}",
          "{\"a\":-Infinity}",
          "{\"a\":01}",
          "{\"a\":+1}",
          "{\"a\":.5}",
          "{\"a\":1.}",
          "{\"a\":0x1f}",
          "{\"a\":\"line\nbreak\"}",
          "{\"a\":\"\\x41\"}",
          "{\"a\":\"\\u12g4\"}",
          "{\"a\":1 /* remark */}",
          "{\"a\":1} // remark",
          "{\"a\":1,\"a\":2}",
          "{\"a\":1,\"\\u0061\":2}",
          "{\"b\":{\"a\":1,\"a\":2}}",
          "\uFEFF{\"a\":1}"
        })
    void isWhatIsNotOneObject(String text) {
      assertRefused(text);
    }

    @Test
    void isWhatIsNestedTooDeep() throws BadMessage {
      assertThat(JsonText.object(nested(JsonText.DEPTH))).isNotNull();
      assertRefused(nested(JsonText.DEPTH + 1));
      assertRefused(nested(100_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e99999999999", "-1E-99999999999999999999"})
    void isANumberWithAnExponentBeyondAllBounds(String number) {
      assertRefused("{\"a\":" + number + "}");
    }

    @Test
    void isANumberOfTooManyDigits() {
      Assertions.assertTimeout(QUICK, () -> assertRefused("{\"a\":" + "9".repeat(900_000) + "}"));
    }
  }

  @Nested
  class HugeNumbers {

    @ParameterizedTest
    @ValueSource(
        strings = {"1e1000000000", "-1e1000000000", "1e-1000000000", "123456789.5e999999999"})
    void areQuickWhateverIsAskedOfThem(String number) {
      Assertions.assertTimeout(
          QUICK,
          () -> {
            var node = JsonText.object("{\"n\":" + number + "}");
            var fields = new Fields(node);
            tried(() -> fields.whole("n"));
            tried(() -> fields.number("n"));
            tried(() -> fields.text("n"));
            tried(() -> EventReader.millis(fields, "n"));
            var again = JsonText.free(node);
            assertThat(again.text().length()).isLessThan(100);
            assertThat(JsonText.node(again)).isEqualTo(node);
          });
    }

    @Test
    void keepTheirValue() throws BadMessage {
      for (var number : new String[] {"12345678901234567890123", "0.1234567890123456789", "-7"}) {
        var text = "{\"n\":" + number + "}";
        assertThat(JsonText.free(JsonText.object(text)).text()).isEqualTo(text);
      }
    }

    private static void tried(Attempt attempt) {
      try {
        attempt.run();
      } catch (BadMessage e) {
        assertThat(e.rejection().reason()).isEqualTo(Reason.INVALID_MESSAGE);
      }
    }

    private interface Attempt {
      void run() throws BadMessage;
    }
  }

  @Nested
  class HalfCharacters {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "\\ud83d",
          "\\uDE80",
          "\\ude80\\ud83d",
          "\\ud83d\\ud83d\\ude80",
          "\\\\\\ud83d",
          "\\ud83dx\\ude80",
          "\\ud83d\\n"
        })
    void areReplacedBeforeAnybodySeesThem(String escaped) throws BadMessage {
      var node = JsonText.object("{\"" + escaped + "\":\"" + escaped + "\"}");
      var text = node.toString();
      assertThat(new String(text.getBytes(UTF_8), UTF_8)).isEqualTo(text);
      assertThat(text).contains("\ufffd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud83d\\ude80", "\\uD83D\\uDE80", "\\\\ud83d", "a\\\\\\\\ude80"})
    void areNotWholeOnesNorWhatOnlyLooksLikeOne(String escaped) throws BadMessage {
      var node = JsonText.object("{\"a\":\"" + escaped + "\"}");
      assertThat(node.toString()).doesNotContain("\ufffd");
    }

    @Test
    void inNamesCannotHideADuplicate() {
      assertRefused("{\"\\ud83d\":1,\"\\ud83e\":2}");
    }
  }

  @Test
  void bytesThatAreNoUtf8DoNotBreakAnything() throws BadMessage {
    byte[] text = "{\"a\":\"?\"}".getBytes(UTF_8);
    text[6] = (byte) 0xC3;
    assertThat(JsonText.object(text).path("a").stringValue()).isEqualTo("\ufffd");
  }

  @Test
  void anyValueCanBeFree() throws BadMessage {
    for (var text : new String[] {"7", "\"text\"", "[1,2]", "{\"a\":null}", "true"}) {
      assertThat(JsonText.free(text)).isEqualTo(new Json(text));
    }
    assertThatThrownBy(() -> JsonText.free("{")).isInstanceOf(BadMessage.class);
    assertThatThrownBy(() -> JsonText.free("1 2")).isInstanceOf(BadMessage.class);
    assertThatThrownBy(() -> JsonText.free(" ")).isInstanceOf(BadMessage.class);
  }

  private static String nested(int levels) {
    return "{\"a\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1);
  }

  private static void assertRefused(String text) {
    assertThatThrownBy(() -> JsonText.object(text))
        .isInstanceOfSatisfying(
            BadMessage.class,
            e -> assertThat(e.rejection().reason()).isEqualTo(Reason.INVALID_JSON));
  }
}
