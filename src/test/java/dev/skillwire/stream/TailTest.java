package dev.skillwire.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TailTest {

  private static Entry entry(long sequence, int bytes) {
    return new Entry(sequence, sequence, "word", "", "", "", new byte[bytes]);
  }

  private static List<Entry> entries(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(s -> entry(s, 10)).toList();
  }

  @Test
  void beginsBehindWhatIsDurableAlready() {
    var tail = new Tail(4, 1_000, 41);

    assertThat(tail.head()).isEqualTo(41);
    assertThat(tail.first()).isEqualTo(42);
    assertThat(tail.entry(41)).isNull();
    assertThat(tail.entry(42)).isNull();
  }

  @Nested
  class OfFourEntries {
    private final Tail tail = new Tail(4, 1_000, 0);

    @Test
    void keepsTheNewest() {
      tail.publish(entries(1, 3));
      tail.publish(entries(4, 6));

      assertThat(tail.first()).isEqualTo(3);
      assertThat(tail.head()).isEqualTo(6);
      for (long s = 3; s <= 6; s++) {
        assertThat(tail.entry(s)).isNotNull().extracting(Entry::sequence).isEqualTo(s);
      }
    }

    @Test
    void saysThatTheOlderIsGone() {
      tail.publish(entries(1, 6));

      assertThat(tail.entry(2)).isNull();
      assertThat(tail.entry(7)).isNull();
    }

    @Test
    void takesABatchLargerThanItself() {
      tail.publish(entries(1, 11));

      assertThat(tail.first()).isEqualTo(8);
      assertThat(tail.entry(11)).isNotNull();
    }
  }

  @Nested
  class OfAHundredBytes {
    private final Tail tail = new Tail(1_000, 100, 0);

    @Test
    void letsTheOldestGoUntilTheRestFits() {
      tail.publish(entries(1, 10));
      tail.publish(List.of(entry(11, 35)));

      assertThat(tail.first()).isEqualTo(5);
      assertThat(tail.entry(11)).isNotNull();
    }

    @Test
    void keepsTheNewestWhateverItsSize() {
      tail.publish(entries(1, 3));
      tail.publish(List.of(entry(4, 5_000)));

      assertThat(tail.first()).isEqualTo(4);
      assertThat(tail.entry(4)).isNotNull();
    }

    @Test
    void hasRoomAgainAfterALargeOne() {
      tail.publish(List.of(entry(1, 5_000)));
      tail.publish(entries(2, 9));

      assertThat(tail.first()).isEqualTo(2);
    }
  }
}
