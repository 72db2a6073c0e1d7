package dev.skillwire.log;

import java.util.List;

/// What every log demands of its writer.
final class Continuity {
  private Continuity() {}

  /// @throws IllegalArgumentException if the batch does not continue the log without a gap
  static void check(long head, List<LogRecord> batch) {
    long expected = head + 1;
    for (var entry : batch) {
      if (entry.sequence() != expected) {
        throw new IllegalArgumentException(
            "sequence " + entry.sequence() + " where " + expected + " continues the log");
      }
      expected++;
    }
  }

  /// @throws IllegalArgumentException if the checkpoint knows more than the log
  static void checkCheckpoint(long sequence, long head) {
    if (sequence < 0 || sequence > head) {
      throw new IllegalArgumentException(
          "checkpoint at " + sequence + ", the newest record is " + head);
    }
  }
}
