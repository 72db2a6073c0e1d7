package dev.skillwire.engine.heal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintTest {

  @Test
  void isTheSameForFaultsThatDifferInNumbersPathsAndNames() {
    assertThat(Fingerprint.of("exit code 1: can't open '/a/b.txt' at 12:30, id 3fa9"))
        .isEqualTo(Fingerprint.of("exit code 2: can't  open '/c/d' at 13:31, id 77bc01"))
        .hasSize(12);
    assertThat(Fingerprint.of("no space in /var/log"))
        .isEqualTo(Fingerprint.of("no space in /tmp"));
  }

  @Test
  void isAnotherForAnotherFault() {
    assertThat(Fingerprint.of("connection refused")).isNotEqualTo(Fingerprint.of("no such host"));
  }

  @Test
  void takesAnyText() {
    assertThat(Fingerprint.of("")).hasSize(12);
    assertThat(Fingerprint.of("'\"`".repeat(10_000))).hasSize(12);
  }
}
