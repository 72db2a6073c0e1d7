package dev.skillwire.cli.question;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.cli.question.Keyboard.Typed;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TerminalLinesTest {

  private static final Duration NOW = Duration.ZERO;

  private final TypedByHand keys = new TypedByHand();
  private final TerminalLines lines = new TerminalLines(keys);

  @Test
  void areReadOneByOne() throws Exception {
    keys.type("yes\nno\n");
    assertThat(lines.poll(NOW)).isEqualTo(new Typed.Line("yes"));
    assertThat(lines.poll(NOW)).isEqualTo(new Typed.Line("no"));
    assertThat(lines.poll(NOW)).isNull();
  }

  @Test
  void areNotThereBeforeTheyEnd() throws Exception {
    keys.type("ye");
    assertThat(lines.poll(NOW)).isNull();
    keys.type("s\n");
    assertThat(lines.poll(NOW)).isEqualTo(new Typed.Line("yes"));
  }

  @Test
  void areForgottenWithTheBeginningOfTheNext() throws Exception {
    keys.type("no\nye");
    lines.forget();
    keys.type("\n");
    assertThat(lines.poll(NOW)).isEqualTo(new Typed.Line(""));
  }

  @Test
  void areForgottenWhenTheTerminalGaveSeveralAtOnce() throws Exception {
    keys.type("a\n");
    assertThat(lines.poll(NOW)).isEqualTo(new Typed.Line("a"));
    keys.type("b\u0004"); // a line's beginning that was pushed out, as Ctrl-D does
    keys.type("yes");
    lines.forget();
    keys.type("c\n");
    assertThat(lines.poll(NOW)).isEqualTo(new Typed.Line("c"));
  }

  @Test
  void endWithCtrlDAndGoOnAfterIt() throws Exception {
    keys.type("\u0004yes\n");
    assertThat(lines.poll(NOW)).isEqualTo(new Typed.End());
    assertThat(lines.poll(NOW)).isEqualTo(new Typed.Line("yes"));
  }

  @Test
  void keepBytesOfACharacterThatCameInTwoParts() throws Exception {
    keys.type("ä\u0004ö\n");
    assertThat(lines.poll(NOW)).isNull();
    assertThat(lines.poll(NOW)).isEqualTo(new Typed.Line("äö"));
  }
}
