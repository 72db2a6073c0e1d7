package dev.skillwire.stream;

import static dev.skillwire.stream.HandClock.START;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.State;
import dev.skillwire.log.LogRecord;
import dev.skillwire.log.MemoryLog;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class UpkeepTest {

  private final MemoryLog log = new MemoryLog(100_000, 100_000_000);

  private Upkeep keeping(Duration age, long bytes) {
    return new Upkeep(log, new WireBytes(), new Retention(age, bytes), 0);
  }

  /// Records a second apart from [HandClock#START] on.
  private void fill(int count) throws IOException {
    var records = new ArrayList<LogRecord>();
    for (long s = log.head() + 1; s <= count; s++) {
      long at = START.toEpochMilli() + s * 1_000;
      records.add(new LogRecord(s, at, "w", "", "", new byte[100], new byte[0]));
    }
    log.append(records);
  }

  private View at(Instant now) {
    return new View(new State(), log.head(), now);
  }

  /// Turns as the sequencer takes them, until nothing is left to do.
  private void turns(Upkeep upkeep, Instant start) throws IOException {
    var now = start;
    for (var due = upkeep.nextDue(now); due != null; due = upkeep.nextDue(now)) {
      now = due.isAfter(now) ? due : now;
      upkeep.turn(at(now));
    }
  }

  @Nested
  class ACheckpoint {

    @Test
    void isWrittenAMinuteAfterAChange() throws IOException {
      var upkeep = keeping(Duration.ofDays(1), 1L << 30);
      assertThat(upkeep.nextDue(START)).isNull();
      fill(3);
      var due = requireNonNull(upkeep.nextDue(START));
      assertThat(due).isEqualTo(START.plusSeconds(60));

      upkeep.turn(at(START.plusSeconds(59)));
      assertThat(log.checkpoint()).isNull();
      upkeep.turn(at(due));
      assertThat(requireNonNull(log.checkpoint()).sequence()).isEqualTo(3);
      assertThat(upkeep.nextDue(due)).isNull();
    }

    @Test
    void isWrittenEarlierWhenMuchHappens() throws IOException {
      var upkeep = keeping(Duration.ofDays(1), 1L << 30);
      fill(50_000);
      upkeep.turn(at(START));
      assertThat(log.checkpoint()).isNotNull();
    }
  }

  @Nested
  class Retaining {

    @Test
    void letsGoWhatIsTooOldAThousandAtATime() throws IOException {
      fill(5_000);
      var upkeep = keeping(Duration.ofSeconds(500), 1L << 30);
      var end = START.plusSeconds(5_000);
      upkeep.nextDue(end);
      upkeep.turn(at(end.plusSeconds(60)));
      assertThat(log.first()).isEqualTo(1_001);

      turns(upkeep, end.plusSeconds(60));
      assertThat(log.first()).isEqualTo(4_560);
    }

    @Test
    void letsGoWhatIsTooMuch() throws IOException {
      fill(5_000);
      turns(keeping(Duration.ofDays(30), 200_000), START.plusSeconds(5_000));
      assertThat(log.first()).isBetween(3_000L, 5_001L);
    }

    @Test
    void keepsAllThatIsNeither() throws IOException {
      fill(5_000);
      turns(keeping(Duration.ofDays(30), 1L << 30), START.plusSeconds(5_000));
      assertThat(log.first()).isEqualTo(1);
    }
  }
}
