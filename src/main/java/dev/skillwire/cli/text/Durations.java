package dev.skillwire.cli.text;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/// Times as people write and read them.
public final class Durations {

  private static final Pattern WRITTEN =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)\\s*(ms|s|m|h|d|)");

  private Durations() {}

  /// Such as `340 ms`, `4.2 s`, `3 min 5 s`.
  public static String text(long millis) {
    if (millis < 1_000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    long seconds = millis / 1_000;
    if (seconds < 3_600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    return seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
  }

  /// Reads `90`, `30s`, `5m`, `1.5h`, `2d`; a bare number is seconds.
  public static Duration parse(String text) {
    var match = WRITTEN.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!match.matches()) {
      throw new CommandFailure(
          ExitCode.USAGE, "'" + text + "' is no time; write 30s, 5m, 1.5h or a number of seconds.");
    }
    long unit =
        switch (match.group(2)) {
          case "ms" -> 1;
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          case "d" -> 86_400_000;
          default -> 1_000;
        };
    return Duration.ofMillis(Math.round(Double.parseDouble(match.group(1)) * unit));
  }
}
