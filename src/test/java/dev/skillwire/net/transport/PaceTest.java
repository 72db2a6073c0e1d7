package dev.skillwire.net.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Pace pace = new Pace(0);

  @Test
  void whoSaidTooMuchWaitsUntilItIsEvened() {
    pace.spend(Pace.BYTES_PER_SECOND * 3);
    assertThat(pace.allows(SECOND)).isFalse();
    assertThat(pace.allows(4 * SECOND)).isTrue();
  }

  @Test
  void aTurnIsGoodForSomethingAndPaysNothingBack() {
    pace.spend(Pace.BYTES_PER_SECOND * 3);
    pace.beginTurn();
    assertThat(pace.allows(0)).isTrue();
    pace.spend(Pace.TURN_BYTES / 2);
    assertThat(pace.allows(0)).isTrue();
    pace.spend(Pace.TURN_BYTES / 2);
    assertThat(pace.allows(0)).isFalse();
    pace.beginTurn();
    pace.endTurn();
    assertThat(pace.allows(0)).isFalse();
  }

  @Test
  void theSmallestMessagesCountToo() {
    for (int i = 0; i < 2_000; i++) {
      pace.spend(0);
    }
    assertThat(pace.allows(0)).isFalse();
  }

  @Test
  void aDebtIsForgottenAfterAMinute() {
    for (int i = 0; i < 1_000; i++) {
      pace.spend(Pace.BYTES_PER_SECOND);
    }
    assertThat(pace.allows(60 * SECOND)).isFalse();
    assertThat(pace.allows(61 * SECOND)).isTrue();
  }
}
