package dev.skillwire.stream;

import dev.skillwire.core.RunId;
import dev.skillwire.log.EventLog;
import dev.skillwire.log.HistoryQuery;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The runs that ended last. Written by one thread, read by any.
public final class RecentRuns {

  private static final int MAX = 20;
  private static final int LOOK_BACK = 100_000;
  private static final Set<String> KINDS = Set.of("skill_completed", "skill_failed");

  private final Set<RunId> ended = new LinkedHashSet<>();

  /// Newest first.
  public synchronized List<RunId> runs() {
    return List.copyOf(ended).reversed();
  }

  synchronized void add(String kind, String run) {
    if (KINDS.contains(kind)) {
      var id = new RunId(run);
      ended.remove(id);
      ended.add(id);
      if (ended.size() > MAX) {
        ended.remove(ended.iterator().next());
      }
    }
  }

  /// Fills it from the newest part of the log after a start.
  void recover(EventLog log) throws IOException {
    long after = Math.max(0, log.head() - LOOK_BACK);
    while (true) {
      var found = log.find(new HistoryQuery(after, 1_000, KINDS, "")).records();
      if (found.isEmpty()) {
        return;
      }
      found.forEach(record -> add(record.kind(), record.subject()));
      after = found.getLast().sequence();
    }
  }
}
