package dev.skillwire.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// Makes records for tests: what a record holds follows from its sequence, so any test can say what it must find.
final class Records {
  /// Milliseconds between one record and the next.
  static final long STEP_MILLIS = 10;

  static final String[] KINDS = {"skill_started", "step_started", "skill_completed"};

  private Records() {}

  static LogRecord numbered(long sequence) {
    return new LogRecord(
        sequence,
        timeOf(sequence),
        KINDS[(int) (sequence % KINDS.length)],
        sequence % 5 == 0 ? "" : "run-" + sequence % 5,
        sequence % 4 == 0 ? "key-" + sequence : "",
        ("{\"seq\":" + sequence + ",\"text\":\"ä✓" + "x".repeat((int) (sequence % 200)) + "\"}")
            .getBytes(UTF_8),
        sequence % 3 == 0 ? new byte[] {1, 0, (byte) sequence} : new byte[0]);
  }

  static long timeOf(long sequence) {
    return 1_000_000 + sequence * STEP_MILLIS;
  }

  /// Records from one sequence to another, both included.
  static List<LogRecord> range(long from, long to) {
    return LongStream.rangeClosed(from, to).mapToObj(Records::numbered).toList();
  }

  static LogRecord sized(long sequence, int bytes) {
    return new LogRecord(sequence, timeOf(sequence), "k", "", "", new byte[bytes], new byte[0]);
  }

  static LogRecord keyed(long sequence, String key) {
    return new LogRecord(sequence, timeOf(sequence), "k", "", key, new byte[1], new byte[0]);
  }

  /// Everything that a log holds.
  static List<LogRecord> all(EventLog log) throws java.io.IOException {
    var all = new ArrayList<LogRecord>();
    for (var page = log.read(0, 1_000, Long.MAX_VALUE);
        !page.isEmpty();
        page = log.read(all.getLast().sequence(), 1_000, Long.MAX_VALUE)) {
      all.addAll(page);
    }
    return all;
  }
}
