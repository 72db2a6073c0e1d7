package dev.skillwire.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RateTest {

  private static final long SECOND = 1_000_000_000L;

  /// Monotonic time may be negative.
  private static final long START = -5 * SECOND;

  private final Rate rate = new Rate(START);

  private int allowed(int messages, long nanos) {
    int allowed = 0;
    for (int i = 0; i < messages; i++) {
      allowed += rate.allows(nanos) ? 1 : 0;
    }
    return allowed;
  }

  @Nested
  class Talking {

    @Test
    void mayUseASecondsWorthAtOnce() {
      assertThat(allowed(1_500, START)).isEqualTo(SessionLimits.MESSAGES_PER_SECOND);
    }

    @Test
    void mayGoOnAsTimeGoesBy() {
      allowed(1_500, START);
      assertThat(allowed(1_500, START + SECOND / 2)).isEqualTo(500);
    }

    @Test
    void savesNoMoreThanASecondsWorth() {
      assertThat(allowed(5_000, START + 3_600 * SECOND)).isEqualTo(1_000);
    }
  }

  @Nested
  class BeingRefused {

    @Test
    void aHundredTimesInTenSecondsIsTooOften() {
      for (int i = 1; i < SessionLimits.REFUSALS; i++) {
        assertThat(rate.refusedTooOften(START + i)).isFalse();
      }
      assertThat(rate.refusedTooOften(START + 9 * SECOND)).isTrue();
    }

    @Test
    void nowAndThenIsNot() {
      for (int i = 0; i < 1_000; i++) {
        assertThat(rate.refusedTooOften(START + i * SECOND / 5)).isFalse();
      }
    }
  }
}
