package dev.skillwire.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void doublesUpToItsCapAndScatters() {
    var backoff =
        new Backoff(Duration.ofMillis(100), Duration.ofMillis(1_000), new SplittableRandom(1));
    for (int ceiling : new int[] {100, 200, 400, 800, 1_000, 1_000}) {
      assertThat(backoff.next())
          .isBetween(Duration.ofMillis(ceiling / 2), Duration.ofMillis(ceiling));
    }
    backoff.reset();
    assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofMillis(100));
  }
}
