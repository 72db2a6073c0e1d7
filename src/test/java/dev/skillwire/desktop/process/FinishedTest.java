package dev.skillwire.desktop.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FinishedTest {

  private static Finished of(int code, String errors, int millis) {
    return new Finished(code, "", errors, Duration.ofMillis(millis));
  }

  @Test
  void wasNotSeenWhereThereIsNoDisplay() {
    assertThat(of(1, "Gtk-WARNING **: cannot open display: :7", 3_000).unseen()).isTrue();
    assertThat(of(1, "qt.qpa.xcb: could not connect to display", 3_000).unseen()).isTrue();
  }

  @Test
  void wasNotSeenWhereItIsOverBeforeAnybodyCouldRead() {
    assertThat(of(1, "", 100).unseen()).isTrue();
    assertThat(of(127, "", 3_000).unseen()).isTrue();
    assertThat(of(255, "", 3_000).unseen()).isTrue();
  }

  @Test
  void wasSeenByWhomeverClosedOrKilledIt() {
    assertThat(of(1, "", 3_000).unseen()).isFalse();
    assertThat(of(143, "", 100).unseen()).isFalse();
    assertThat(of(137, "", 3_000).unseen()).isFalse();
    assertThat(of(0, "", 100).unseen()).isFalse();
  }

  @Test
  void wasSeenWhereItsTimeWasOver() {
    assertThat(of(-1, "", 60_000).unseen()).isFalse();
  }
}
