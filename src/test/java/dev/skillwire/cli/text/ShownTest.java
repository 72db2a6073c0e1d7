package dev.skillwire.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.client.Message;
import dev.skillwire.core.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTest {

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00, 0x07, 0x08, 0x1b, 0x7f, 0x85, 0x9b, 0xad, 0x061c, 0x200b, 0x200d, 0x200e, 0x202a,
        0x202e, 0x2028, 0x2029, 0x2060, 0x2066, 0x2069, 0x3164, 0xfe0f, 0xfeff, 0xe0001, 0xe0101,
        0xd800, 0xffff
      })
  void leavesOutWhatIsNotForTheEye(int point) {
    var text =
        "a" + (point < 0x10000 ? String.valueOf((char) point) : Character.toString(point)) + "b";
    assertThat(Shown.line(text)).isEqualTo("ab");
    assertThat(Shown.lines(text)).isEqualTo("ab");
  }

  @Test
  void keepsWordsOfAllScripts() {
    for (var text : new String[] {"naïve", "日本語", "שלום", "مرحبا", "🙂 ok", "a+b=c"}) {
      assertThat(Shown.line(text)).isEqualTo(text);
    }
  }

  @Test
  void makesOneLineOfSeveral() {
    assertThat(Shown.line(" a\r\n\tb \n c ")).isEqualTo("a b c");
  }

  @Test
  void cutsALineThatIsTooLong() {
    assertThat(Shown.line("x".repeat(Shown.LINE + 1))).hasSize(Shown.LINE + 1).endsWith("x…");
    assertThat(Shown.line("x".repeat(Shown.LINE))).endsWith("x");
  }

  @Test
  void disarmsColoursAndCursorMovements() {
    assertThat(Shown.lines("ok\u001b[2K\u001b[1Afake\nnext")).isEqualTo("okfake\nnext");
    assertThat(Shown.line("a\u001b[1;31mred\u001b[0m")).isEqualTo("ared");
    assertThat(Shown.lines("a\u001b[38:5:1mb")).isEqualTo("ab");
  }

  @Test
  void keepsALineOfOutputAsItWasLaidOut() {
    assertThat(Shown.output("  a   b\tc\td ")).isEqualTo("  a   b c       d");
    assertThat(Shown.output("\u001b[32mok\u001b[0m  \u001b]0;title\u0007x\u202e"))
        .isEqualTo("ok  x");
    assertThat(Shown.output("\u001b]8;;http://e.example\u001b\\link\u001b]8;;\u001b\\"))
        .isEqualTo("link");
    assertThat(Shown.output("x".repeat(Shown.LINE + 1))).hasSize(Shown.LINE + 1).endsWith("…");
  }

  @Test
  void hidesNoTextOfAQuestionAsIfItWereATitle() {
    assertThat(Shown.lines("delete \u001b]0;everything\u0007")).contains("everything");
  }

  @Test
  void escapesInsideJsonSoThatTheValueStaysTheSame() throws Exception {
    var raw = "{\"a\":\"x\u202ey\u009b 🙂 \udb40\udc01\"}";
    var shown = Shown.json(raw);
    assertThat(shown).contains("\\u202e").contains("\\u009b").contains("🙂");
    assertThat(shown.codePoints().noneMatch(Text::hidden)).isTrue();
    assertThat(Message.parse(shown).text("a")).isEqualTo(Message.parse(raw).text("a"));
  }
}
