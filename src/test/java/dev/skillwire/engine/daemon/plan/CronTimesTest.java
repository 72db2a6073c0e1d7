package dev.skillwire.engine.daemon.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronTimesTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void areThoseOfTheZone() {
    var times = CronTimes.of("30 9 * * MON-FRI", BERLIN);

    assertThat(times.next(Instant.parse("2026-11-06T09:00:00Z"), 2))
        .containsExactly(
            Instant.parse("2026-11-09T08:30:00Z"), Instant.parse("2026-11-10T08:30:00Z"));
    assertThat(times.last(Instant.parse("2026-11-09T08:29:59Z")))
        .isEqualTo(Instant.parse("2026-11-06T08:30:00Z"));
  }

  @Test
  void includeThisVeryMomentInTheLast() {
    var at = Instant.parse("2026-11-09T08:30:00Z");
    var times = CronTimes.of("30 9 * * *", BERLIN);

    assertThat(times.last(at)).isEqualTo(at);
    assertThat(times.last(at.plusMillis(700))).isEqualTo(at);
    assertThat(times.next(at)).isAfter(at);
  }

  @Test
  void comeOnceWhereTheClocksRepeatAnHourAndNotWhereTheySkipIt() {
    var times = CronTimes.of("30 2 * * *", BERLIN);

    assertThat(times.next(Instant.parse("2026-10-24T12:00:00Z"), 2))
        .containsExactly(
            Instant.parse("2026-10-25T00:30:00Z"), Instant.parse("2026-10-26T01:30:00Z"));
    assertThat(times.next(Instant.parse("2026-03-28T12:00:00Z"), 1))
        .containsExactly(Instant.parse("2026-03-30T00:30:00Z"));
  }

  @Test
  void haveNames() {
    var times = CronTimes.of("@daily", BERLIN);

    assertThat(times.expression()).isEqualTo("@daily");
    assertThat(times.next(Instant.parse("2026-11-06T09:00:00Z")))
        .isEqualTo(Instant.parse("2026-11-06T23:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"61 * * * *", "* * *", "soon", "0 0 30 2 *", "@never", ""})
  void areRefusedWhereNoneComes(String expression) {
    assertThatThrownBy(() -> CronTimes.of(expression, BERLIN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
