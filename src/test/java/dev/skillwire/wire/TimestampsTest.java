package dev.skillwire.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampsTest {

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T10:15:30Z,        2026-03-01T10:15:30.000Z",
    "2026-03-01T10:15:30.1Z,      2026-03-01T10:15:30.100Z",
    "2026-12-31T23:59:59.999999Z, 2026-12-31T23:59:59.999Z",
    "2024-02-29T00:00:00.001Z,    2024-02-29T00:00:00.001Z"
  })
  void areInUtcWithMilliseconds(Instant instant, String expected) {
    assertThat(Timestamps.text(instant)).isEqualTo(expected);
    assertThat(Timestamps.instant(expected)).isEqualTo(Instant.parse(expected));
  }
}
