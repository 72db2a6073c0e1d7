package dev.skillwire.engine;

import dev.skillwire.core.Limits;
import dev.skillwire.core.RunId;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// What a run counts: ids that nothing else has, and which steps were told. Safe for several threads.
final class Tallies {

  private final RunId run;
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger repaired = new AtomicInteger();
  private final AtomicInteger called = new AtomicInteger();
  private final Map<String, Integer> tries = new HashMap<>();
  private final BitSet reached = new BitSet();

  Tallies(RunId run) {
    this.run = run;
  }

  String nextQuestion() {
    return id("-ask-", asked.incrementAndGet());
  }

  String nextRepair() {
    return id("-heal-", repaired.incrementAndGet());
  }

  String nextRun() {
    return id("-run-", called.incrementAndGet());
  }

  private String id(String what, int number) {
    var id = run.value() + what + number;
    return id.length() <= Limits.ID_CHARS
        ? id
        : UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /// Counts one more try of a repair.
  ///
  /// @return how many there were before
  synchronized int tried(String repair) {
    return tries.merge(repair, 1, Integer::sum) - 1;
  }

  /// Notes that something was told of a step.
  synchronized void reach(int index) {
    reached.set(index);
  }

  synchronized boolean reached(int index) {
    return reached.get(index);
  }
}
