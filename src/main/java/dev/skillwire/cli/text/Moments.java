package dev.skillwire.cli.text;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/// A place in the log as people write it: `2h` ago, a date, a time, or a sequence.
public final class Moments {

  private Moments() {}

  /// As the hub reads it: a sequence, or a time in UTC.
  ///
  /// @param zone of dates and of times that name none
  public static String query(String text, Instant now, ZoneId zone) {
    var plain = text.strip();
    if (plain.matches("\\d{1,18}")) {
      return plain;
    }
    if (plain.matches("\\d{1,9}(\\.\\d{1,3})?\\s*(?i:s|m|h|d)")) {
      return now.minus(Durations.parse(plain)).toString();
    }
    try {
      return LocalDate.parse(plain).atStartOfDay(zone).toInstant().toString();
    } catch (DateTimeException _) {
      // perhaps a time
    }
    try {
      return LocalDateTime.parse(plain).atZone(zone).toInstant().toString();
    } catch (DateTimeException _) {
      // perhaps with its zone
    }
    try {
      return OffsetDateTime.parse(plain).toInstant().toString();
    } catch (DateTimeException _) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "'" + text + "' is no time; write 2h, 3d, 2026-03-01, 2026-03-01T12:00 or a sequence.");
    }
  }
}
