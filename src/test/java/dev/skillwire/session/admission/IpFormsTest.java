package dev.skillwire.session.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpFormsTest {
  /// The Java library turns mapped addresses into IPv4 except where a scope is given.
  static Inet6Address mapped(int first) throws UnknownHostException {
    byte[] bytes = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) first, 0, 0, 1};
    return Inet6Address.getByAddress("", bytes, 0);
  }

  @Test
  void mappedAddressIsTheIpv4Address() throws UnknownHostException {
    assertThat(IpForms.canonical(mapped(127))).containsExactly(127, 0, 0, 1);
    assertThat(IpForms.loopback(mapped(127))).isTrue();
    assertThat(IpForms.loopback(mapped(10))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.255.255.254", "::1"})
  void loopback(String address) {
    assertThat(IpForms.loopback(Asking.end(address, 1))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "128.0.0.1", "::", "::2", "::7f00:1", "fe80::1"})
  void notLoopback(String address) {
    assertThat(IpForms.loopback(Asking.end(address, 1))).isFalse();
  }

  @Test
  void nameThatWasNotResolvedIsNotLoopback() {
    assertThat(IpForms.loopback(InetSocketAddress.createUnresolved("localhost", 1))).isFalse();
  }
}
