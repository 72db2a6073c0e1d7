package dev.skillwire.desktop.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HostTest {

  @Test
  void hasADisplayWhereTheEnvironmentNamesOne() {
    assertThat(new Host(Map.of("DISPLAY", ":0"), false).display()).isTrue();
    assertThat(new Host(Map.of("WAYLAND_DISPLAY", "wayland-0"), false).display()).isTrue();
    assertThat(new Host(Map.of("DISPLAY", " "), false).display()).isFalse();
    assertThat(new Host(Map.of(), false).display()).isFalse();
  }

  @Test
  void hasADisplayOnMacButWhereItIsReachedFromElsewhere() {
    assertThat(new Host(Map.of(), true).display()).isTrue();
    assertThat(new Host(Map.of("SSH_CONNECTION", "x"), true).display()).isFalse();
  }

  @Test
  void findsTheFirstProgramOnThePath() {
    try (var first = new FakePrograms();
        var second = new FakePrograms()) {
      var wanted = first.add("tool", "");
      second.add("tool", "");
      var other = second.add("other", "");
      var path = first.host().variables().get("PATH") + ":" + second.host().variables().get("PATH");
      var host = new Host(Map.of("PATH", ":relative:" + path), false);
      assertThat(host.program("tool")).isEqualTo(wanted);
      assertThat(host.program("other")).isEqualTo(other);
      assertThat(host.program("none")).isNull();
    }
  }
}
