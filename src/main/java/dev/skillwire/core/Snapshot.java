package dev.skillwire.core;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/// The state as of one sequence, immutable.
///
/// @param at the hub's time when it was taken
/// @param runs at work or just ended, oldest first
/// @param open waiting questions, oldest first
/// @param closed settled questions whose outcome is still known, oldest first
/// @param rules oldest first
/// @param rulesMade how many were ever made
public record Snapshot(
    long sequence,
    Instant at,
    List<Run> runs,
    List<OpenConfirmation> open,
    List<ClosedConfirmation> closed,
    List<Rule> rules,
    long rulesMade) {

  /// True while a question of the run is open.
  public boolean waiting(RunId run) {
    return open.stream().anyMatch(o -> o.question().run().equals(run));
  }

  /// Ids of the runs for which [#waiting] holds.
  public Set<RunId> waitingRuns() {
    return Set.copyOf(open.stream().map(o -> o.question().run()).distinct().toList());
  }
}
