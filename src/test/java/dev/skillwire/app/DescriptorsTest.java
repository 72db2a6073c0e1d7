package dev.skillwire.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DescriptorsTest {

  @Test
  void leaveSomeForEverythingElse() {
    assertThat(Descriptors.possible(20_000, 1_024)).isEqualTo(824);
    assertThat(Descriptors.possible(20_000, 65_536)).isEqualTo(20_000);
    assertThat(Descriptors.possible(20_000, 64)).isEqualTo(Descriptors.LEAST);
    assertThat(Descriptors.possible(20_000, -1)).isEqualTo(20_000);
  }
}
