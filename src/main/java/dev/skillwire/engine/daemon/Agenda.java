package dev.skillwire.engine.daemon;

import dev.skillwire.engine.daemon.plan.CronTimes;
import dev.skillwire.engine.daemon.plan.Trigger;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The rules of schedules: which times are settled, which are due, which were missed.
///
/// Every time up to `settled` is settled; whatever lies between it and now is decided at once, by one
/// start at most. So nothing is started twice, however the clock moves or the process ends.
final class Agenda {

  /// A start later than this was missed: the machine slept, or the daemon did not run.
  static final Duration LATE = Duration.ofMinutes(1);

  /// A settled time further ahead than this was written by a clock that was wrong.
  static final Duration AHEAD = Duration.ofDays(1);

  private Agenda() {}

  /// What is to be done about the times up to now.
  enum Verdict {
    NOTHING,
    START,
    MAKE_UP,
    MISSED
  }

  static Verdict decide(Trigger.Schedule schedule, Instant settled, Instant now) {
    var last = schedule.times().last(now);
    if (last == null || !last.isAfter(settled)) {
      return Verdict.NOTHING;
    }
    if (Duration.between(last, now).compareTo(LATE) <= 0) {
      return Verdict.START;
    }
    return schedule.makesUp() ? Verdict.MAKE_UP : Verdict.MISSED;
  }

  /// Up to when times are settled as the daemon begins: nothing was missed that was not planned.
  static Instant begin(CronTimes times, @Nullable Note before, Instant now) {
    if (before == null
        || before.settled() == null
        || !before.plan().equals(plan(times))
        || before.settled().isAfter(now.plus(AHEAD))) {
      return now;
    }
    return before.settled();
  }

  /// The later of both: a clock that was set back does not bring times again.
  static Instant settle(Instant settled, Instant now) {
    return settled.isAfter(now) && !settled.isAfter(now.plus(AHEAD)) ? settled : now;
  }

  static String plan(CronTimes times) {
    return times.expression() + " " + times.zone();
  }
}
