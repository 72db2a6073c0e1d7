package dev.skillwire.desktop;

import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Limits;
import dev.skillwire.core.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides whom to reach when; does nothing itself and asks for no time. Confined to one thread.
///
/// While a person is looking at a client nothing happens for a while. Else all connected clients have
/// their time; then the desktop is nudged, once; then a dialog asks; then somebody elsewhere is told.
/// Where nothing better is left the next way is taken at once. Every way is taken before the deadline.
final class Routing {

  /// A client that was there and is gone most likely comes back.
  private static final Duration SETTLE = Duration.ofSeconds(2);

  /// After a start clients come back one by one.
  private static final Duration SETTLE_RESTORED = Duration.ofSeconds(10);

  /// One thing to do.
  enum Way {
    NUDGE,
    DIALOG,
    PUSH
  }

  /// @param clients whether a client could answer, too
  /// @param remainingMs left to answer, or null
  /// @param names whom the question is for; empty for everybody
  record Step(
      Way way, Question question, boolean clients, @Nullable Long remainingMs, Set<String> names) {

    /// Whether an answer on this way counts.
    boolean isFor(String way) {
      return names.isEmpty() || names.contains(way);
    }
  }

  /// What the hub calls an answer given at the desktop.
  private static final String DESKTOP = "desktop";

  private final Map<ConfirmationId, Course> courses = new LinkedHashMap<>();
  private final DeskSettings.Delays delays;
  private final Set<Way> ways;

  /// @param ways there are
  Routing(DeskSettings.Delays delays, Set<Way> ways) {
    this.delays = delays;
    this.ways = ways;
  }

  /// A question is open.
  ///
  /// @param restored whether it was before this process began
  void opened(Question question, @Nullable Long remainingMs, boolean restored, long now) {
    if (courses.size() < Limits.OPEN_CONFIRMATIONS) {
      courses.putIfAbsent(question.id(), new Course(question, remainingMs, restored, now));
    }
  }

  /// Its clock was set.
  void clock(ConfirmationId id, @Nullable Long remainingMs, boolean held, long now) {
    var course = courses.get(id);
    if (course != null) {
      course.clock(remainingMs, held, now);
    }
  }

  /// More time was given; whether the clock is held does not change.
  void extended(ConfirmationId id, long remainingMs, long now) {
    var course = courses.get(id);
    if (course != null) {
      course.clock(remainingMs, course.held(), now);
    }
  }

  /// It was handed to somebody.
  void alsoFor(ConfirmationId id, List<String> more) {
    var course = courses.get(id);
    if (course != null) {
      course.alsoFor(more);
    }
  }

  /// It is for others, too: a second person is told at once, again where one was told before.
  void escalated(ConfirmationId id, List<String> to, @Nullable Long remainingMs, long now) {
    var course = courses.get(id);
    if (course != null) {
      course.alsoFor(to);
      course.clock(remainingMs, course.held(), now);
      course.escalated = true;
      course.pushed = false;
    }
  }

  void closed(ConfirmationId id) {
    courses.remove(id);
  }

  /// Nobody can see a dialog of this question.
  void unseen(ConfirmationId id) {
    var course = courses.get(id);
    if (course != null) {
      course.unseen = true;
    }
  }

  Set<ConfirmationId> open() {
    return Set.copyOf(courses.keySet());
  }

  /// False when time alone can't bring anything to do.
  boolean waits() {
    return courses.values().stream().anyMatch(this::waits);
  }

  /// What is to be done now; each step is told once.
  List<Step> due(long now, Audience.View view) {
    var steps = new ArrayList<Step>();
    for (var course : courses.values()) {
      var requester = course.question.requester();
      boolean clients = view.couldAnswer(requester);
      course.look(clients, now);
      if (course.held()) {
        continue;
      }
      boolean looking = view.looking(requester);
      // Before the nudge: a notification says nothing that a dialog does not say.
      if (asks(course) && dialogDue(course, looking, now)) {
        course.dialog = true;
        steps.add(step(Way.DIALOG, course, clients, now));
      }
      if (nudges(course) && !looking && course.age(now) >= nudgeAfter(course)) {
        course.nudged = true;
        steps.add(step(Way.NUDGE, course, clients, now));
      }
      if (pushes(course) && pushDue(course, looking, now)) {
        course.pushed = true;
        steps.add(step(Way.PUSH, course, clients, now));
      }
    }
    return steps;
  }

  private boolean dialogDue(Course course, boolean looking, long now) {
    long alone = course.alone(now);
    if (alone >= 0 && alone >= settle(course)) {
      return true;
    }
    long wait =
        looking
            ? Math.min(nanos(delays.focusedFor().plus(delays.dialogAfter())), part(course, 3, 4))
            : Math.min(nanos(delays.dialogAfter()), part(course, 1, 3));
    return course.age(now) >= wait;
  }

  private boolean pushDue(Course course, boolean looking, long now) {
    if (course.escalated) {
      return true;
    }
    boolean dialog = ways.contains(Way.DIALOG) && !course.unseen && course.isFor(DESKTOP);
    if (!dialog && course.alone(now) >= settle(course)) {
      // Nobody here can answer at all.
      return course.age(now) >= nudgeAfter(course);
    }
    long wait =
        looking
            ? Math.min(nanos(delays.focusedFor().plus(delays.pushAfter())), part(course, 3, 4))
            : Math.min(nanos(delays.pushAfter()), part(course, 2, 3));
    return course.age(now) >= wait;
  }

  private long nudgeAfter(Course course) {
    return Math.min(nanos(delays.nudgeAfter()), part(course, 1, 10));
  }

  private static long settle(Course course) {
    if (course.aloneAtFirst()) {
      return 0;
    }
    return course.restored
        ? Math.min(nanos(SETTLE_RESTORED), part(course, 1, 3))
        : Math.min(nanos(SETTLE), part(course, 1, 10));
  }

  private boolean waits(Course course) {
    return !course.held() && (nudges(course) || asks(course) || pushes(course));
  }

  private boolean nudges(Course course) {
    return ways.contains(Way.NUDGE) && !course.nudged && !course.restored;
  }

  private boolean asks(Course course) {
    return ways.contains(Way.DIALOG) && !course.dialog && course.isFor(DESKTOP);
  }

  private boolean pushes(Course course) {
    return ways.contains(Way.PUSH) && !course.pushed;
  }

  private static Step step(Way way, Course course, boolean clients, long now) {
    return new Step(way, course.question, clients, course.remainingMs(now), course.names());
  }

  private static long part(Course course, int of, int all) {
    return course.time() / all * of;
  }

  private static long nanos(Duration duration) {
    return duration.toNanos();
  }
}
