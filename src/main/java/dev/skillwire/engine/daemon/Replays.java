package dev.skillwire.engine.daemon;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Lets every signed request of one hook in once. Confined to its owner.
///
/// A time outside the window is refused, a signature seen within it too. What was let in before the process
/// began is known by the newest time alone: nothing up to it is let in again.
final class Replays {

  /// How far the clock of a sender may be off, and a request be old.
  static final Duration WINDOW = Duration.ofMinutes(5);

  /// Signatures within the window; one more is [Verdict#FULL].
  static final int SEEN = 2_000;

  enum Verdict {
    FRESH,
    STALE,
    REPLAYED,
    FULL
  }

  private final long newestBefore;
  private final Map<String, Long> seen = new HashMap<>();

  /// @param newestBefore Unix seconds of the newest request of an earlier process, or 0
  Replays(long newestBefore) {
    this.newestBefore = newestBefore;
  }

  /// To be asked once for a request whose signature is right.
  Verdict admit(String signature, long timestamp, Instant now) {
    long oldest = now.getEpochSecond() - WINDOW.toSeconds();
    if (timestamp < oldest || timestamp > now.getEpochSecond() + WINDOW.toSeconds()) {
      return Verdict.STALE;
    }
    if (timestamp <= newestBefore) {
      return Verdict.REPLAYED;
    }
    seen.values().removeIf(time -> time < oldest);
    if (seen.containsKey(signature)) {
      return Verdict.REPLAYED;
    }
    if (seen.size() >= SEEN) {
      return Verdict.FULL;
    }
    seen.put(signature, timestamp);
    return Verdict.FRESH;
  }
}
