package dev.skillwire.net.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Frames, fragments, UTF-8, pings and closing, as the Autobahn suite checks them.
class WebSocketConformanceTest {

  @Test
  void speaksTheProtocol() throws Exception {
    var outcome = Autobahn.run("1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "10.*");

    assertThat(outcome.failed()).isEmpty();
    assertThat(outcome.cases()).isGreaterThan(240);
  }
}
