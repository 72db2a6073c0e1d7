package dev.skillwire.cli.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What needs a real terminal is tested by src/test/shell/terminal-test.
class PosixTest {

  private static final int NONE = 1_000_000;

  @Test
  void callsTheSystem() {
    assertThat(Posix.isTerminal(NONE)).isFalse();
    assertThat(Posix.readable(NONE, java.time.Duration.ZERO)).isFalse();
    assertThat(Posix.unread(NONE)).isFalse();
    Posix.discardInput(NONE);
  }

  @Test
  void homeIsWhatTheEnvironmentSaysWhereItIsAPlace() {
    assertThat(Surroundings.home(Map.of("HOME", "/there"), "/passwd")).isEqualTo(Path.of("/there"));
    assertThat(Surroundings.home(Map.of("HOME", "there"), "/passwd")).isEqualTo(Path.of("/passwd"));
    assertThat(Surroundings.home(Map.of(), "/passwd")).isEqualTo(Path.of("/passwd"));
  }
}
