package dev.skillwire.session.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenRulesTest {
  static List<InetAddress> on(String... addresses) {
    return Arrays.stream(addresses).map(text -> Asking.end(text, 1).getAddress()).toList();
  }

  @Test
  void loopbackNeedsNothing() {
    assertThat(ListenRules.refusal(on("127.0.0.1", "::1"), false, false, false)).isEmpty();
    assertThat(ListenRules.refusal(on("127.0.0.1", "::1"), false, false, true)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.168.1.4", "2001:db8::1"})
  void beyondLoopbackNeedsTlsOrAnExplicitRisk(String address) {
    var listeners = on("127.0.0.1", address);
    assertThat(ListenRules.beyondLoopback(listeners)).isTrue();
    assertThat(ListenRules.refusal(listeners, false, false, false)).contains("TLS", "--insecure");
    assertThat(ListenRules.refusal(listeners, true, false, false)).isEmpty();
    assertThat(ListenRules.refusal(listeners, false, true, false)).isEmpty();
  }

  @Test
  void trustInLoopbackEndsWhereAnotherListenerBegins() {
    assertThat(ListenRules.refusal(on("127.0.0.1", "0.0.0.0"), true, true, true))
        .contains("--trust-loopback");
  }
}
