package dev.skillwire.engine.heal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What became of repairs, in this and in other runs. Safe for several threads.
public interface Ledger {

  /// Repairs of one kind against one fault that failed in a row until nobody trusts it any more.
  int DISTRUST_AFTER = 3;

  /// One repair.
  ///
  /// @param fix what was done, as its rule says it
  /// @param fingerprint of the fault
  /// @param error the beginning of the fault, without secrets
  /// @param success whether the step ended well after it
  record Entry(
      Instant at,
      String fix,
      String errorType,
      String fingerprint,
      String error,
      boolean success,
      long durationMs) {}

  void add(Entry entry);

  /// The oldest first.
  List<Entry> all();

  /// Those of one repair against one fault.
  default List<Entry> of(String fix, String fingerprint) {
    return all().stream()
        .filter(entry -> entry.fix().equals(fix) && entry.fingerprint().equals(fingerprint))
        .toList();
  }

  /// True when this repair failed too often against this fault to be tried without asking.
  default boolean distrusts(String fix, String fingerprint) {
    var entries = of(fix, fingerprint);
    int from = entries.size() - DISTRUST_AFTER;
    return from >= 0 && entries.subList(from, entries.size()).stream().noneMatch(Entry::success);
  }

  /// True when this repair was tried against this fault less than `cooldown` ago.
  default boolean cooling(String fix, String fingerprint, Duration cooldown, Instant now) {
    var entries = of(fix, fingerprint);
    return !entries.isEmpty() && entries.getLast().at().plus(cooldown).isAfter(now);
  }

  /// One that is forgotten with the process.
  static Ledger inMemory() {
    return new Ledger() {
      private static final int ENTRIES = 1_000;
      private final List<Entry> entries = new ArrayList<>();

      @Override
      public synchronized void add(Entry entry) {
        if (entries.size() >= ENTRIES) {
          entries.removeFirst();
        }
        entries.add(entry);
      }

      @Override
      public synchronized List<Entry> all() {
        return List.copyOf(entries);
      }
    };
  }
}
