package dev.skillwire.desktop;

import dev.skillwire.core.Question;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How far one open question has come on its way to a person. All times are monotonic nanoseconds.
final class Course {

  /// Far enough away that nothing that is counted in parts of it comes near.
  private static final long NEVER = Duration.ofDays(3_650).toNanos();

  final Question question;

  /// True for a question that was open before this process began: whoever was nudged then is not
  /// nudged again.
  final boolean restored;

  boolean nudged;
  boolean dialog;
  boolean pushed;

  /// Nobody at this machine can see the dialog.
  boolean unseen;

  /// It went to others a moment ago: a second person is told now.
  boolean escalated;

  /// Whom it is for; empty for everybody.
  private final Set<String> names = new LinkedHashSet<>();

  private long asked;
  private @Nullable Long deadline;
  private @Nullable Long heldSince;

  /// Since when no client could answer, or null while one can.
  private @Nullable Long aloneSince;

  private boolean looked;
  private boolean aloneAtFirst;

  Course(Question question, @Nullable Long remainingMs, boolean restored, long now) {
    this.question = question;
    this.restored = restored;
    this.asked = now;
    this.deadline = after(now, remainingMs);
    names.addAll(question.terms().answerers());
  }

  /// It is for more people than before. One that is for everybody stays so.
  void alsoFor(List<String> more) {
    if (!names.isEmpty()) {
      names.addAll(more);
    }
  }

  /// Whether an answer on this way counts.
  boolean isFor(String way) {
    return names.isEmpty() || names.contains(way);
  }

  Set<String> names() {
    return Set.copyOf(names);
  }

  /// The clock was set: held, let go or given more time.
  void clock(@Nullable Long remainingMs, boolean held, long now) {
    if (heldSince != null) {
      // Whoever held the clock was deciding; that is not counted.
      asked += now - heldSince;
    }
    heldSince = held ? Long.valueOf(now) : null;
    deadline = after(now, remainingMs);
  }

  boolean held() {
    return heldSince != null;
  }

  /// Takes in who could answer now.
  void look(boolean couldAnswer, long now) {
    if (!looked) {
      looked = true;
      aloneAtFirst = !couldAnswer;
    }
    if (couldAnswer) {
      aloneSince = null;
    } else if (aloneSince == null) {
      aloneSince = now;
    }
  }

  /// Nanoseconds since it was asked.
  long age(long now) {
    return now - asked;
  }

  /// Nanoseconds that no client could answer now, or -1 while one can.
  long alone(long now) {
    return aloneSince == null ? -1 : now - aloneSince;
  }

  /// True when there was nobody from the first, so that no client can be about to come back.
  boolean aloneAtFirst() {
    return aloneAtFirst && !restored;
  }

  /// The time to answer, all of it.
  long time() {
    return deadline == null ? NEVER : Math.max(0, deadline - asked);
  }

  /// Milliseconds left, or null without a time limit.
  @Nullable Long remainingMs(long now) {
    return deadline == null ? null : Long.valueOf(Math.max(0, (deadline - now) / 1_000_000));
  }

  private static @Nullable Long after(long now, @Nullable Long millis) {
    return millis == null ? null : Long.valueOf(now + millis * 1_000_000);
  }
}
