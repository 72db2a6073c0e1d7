package dev.skillwire.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skillwire.cli.base.CommandFailure;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "2h, 2026-03-01T10:00:00Z",
    "1.5h, 2026-03-01T10:30:00Z",
    "3d, 2026-02-26T12:00:00Z",
    "2026-02-01, 2026-01-31T23:00:00Z",
    "2026-02-01T08:30, 2026-02-01T07:30:00Z",
    "2026-02-01T08:30:00Z, 2026-02-01T08:30:00Z",
    "2026-02-01T08:30:00+05:00, 2026-02-01T03:30:00Z",
    "4711, 4711",
  })
  void areReadAsPeopleWriteThem(String text, String query) {
    assertThat(Moments.query(text, NOW, ZONE)).isEqualTo(query);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "", "2026-02-30", "-5", "2 weeks"})
  void areRefusedWithAnExample(String text) {
    assertThatExceptionOfType(CommandFailure.class)
        .isThrownBy(() -> Moments.query(text, NOW, ZONE))
        .withMessageContaining("write 2h");
  }

  @Test
  void areRelativeToNow() {
    assertThat(Moments.query("1h", NOW.plusSeconds(60), ZONE)).isEqualTo("2026-03-01T11:01:00Z");
  }
}
