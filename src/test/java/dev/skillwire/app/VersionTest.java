package dev.skillwire.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionTest {

  @Test
  void hasAWordOutsideOfAJar() {
    assertThat(Version.current()).isNotBlank();
  }
}
