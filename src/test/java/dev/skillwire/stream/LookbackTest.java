package dev.skillwire.stream;

import static dev.skillwire.stream.Publishing.complete;
import static dev.skillwire.stream.Publishing.start;
import static dev.skillwire.stream.Publishing.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Envelope;
import dev.skillwire.log.MemoryLog;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LookbackTest {

  private static final Set<String> KINDS = Set.of("skill_completed");

  private final MemoryLog log = new MemoryLog(10_000, 10_000_000);
  private Running running;

  /// Runs end at 3, 6, 9, …, 3,000.
  @BeforeEach
  void tell() {
    running = Running.on(log, new HandClock());
    for (int i = 0; i < 1_000; i++) {
      var _ = running.offer(start("r" + i), Publishing.SOURCE, "");
      var _ = running.offer(word("mine", 10), Publishing.SOURCE, "");
      var _ = running.offer(complete("r" + i), Publishing.SOURCE, "");
    }
    running.snapshot();
  }

  @AfterEach
  void close() {
    running.close();
  }

  private Lookback inMemory() {
    return running.hub().lookback();
  }

  private Lookback inLog() {
    return new Lookback(log, new Tail(10, 1_000, log.head()), new WireBytes());
  }

  @Test
  void findsTheSameInMemoryAndInTheLog() throws IOException {
    for (var lookback : new Lookback[] {inMemory(), inLog()}) {
      var found = lookback.newest(1_500, 3_000, KINDS, 10_000, 1 << 20);
      assertThat(found.after()).isEqualTo(1_500);
      assertThat(found.envelopes()).hasSize(500);
      assertThat(found.envelopes()).extracting(Envelope::sequence).startsWith(1_503L, 1_506L);
    }
  }

  @Test
  void looksAtTheNewestOnlyWhereThereIsTooMuch() throws IOException {
    for (var lookback : new Lookback[] {inMemory(), inLog()}) {
      var found = lookback.newest(0, 3_000, KINDS, 30, 1 << 20);
      assertThat(found.after()).isEqualTo(2_970);
      assertThat(found.envelopes()).hasSize(10);
      assertThat(found.envelopes().getLast().sequence()).isEqualTo(3_000);
    }
  }

  @Test
  void stopsWhereItHasReadEnough() throws IOException {
    assertThat(inMemory().newest(0, 3_000, KINDS, 10_000, 50_000).after()).isBetween(1L, 2_999L);
    assertThat(inLog().newest(0, 3_000, KINDS, 10_000, 200_000).after()).isBetween(1L, 2_999L);
    assertThat(inLog().newest(0, 3_000, KINDS, 10_000, 10).envelopes()).isEmpty();
  }
}
