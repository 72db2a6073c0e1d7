package dev.skillwire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SkillwireTest {

  @Test
  void hasOneHubUntilItIsStopped() {
    var server = Skillwire.server();

    assertThat(Skillwire.server()).isSameAs(server);
    assertThat(server.isRunning()).isFalse();
    assertThat(server.port()).isEqualTo(9876);

    Skillwire.stopServer();
    assertThat(Skillwire.server()).isNotSameAs(server);
    Skillwire.stopServer();
  }
}
