package dev.skillwire.log;

import static dev.skillwire.log.Records.all;
import static dev.skillwire.log.Records.numbered;
import static dev.skillwire.log.Records.range;
import static dev.skillwire.log.Records.sized;
import static dev.skillwire.log.Records.timeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What every [EventLog] does, whatever holds it.
abstract class EventLogContract {
  private static final long ANY_SIZE = Long.MAX_VALUE;

  private EventLog log;

  abstract EventLog open() throws IOException;

  @BeforeEach
  void openLog() throws IOException {
    log = open();
  }

  @AfterEach
  void closeLog() {
    log.close();
  }

  @Nested
  class ANewLog {
    @Test
    void isEmpty() throws IOException {
      assertThat(log.head()).isZero();
      assertThat(log.first()).isEqualTo(1);
      assertThat(all(log)).isEmpty();
      assertThat(log.checkpoint()).isNull();
      assertThat(log.since(timeOf(9))).isZero();
    }

    @Test
    void hasARandomEpoch() {
      assertThat(log.epoch()).matches("[0-9a-f]{32}");
    }
  }

  @Nested
  class Appending {
    @Test
    void keepsEveryByte() throws IOException {
      log.append(range(1, 1));
      log.append(range(2, 173));
      assertThat(log.head()).isEqualTo(173);
      assertThat(all(log)).isEqualTo(range(1, 173));
    }

    @Test
    void refusesAGapAndGoesOn() throws IOException {
      log.append(range(1, 3));
      assertThatIllegalArgumentException().isThrownBy(() -> log.append(range(5, 6)));
      assertThatIllegalArgumentException().isThrownBy(() -> log.append(range(3, 4)));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> log.append(List.of(numbered(4), numbered(6))));
      log.append(range(4, 4));
      assertThat(all(log)).isEqualTo(range(1, 4));
    }

    @Test
    void ofNothingDoesNothing() throws IOException {
      log.append(List.of());
      assertThat(log.head()).isZero();
    }

    @Test
    void isRefusedOnceClosed() throws IOException {
      log.append(range(1, 1));
      log.close();
      log.close();
      assertThatIOException().isThrownBy(() -> log.append(range(2, 2)));
      assertThatIOException().isThrownBy(() -> log.read(0, 1, ANY_SIZE));
      assertThat(log.head()).isEqualTo(1);
    }
  }

  @Nested
  class Reading {
    @Test
    void stopsAtTheLimit() throws IOException {
      log.append(range(1, 20));
      assertThat(log.read(4, 3, ANY_SIZE)).isEqualTo(range(5, 7));
      assertThat(log.read(19, 3, ANY_SIZE)).isEqualTo(range(20, 20));
      assertThat(log.read(20, 3, ANY_SIZE)).isEmpty();
      assertThat(log.read(99, 3, ANY_SIZE)).isEmpty();
    }

    @Test
    void stopsAtTheBytesButGivesTheFirst() throws IOException {
      log.append(List.of(sized(1, 100), sized(2, 50), sized(3, 51), sized(4, 1)));
      assertThat(log.read(0, 9, 10)).extracting(LogRecord::sequence).containsExactly(1L);
      assertThat(log.read(0, 9, 150)).extracting(LogRecord::sequence).containsExactly(1L, 2L);
      assertThat(log.read(1, 9, 101)).extracting(LogRecord::sequence).containsExactly(2L, 3L);
    }

    @Test
    void sharesTheLogWithTheWriter() throws Exception {
      var writing = new AtomicBoolean(true);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var readers = new ArrayList<Future<Long>>();
        for (int i = 0; i < 8; i++) {
          readers.add(threads.submit(() -> follow(writing)));
        }
        for (long n = 1; n <= 2_000; n += 20) {
          log.append(range(n, n + 19));
        }
        writing.set(false);
        for (var reader : readers) {
          assertThat(reader.get()).isEqualTo(2_000);
        }
      }
    }

    private long follow(AtomicBoolean writing) throws IOException {
      long at = 0;
      while (true) {
        boolean last = !writing.get();
        for (var entry : log.read(at, 100, ANY_SIZE)) {
          at++;
          assertThat(entry).isEqualTo(numbered(at));
        }
        if (last && at == log.head()) {
          return at;
        }
      }
    }
  }

  @Nested
  class AskingForHistory {
    @BeforeEach
    void fill() throws IOException {
      log.append(range(1, 60));
    }

    @Test
    void filtersByKind() throws IOException {
      var kinds = Set.of("skill_started", "skill_completed");
      assertThat(log.find(new HistoryQuery(10, 5, kinds, "")).records())
          .extracting(LogRecord::sequence)
          .containsExactly(11L, 12L, 14L, 15L, 17L);
    }

    @Test
    void filtersBySubject() throws IOException {
      assertThat(log.find(new HistoryQuery(3, 3, Set.of(), "run-2")).records())
          .containsExactly(numbered(7), numbered(12), numbered(17));
    }

    @Test
    void filtersByBoth() throws IOException {
      assertThat(log.find(new HistoryQuery(0, 100, Set.of("step_started"), "run-2")).records())
          .extracting(LogRecord::sequence)
          .containsExactly(7L, 22L, 37L, 52L);
    }

    @Test
    void endsWhereItIsToldTo() throws IOException {
      assertThat(log.find(new HistoryQuery(3, 12, 100, Set.of(), "run-2")).records())
          .containsExactly(numbered(7), numbered(12));
      assertThat(log.find(new HistoryQuery(10, 11, 100, Set.of(), "")).records())
          .containsExactly(numbered(11));
      assertThat(log.find(new HistoryQuery(11, 11, 100, Set.of(), "")).records()).isEmpty();
    }

    @Test
    void givesAllWhenNothingIsAskedFor() throws IOException {
      assertThat(log.find(new HistoryQuery(0, 1_000, Set.of(), "")).records())
          .isEqualTo(range(1, 60));
    }

    @Test
    void beginsWithTheNewestWhereThatIsAskedFor() throws IOException {
      var kinds = Set.of("skill_started", "skill_completed");
      assertThat(log.findNewest(Long.MAX_VALUE, 3, kinds))
          .extracting(LogRecord::sequence)
          .containsExactly(60L, 59L, 57L);
      assertThat(log.findNewest(12, 2, kinds))
          .extracting(LogRecord::sequence)
          .containsExactly(11L, 9L);
      assertThat(log.findNewest(3, 9, kinds)).containsExactly(numbered(2));
      assertThat(log.findNewest(1, 9, kinds)).isEmpty();
      assertThat(log.findNewest(Long.MAX_VALUE, 9, Set.of("nothing"))).isEmpty();
    }

    @Test
    void endsAnAnswerThatGrowsTooLarge() throws IOException {
      int half = EventLog.FIND_BYTES_MAX / 2;
      log.append(List.of(sized(61, half), sized(62, half), sized(63, 1)));
      assertThat(log.find(new HistoryQuery(60, 9, Set.of(), "")).records())
          .extracting(LogRecord::sequence)
          .containsExactly(61L, 62L);
    }

    @Test
    void saysWhetherThereIsMore() throws IOException {
      assertThat(log.find(new HistoryQuery(58, 1, Set.of(), "")).more()).isTrue();
      assertThat(log.find(new HistoryQuery(58, 2, Set.of(), "")).more()).isFalse();
      assertThat(log.find(new HistoryQuery(58, 3, Set.of(), "")).more()).isFalse();
      assertThat(log.find(new HistoryQuery(0, 4, Set.of("step_started"), "run-2")).more())
          .isFalse();
      log.append(List.of(sized(61, EventLog.FIND_BYTES_MAX), sized(62, 1)));
      assertThat(log.find(new HistoryQuery(60, 9, Set.of(), "")).more()).isTrue();
    }
  }

  @Nested
  class LookingForATime {
    @Test
    void findsTheLastOlderRecord() throws IOException {
      log.append(range(1, 37));
      assertThat(log.since(timeOf(1))).isZero();
      assertThat(log.since(timeOf(1) + 1)).isEqualTo(1);
      assertThat(log.since(timeOf(20))).isEqualTo(19);
      assertThat(log.since(Long.MAX_VALUE)).isEqualTo(37);
      assertThat(log.since(Long.MIN_VALUE)).isZero();
    }

    @Test
    void neverGoesBehindWhatIsHeld() throws IOException {
      log.append(range(1, 37));
      log.retain(timeOf(11), ANY_SIZE, 37, 100);
      assertThat(log.since(timeOf(3))).isEqualTo(10);
      assertThat(log.since(timeOf(20))).isEqualTo(19);
    }
  }

  @Nested
  class LookingForAKey {
    @Test
    void findsTheNewest() throws IOException {
      log.append(List.of(Records.keyed(1, "a"), Records.keyed(2, "a"), Records.keyed(3, "b")));
      assertThat(log.byKey("a", 0)).isEqualTo(Records.keyed(2, "a"));
      assertThat(log.byKey("c", 0)).isNull();
    }

    @Test
    void ignoresTheOlderThanAsked() throws IOException {
      log.append(List.of(Records.keyed(1, "a")));
      assertThat(log.byKey("a", timeOf(1))).isNotNull();
      assertThat(log.byKey("a", timeOf(1) + 1)).isNull();
    }

    @Test
    void findsNothingForTheEmptyKey() throws IOException {
      log.append(List.of(Records.keyed(1, "")));
      assertThat(log.byKey("", 0)).isNull();
    }

    @Test
    void tellsAllKeysAfterASequence() throws IOException {
      log.append(List.of(Records.keyed(1, "a"), Records.keyed(2, ""), Records.keyed(3, "b")));
      var all = new ArrayList<String>();
      log.keys(0, all::add);
      assertThat(all).containsExactlyInAnyOrder("a", "b");
      var newer = new ArrayList<String>();
      log.keys(1, newer::add);
      assertThat(newer).containsExactly("b");
    }

    @Test
    void forgetsWhatWasDeleted() throws IOException {
      log.append(List.of(Records.keyed(1, "a"), Records.keyed(2, "b"), Records.keyed(3, "")));
      log.retain(timeOf(2), ANY_SIZE, 3, 10);
      assertThat(log.byKey("a", 0)).isNull();
      assertThat(log.byKey("b", 0)).isNotNull();
    }
  }

  @Nested
  class Checkpointing {
    @Test
    void keepsTheNewest() throws IOException {
      log.append(range(1, 5));
      log.checkpoint(2, new byte[] {1, 2});
      log.checkpoint(5, new byte[] {3});
      assertThat(log.checkpoint()).isEqualTo(new Checkpoint(5, new byte[] {3}));
    }

    @Test
    void takesAnEmptyState() throws IOException {
      log.checkpoint(0, new byte[0]);
      assertThat(log.checkpoint()).isEqualTo(new Checkpoint(0, new byte[0]));
    }

    @Test
    void refusesToKnowMoreThanTheLog() throws IOException {
      log.append(range(1, 5));
      assertThatIllegalArgumentException().isThrownBy(() -> log.checkpoint(6, new byte[0]));
      log.append(range(6, 6));
    }
  }

  @Nested
  class Retaining {
    @BeforeEach
    void fill() throws IOException {
      log.append(range(1, 100));
    }

    @Test
    void deletesTheOlder() throws IOException {
      assertThat(log.retain(timeOf(31), ANY_SIZE, 100, 1_000)).isEqualTo(30);
      assertThat(log.first()).isEqualTo(31);
      assertThat(log.read(0, 1_000, ANY_SIZE)).isEqualTo(range(31, 100));
      assertThat(log.retain(timeOf(31), ANY_SIZE, 100, 1_000)).isZero();
    }

    @Test
    void stopsWhereRecoveryBegins() throws IOException {
      assertThat(log.retain(Long.MAX_VALUE, 0, 42, 1_000)).isEqualTo(42);
      assertThat(log.first()).isEqualTo(43);
    }

    @Test
    void deletesNoMoreThanAllowedAtOnce() throws IOException {
      assertThat(log.retain(timeOf(31), ANY_SIZE, 100, 20)).isEqualTo(20);
      assertThat(log.retain(timeOf(31), ANY_SIZE, 100, 20)).isEqualTo(10);
    }

    @Test
    void keepsTheHeadWhenNothingIsLeft() throws IOException {
      assertThat(log.retain(Long.MAX_VALUE, ANY_SIZE, 100, 1_000)).isEqualTo(100);
      assertThat(log.head()).isEqualTo(100);
      assertThat(log.first()).isEqualTo(101);
      log.append(range(101, 102));
      assertThat(all(log)).isEqualTo(range(101, 102));
    }

    @Test
    void deletesTheOldestUntilTheSizeFits() throws IOException {
      var large = new ArrayList<LogRecord>();
      for (long n = 101; n <= 1_100; n++) {
        large.add(sized(n, 4_000));
      }
      log.append(large);
      long deleted = log.retain(0, 2_000_000, 1_100, 5_000);
      assertThat(deleted).isBetween(600L, 1_000L);
      assertThat(log.retain(0, 2_000_000, 1_100, 5_000)).isZero();
      assertThat(log.read(0, 1, ANY_SIZE).getFirst().sequence()).isEqualTo(deleted + 1);
    }
  }
}
