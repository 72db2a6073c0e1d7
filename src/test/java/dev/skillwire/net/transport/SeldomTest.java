package dev.skillwire.net.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeldomTest {

  @Test
  void letsTheFirstPassAtOnceAndNoneSoonAfter() {
    var seldom = new Seldom();
    assertThat(seldom.now()).isTrue();
    assertThat(seldom.now()).isFalse();
  }
}
