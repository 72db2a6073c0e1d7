package dev.skillwire.stream;

import dev.skillwire.log.EventLog;
import dev.skillwire.log.HistoryQuery;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;

/// What ended in the last minutes: a client that comes back without a position is told again,
/// because it may have forgotten to end what ended while it was away. Written by one thread, read by
/// any.
public final class Endings {

  public static final Duration TOLD = Duration.ofMinutes(10);
  private static final int MAX = 500;
  private static final long MAX_BYTES = 4L << 20;
  private static final Set<String> KINDS =
      Set.of("skill_completed", "skill_failed", "confirmation_answered", "confirmation_expired");

  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private long bytes;

  /// Endings up to `head` that are younger than [#TOLD] at `nowMillis`, oldest first.
  public synchronized List<Entry> until(long head, long nowMillis) {
    long notBefore = nowMillis - TOLD.toMillis();
    return entries.stream().filter(e -> e.sequence() <= head && e.atMillis() >= notBefore).toList();
  }

  synchronized void add(Entry entry) {
    if (!KINDS.contains(entry.kind())) {
      return;
    }
    entries.add(entry);
    bytes += entry.body().length;
    while (entries.size() > MAX || bytes > MAX_BYTES) {
      bytes -= entries.remove().body().length;
    }
  }

  /// Fills it from the log after a start.
  void recover(EventLog log, History history, long nowMillis) throws IOException {
    long after = log.since(nowMillis - TOLD.toMillis());
    while (true) {
      var found = log.find(new HistoryQuery(after, 1_000, KINDS, "")).records();
      if (found.isEmpty()) {
        return;
      }
      for (var record : found) {
        add(history.entry(record));
      }
      after = found.getLast().sequence();
    }
  }
}
