package dev.skillwire.desktop.show;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTest {

  @Test
  void leavesOutWhatIsNotForTheEye() {
    assertThat(Plain.lines(" a\u0007b\u202ec\u200bd\r\ne\u001b[2J\tf ")).isEqualTo("abcd\ne[2J\tf");
  }

  @Test
  void makesOneLine() {
    assertThat(Plain.line("a\n\n b\tc", 80)).isEqualTo("a b c");
    assertThat(Plain.line("🙂🙂🙂🙂", 3)).isEqualTo("🙂🙂…");
  }

  @Test
  void disarmsMarkup() {
    assertThat(Plain.markup("<b>&amp;</b>")).isEqualTo("&lt;b&gt;&amp;amp;&lt;/b&gt;");
  }
}
