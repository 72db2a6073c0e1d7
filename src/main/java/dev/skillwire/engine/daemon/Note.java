package dev.skillwire.engine.daemon;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a daemon remembers of one entry.
///
/// @param plan the cron expression and zone that `settled` is about, or ""
/// @param settled up to when times are decided, or null
/// @param signed Unix seconds of the newest request that was taken, or 0
/// @param started when its last run began, or null
/// @param run the id of that run, or ""
/// @param outcome how it ended, in words, or ""
public record Note(
    String plan,
    @Nullable Instant settled,
    long signed,
    @Nullable Instant started,
    String run,
    String outcome) {

  static final Note NONE = new Note("", null, 0, null, "", "");

  /// Characters of an outcome.
  private static final int OUTCOME_CHARS = 300;

  Note settledAt(String newPlan, Instant at) {
    return new Note(newPlan, at, signed, started, run, outcome);
  }

  Note signedAt(long seconds) {
    return new Note(plan, settled, Math.max(signed, seconds), started, run, outcome);
  }

  Note began(Instant at, String id) {
    return new Note(plan, settled, signed, at, id, "");
  }

  Note ended(String how) {
    var cut = how.length() > OUTCOME_CHARS ? how.substring(0, OUTCOME_CHARS) + "…" : how;
    return new Note(plan, settled, signed, started, run, cut);
  }
}
