package dev.skillwire.session.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailedAttemptsTest {
  final SettableClock clock = new SettableClock();
  final FailedAttempts failures = new FailedAttempts(clock);

  int allowed(String address, int tries) {
    int allowed = 0;
    for (int at = 0; at < tries; at++) {
      if (failures.allows(Asking.end(address, 40_000 + at))) {
        allowed++;
      }
    }
    return allowed;
  }

  @Test
  void countsAnAddressWhateverItsPort() {
    assertThat(allowed("127.0.0.1", 50)).isEqualTo(FailedAttempts.ADDRESS_BURST);
    assertThat(allowed("192.0.2.7", 50)).isEqualTo(FailedAttempts.ADDRESS_BURST);
  }

  @Test
  void givesOneTryBackAtATime() {
    allowed("127.0.0.1", 50);
    clock.pass(Duration.ofSeconds(FailedAttempts.RETRY_AFTER_SECONDS).minusMillis(1));
    assertThat(allowed("127.0.0.1", 5)).isZero();
    clock.pass(Duration.ofMillis(1));
    assertThat(allowed("127.0.0.1", 5)).isEqualTo(1);
    clock.pass(Duration.ofHours(1));
    assertThat(allowed("127.0.0.1", 50)).isEqualTo(FailedAttempts.ADDRESS_BURST);
  }

  @Test
  void countsANetworkOfIpv6AddressesAsOne() {
    assertThat(allowed("2001:db8:0:1::1", 9) + allowed("2001:db8:0:1::2", 9))
        .isEqualTo(FailedAttempts.ADDRESS_BURST);
    assertThat(allowed("2001:db8:0:2::1", 9)).isEqualTo(9);
  }

  @Test
  void clockThatIsSetBackDoesNotHoldAnybodyForHours() {
    allowed("127.0.0.1", 50);
    clock.pass(Duration.ofHours(-5));
    assertThat(allowed("127.0.0.1", 1)).isZero();
    clock.pass(Duration.ofSeconds(FailedAttempts.RETRY_AFTER_SECONDS));
    assertThat(allowed("127.0.0.1", 1)).isEqualTo(1);
  }

  @Test
  void remembersABoundedNumberOfAddresses() {
    for (int at = 0; at < FailedAttempts.MAX_ADDRESSES + 50; at++) {
      assertThat(allowed("10.0." + at / 250 + "." + at % 250, 1)).isEqualTo(1);
      clock.pass(Duration.ofSeconds(1));
    }
    assertThat(failures.remembered()).isEqualTo(FailedAttempts.MAX_ADDRESSES);
  }
}
