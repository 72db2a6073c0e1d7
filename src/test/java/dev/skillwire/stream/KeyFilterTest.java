package dev.skillwire.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyFilterTest {

  private static final int KEYS = 100_000;

  private final KeyFilter filter = new KeyFilter();

  private static String key(String sender, int i) {
    return sender + "\nown_event\n\n" + i;
  }

  @Test
  void neverMissesAKeyThatItWasTold() {
    IntStream.range(0, KEYS).forEach(i -> filter.add(key("user", i)));
    assertThat(IntStream.range(0, KEYS)).allMatch(i -> filter.mayHold(key("user", i)));
  }

  @Test
  void knowsMostNewOnesFromThose() {
    assertThat(filter.mayHold(key("user", 1))).isFalse();
    IntStream.range(0, KEYS).forEach(i -> filter.add(key("user", i)));
    long mistaken = IntStream.range(0, KEYS).filter(i -> filter.mayHold(key("other", i))).count();
    assertThat(mistaken).isLessThan(KEYS / 1_000);
  }
}
