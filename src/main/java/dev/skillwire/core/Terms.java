package dev.skillwire.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a question asks of people beyond one answer of anybody in time.
///
/// @param quorum how many different people must give the same answer; 1 for the first answer
/// @param veto options of which one answer settles the question whatever the quorum
/// @param answerers who may answer: names of tokens, `role:` with a role, or names of ways to a person
///     (`desktop`, `webhook`, `ntfy`); empty for everybody who may answer at all
/// @param escalation whom else it is for after a while, or null
/// @param remindAfterMs when it is told again that it waits: milliseconds of its running clock, ascending
public record Terms(
    int quorum,
    List<String> veto,
    List<String> answerers,
    @Nullable Escalation escalation,
    List<Long> remindAfterMs) {

  /// One answer of anybody.
  public static final Terms ANYBODY = new Terms(1, List.of(), List.of(), null, List.of());

  /// Whom else a question is for after a while.
  ///
  /// @param afterMs milliseconds of its running clock, or null at its deadline
  /// @param to as in `answerers`; they may answer from then on
  public record Escalation(@Nullable Long afterMs, List<String> to) {}

  /// Why a question is for others, too.
  public enum Cause {
    /// It waited as long as was agreed.
    DELAY,
    /// Nobody answered in time; it got as much time again.
    TIMEOUT
  }

  /// What an asker says; what is null is for the hub to choose.
  ///
  /// @param escalateAfterMs milliseconds, or null
  public record Wanted(
      @Nullable Integer quorum,
      @Nullable List<String> veto,
      List<String> answerers,
      @Nullable Long escalateAfterMs,
      List<String> escalateTo,
      @Nullable List<Long> remindAfterMs) {

    public static final Wanted NOTHING = new Wanted(null, null, List.of(), null, List.of(), null);
  }

  /// True while one answer of whoever may answer at all settles it.
  public boolean anybody() {
    return quorum == 1 && answerers.isEmpty();
  }
}
