package dev.skillwire.wire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// RFC 3339 in UTC with milliseconds and `Z`.
public final class Timestamps {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Timestamps() {}

  public static String text(Instant instant) {
    return MILLIS.format(instant);
  }

  public static Instant instant(String text) {
    return Instant.parse(text);
  }
}
