package dev.skillwire.net.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The limit cases of the Autobahn suite: messages up to 16 MiB, tiny fragments, a thousand messages in a row.
class WebSocketLoadConformanceTest {

  @Test
  void carriesLargeMessagesAndManySmallOnes() throws Exception {
    var outcome = Autobahn.run("9.*");

    assertThat(outcome.failed()).isEmpty();
    assertThat(outcome.cases()).isGreaterThan(50);
  }
}
