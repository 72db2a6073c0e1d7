package dev.skillwire.stream;

import dev.skillwire.core.Event;
import dev.skillwire.core.Run;
import dev.skillwire.core.RunId;
import dev.skillwire.core.State;
import dev.skillwire.log.EventLog;
import dev.skillwire.log.HistoryQuery;
import dev.skillwire.log.LogRecord;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads entries back from the log, on any thread.
public final class History {

  private static final Set<String> WITHOUT_OUTPUT =
      Set.of(
          "skill_started",
          "step_started",
          "step_completed",
          "step_failed",
          "step_skipped",
          "skill_completed",
          "skill_failed",
          "skill_cancel_requested",
          "auto_heal_triggered",
          "auto_heal_completed");

  /// Most bytes of events in one [Page], but never without an event.
  public static final int PAGE_BYTES = EventLog.FIND_BYTES_MAX;

  private static final int SOURCES = 1_000;
  private static final String CONFIRMATION = "confirmation_";

  private final EventLog log;
  private final Codec codec;
  private final Map<String, String> sources =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > SOURCES;
        }
      };

  History(EventLog log, Codec codec) {
    this.log = log;
    this.codec = codec;
  }

  /// Entries after a sequence, in order.
  ///
  /// @see EventLog#read
  public List<Entry> read(long after, int limit, long maxBytes) throws IOException {
    return entries(log.read(after, limit, maxBytes));
  }

  /// Events that match, oldest first.
  ///
  /// @param more whether there are others after the last of these
  public record Page(List<Told> events, boolean more) {}

  /// One event as clients of the first vocabulary are sent it.
  ///
  /// @param kind canonical word of its type
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Told(long sequence, String kind, byte[] body) {}

  /// Events that match, in order, at most [EventLog#FIND_BYTES_MAX] bytes of them.
  ///
  /// @param kinds canonical words; empty for all
  /// @param run id of a run, or "" for all
  public Page find(long after, int limit, Set<String> kinds, String run) throws IOException {
    var found = log.find(new HistoryQuery(after, limit, kinds, run));
    return new Page(found.records().stream().map(History::told).toList(), found.more());
  }

  static Told told(LogRecord record) {
    return new Told(record.sequence(), record.kind(), record.body());
  }

  /// A run as its own events tell it, or null when the log holds none of them.
  ///
  /// @param output whether what it printed on its way is to be read, too
  public @Nullable Run run(RunId id, boolean output) throws IOException {
    var state = new State();
    long after = 0;
    while (true) {
      var found =
          log.find(new HistoryQuery(after, 1_000, output ? Set.of() : WITHOUT_OUTPUT, id.value()))
              .records();
      if (found.isEmpty()) {
        return state.run(id);
      }
      for (var record : found) {
        state.apply(
            codec.event(record.body(), record.secret()), Instant.ofEpochMilli(record.atMillis()));
      }
      after = found.getLast().sequence();
    }
  }

  Entry entry(LogRecord record) throws IOException {
    // Questions without a run have no subject; only these and outcomes need their id.
    var confirmation = "";
    if (record.kind().startsWith(CONFIRMATION)
        && codec.event(record.body(), record.secret()) instanceof Event.ConfirmationEvent e) {
      confirmation = e.id().value();
    }
    return new Entry(
        record.sequence(),
        record.atMillis(),
        record.kind(),
        record.subject(),
        source(record),
        confirmation,
        record.body());
  }

  /// Where a run comes from; what recovery and the sequencer have seen start is known without a look
  /// into the log.
  void remember(String run, String source) {
    synchronized (sources) {
      sources.put(run, source);
    }
  }

  private List<Entry> entries(List<LogRecord> records) throws IOException {
    var entries = new ArrayList<Entry>(records.size());
    for (var record : records) {
      entries.add(entry(record));
    }
    return entries;
  }

  private String source(LogRecord record) throws IOException {
    var run = record.subject();
    if (run.isEmpty()) {
      return "";
    }
    synchronized (sources) {
      var known = sources.get(run);
      if (known != null) {
        return known;
      }
    }
    var source = "";
    for (var started : log.find(new HistoryQuery(0, 1, Set.of("skill_started"), run)).records()) {
      if (codec.event(started.body(), started.secret()) instanceof Event.SkillStarted e) {
        source = e.source();
      }
    }
    remember(run, source);
    return source;
  }
}
