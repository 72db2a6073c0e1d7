package dev.skillwire.engine.daemon.plan;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The times that a cron expression means in a time zone: five fields, or `@hourly`, `@daily`, `@weekly`,
/// `@monthly`, `@yearly`.
///
/// A local time that the clocks skip in spring does not come that day; one that they repeat in autumn
/// comes once.
public final class CronTimes {

  /// Characters of an expression.
  private static final int EXPRESSION_CHARS = 256;

  private static final Map<String, String> NICKNAMES =
      Map.of(
          "@hourly", "0 * * * *",
          "@daily", "0 0 * * *",
          "@weekly", "0 0 * * 0",
          "@monthly", "0 0 1 * *",
          "@yearly", "0 0 1 1 *");

  private final String expression;
  private final ZoneId zone;
  private final ExecutionTime times;

  private CronTimes(String expression, ZoneId zone, ExecutionTime times) {
    this.expression = expression;
    this.zone = zone;
    this.times = times;
  }

  /// The times of an expression.
  ///
  /// @throws IllegalArgumentException if it is no such expression, or one that never comes; the message
  ///     says why
  public static CronTimes of(String expression, ZoneId zone) {
    var text = expression.strip();
    if (text.length() > EXPRESSION_CHARS) {
      throw new IllegalArgumentException("a cron expression has at most 256 characters");
    }
    var fields = NICKNAMES.getOrDefault(text, text);
    var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    var times = ExecutionTime.forCron(parser.parse(fields).validate());
    var found = new CronTimes(text, zone, times);
    if (found.next(Instant.EPOCH) == null) {
      throw new IllegalArgumentException("this time never comes");
    }
    return found;
  }

  public String expression() {
    return expression;
  }

  public ZoneId zone() {
    return zone;
  }

  /// The first time after an instant, or null when none comes any more.
  public @Nullable Instant next(Instant after) {
    return times.nextExecution(at(after)).map(ZonedDateTime::toInstant).orElse(null);
  }

  /// The last time up to an instant, or null when there was none.
  public @Nullable Instant last(Instant upTo) {
    var beyond = upTo.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    return times.lastExecution(at(beyond)).map(ZonedDateTime::toInstant).orElse(null);
  }

  /// The next `count` times after an instant.
  public List<Instant> next(Instant after, int count) {
    var all = new ArrayList<Instant>();
    for (var time = next(after); time != null && all.size() < count; time = next(time)) {
      all.add(time);
    }
    return all;
  }

  private ZonedDateTime at(Instant instant) {
    return instant.atZone(zone);
  }
}
