package dev.skillwire.stream;

import static dev.skillwire.stream.HandClock.START;
import static dev.skillwire.stream.Publishing.ANNA;
import static dev.skillwire.stream.Publishing.answer;
import static dev.skillwire.stream.Publishing.ask;
import static dev.skillwire.stream.Publishing.complete;
import static dev.skillwire.stream.Publishing.fail;
import static dev.skillwire.stream.Publishing.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.log.MemoryLog;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EndingsTest {

  private static final long NOW = START.toEpochMilli();

  private static Entry ending(long sequence, long atMillis, int bytes) {
    return new Entry(sequence, atMillis, "skill_failed", "r", "", "", new byte[bytes]);
  }

  private static List<Long> sequences(List<Entry> entries) {
    return entries.stream().map(Entry::sequence).toList();
  }

  @Test
  void areRunsAndQuestionsThatEnded() {
    try (var hub = Running.inMemory()) {
      hub.submit(start("a"));
      hub.submit(start("b"));
      hub.submit(ask("q1", "a", null));
      hub.submit(answer("q1", "yes"), ANNA, "");
      hub.submit(ask("q2", "a", null));
      hub.submit(complete("a"));
      hub.submit(fail("b"));

      assertThat(hub.hub().endings().until(100, NOW))
          .extracting(Entry::kind)
          .containsExactlyInAnyOrder(
              "confirmation_answered", "confirmation_expired", "skill_completed", "skill_failed");
    }
  }

  @Test
  void areNotToldAfterTenMinutes() {
    var endings = new Endings();
    endings.add(ending(1, NOW, 10));
    endings.add(ending(2, NOW + 1_000, 10));
    long last = NOW + Endings.TOLD.toMillis();

    assertThat(sequences(endings.until(9, last))).containsExactly(1L, 2L);
    assertThat(sequences(endings.until(9, last + 1))).containsExactly(2L);
  }

  @Test
  void areNotToldBeforeTheirTurn() {
    var endings = new Endings();
    endings.add(ending(1, NOW, 10));
    endings.add(ending(2, NOW, 10));

    assertThat(sequences(endings.until(1, NOW))).containsExactly(1L);
  }

  @Test
  void areBoundedInNumber() {
    var endings = new Endings();
    for (long s = 1; s <= 2_000; s++) {
      endings.add(ending(s, NOW, 10));
    }
    assertThat(sequences(endings.until(2_000, NOW))).hasSize(500).startsWith(1_501L);
  }

  @Test
  void areBoundedInBytes() {
    var endings = new Endings();
    for (long s = 1; s <= 100; s++) {
      endings.add(ending(s, NOW, 1 << 20));
    }
    assertThat(sequences(endings.until(100, NOW))).containsExactly(97L, 98L, 99L, 100L);
  }

  @Test
  void areKnownAfterAStart() throws IOException {
    var log = new MemoryLog(10_000, 10_000_000);
    var clock = new HandClock();
    try (var hub = Running.on(log, clock)) {
      hub.submit(start("old"));
      hub.submit(complete("old"));
      hub.pass(Duration.ofMinutes(11));
      hub.submit(start("new"));
      hub.submit(complete("new"));

      var endings = new Endings();
      endings.recover(log, hub.hub().history(), clock.millis());
      assertThat(endings.until(100, clock.millis())).extracting(Entry::run).containsExactly("new");
    }
  }
}
