package dev.skillwire.engine.skill;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Times in skill files: seconds as a number, or a number with `ms`, `s`, `m`, `h` or `d`.
public final class Durations {

  /// The longest time that may be written.
  public static final Duration MOST = Duration.ofDays(30);

  private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*(ms|s|m|h|d)?");
  private static final Map<String, Double> MILLIS =
      Map.of("ms", 1.0, "s", 1e3, "m", 6e4, "h", 3.6e6, "d", 8.64e7);

  private Durations() {}

  /// The time under `key`; `preset` when the key is absent, null when nothing stands behind it.
  public static @Nullable Duration read(Mapping from, String key, @Nullable Duration preset)
      throws SkillLoadException {
    if (!from.has(key)) {
      return preset;
    }
    var text = from.text(key);
    if (text == null) {
      return null;
    }
    var time = parse(text);
    if (time == null) {
      throw from.fault(key, "'" + key + "' is a time, such as 30 (seconds), 500ms, 5m or 2h");
    }
    if (time.compareTo(MOST) > 0) {
      throw from.fault(key, "'" + key + "' is at most " + MOST.toDays() + " days");
    }
    return time;
  }

  /// The time that a text tells, or null when it tells none.
  public static @Nullable Duration parse(String text) {
    var form = FORM.matcher(text.strip());
    if (!form.matches()) {
      return null;
    }
    var unit = form.group(2) == null ? "s" : form.group(2);
    double millis = Double.parseDouble(form.group(1)) * MILLIS.getOrDefault(unit, 1e3);
    return Duration.ofMillis(Math.round(Math.min(millis, Long.MAX_VALUE / 2e6)));
  }
}
