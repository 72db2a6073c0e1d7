package dev.skillwire.log;

import static dev.skillwire.log.Records.all;
import static dev.skillwire.log.Records.keyed;
import static dev.skillwire.log.Records.range;
import static dev.skillwire.log.Records.sized;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MemoryLogTest extends EventLogContract {
  @Override
  EventLog open() {
    return new MemoryLog(10_000, 100_000_000);
  }

  @Nested
  class BeyondItsBounds {
    @Test
    void forgetsTheOldestRecords() throws IOException {
      try (var log = new MemoryLog(10, 1_000_000)) {
        log.append(range(1, 25));
        log.append(range(26, 33));
        assertThat(log.first()).isEqualTo(24);
        assertThat(log.head()).isEqualTo(33);
        assertThat(all(log)).isEqualTo(range(24, 33));
      }
    }

    @Test
    void forgetsTheOldestBytes() throws IOException {
      try (var log = new MemoryLog(10, 100)) {
        log.append(List.of(sized(1, 40), sized(2, 40), sized(3, 40)));
        assertThat(log.first()).isEqualTo(2);
        log.append(List.of(sized(4, 500)));
        assertThat(log.first()).isEqualTo(4);
      }
    }

    @Test
    void keepsANewerRecordsKeyWhenAnOlderOneGoes() throws IOException {
      try (var log = new MemoryLog(2, 100)) {
        log.append(List.of(keyed(1, "a"), keyed(2, "a"), keyed(3, "")));
        assertThat(log.byKey("a", 0)).isEqualTo(keyed(2, "a"));
        log.append(List.of(keyed(4, "")));
        assertThat(log.byKey("a", 0)).isNull();
      }
    }
  }
}
