package dev.skillwire.stream;

import static dev.skillwire.stream.Publishing.SOURCE;
import static dev.skillwire.stream.Publishing.ask;
import static dev.skillwire.stream.Publishing.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.RandomCommands;
import dev.skillwire.core.RunId;
import dev.skillwire.core.Snapshot;
import dev.skillwire.core.State;
import dev.skillwire.log.LogRecord;
import dev.skillwire.log.MemoryLog;
import dev.skillwire.log.SqliteLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class RecoveryTest {

  @TempDir Path directory;
  private final HandClock clock = new HandClock();

  static LongStream seeds() {
    var one = Long.getLong("seed");
    return one == null ? LongStream.rangeClosed(1, 12) : LongStream.of(one);
  }

  private Running start() throws IOException {
    return Running.on(SqliteLog.open(directory), clock);
  }

  @ParameterizedTest(name = "seed={0}")
  @MethodSource("seeds")
  void aHistoryWithRestartsInTheMiddleIsOneHistory(long seed) throws IOException {
    var random = new SplittableRandom(seed);
    var commands = new RandomCommands(random, false);
    var running = start();
    var epoch = running.hub().epoch();
    for (int i = 0; i < 150; i++) {
      clock.pass(commands.pause());
      running.submit(commands.next(), commands.sender(), commands.chance(20) ? "k" + i % 9 : "");
      if (commands.chance(4)) {
        var before = running.snapshot();
        running.close();
        running = start();
        assertThat(running.hub().epoch()).isEqualTo(epoch);
        assertThat(running.snapshot()).isEqualTo(before);
      }
    }
    var end = running.snapshot();
    var history = running.hub().history().read(0, 100_000, 1L << 30);
    assertThat(history)
        .extracting(Entry::sequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, end.sequence()).boxed().toList());
    running.close();
    try (var log = SqliteLog.open(directory)) {
      assertThat(fold(log, end)).isEqualTo(end);
    }
  }

  /// The whole log again, without any checkpoint.
  private static Snapshot fold(SqliteLog log, Snapshot end) throws IOException {
    var codec = new WireBytes();
    var state = new State();
    for (var record : log.read(0, 100_000, 1L << 30)) {
      state.apply(
          codec.event(record.body(), record.secret()),
          java.time.Instant.ofEpochMilli(record.atMillis()));
    }
    return state.snapshot(end.sequence(), end.at());
  }

  @Nested
  class AfterARestart {

    @Test
    void whatWasSentBeforeIsNotRecordedAgain() throws IOException {
      try (var running = RecoveryTest.this.start()) {
        running.submit(word("mine", 1), SOURCE, "k");
      }
      try (var running = RecoveryTest.this.start()) {
        running.submit(word("mine", 1), SOURCE, "k");
        assertThat(running.hub().tail().head()).isEqualTo(1);
      }
    }

    @Test
    void aDeadlineThatPassedMeanwhileIsKept() throws IOException {
      try (var running = RecoveryTest.this.start()) {
        running.submit(ask("q", "", 30_000L));
      }
      clock.jump(java.time.Duration.ofSeconds(31));
      try (var running = RecoveryTest.this.start()) {
        running.snapshot();
        assertThat(running.published()).containsExactly("confirmation_expired");
      }
    }
  }

  @Nested
  class ACheckpoint {

    private void broken(MemoryLog log, long... sequences) throws IOException {
      for (long s : sequences) {
        var body = "no event".getBytes(StandardCharsets.UTF_8);
        log.append(List.of(new LogRecord(s, 1_000, "w", "", "", body, new byte[0])));
      }
    }

    @Test
    void sparesReadingWhatIsBeforeIt() throws IOException {
      var log = new MemoryLog(100, 100_000);
      broken(log, 1, 2);
      assertThatThrownBy(() -> Recovery.of(log, new WireBytes())).isInstanceOf(IOException.class);

      var state = new Snapshot(2, HandClock.START, List.of(), List.of(), List.of(), List.of(), 0);
      log.checkpoint(2, new WireBytes().checkpoint(state));
      var recovery = Recovery.of(log, new WireBytes());
      assertThat(recovery.checkpointed()).isEqualTo(2);
      assertThat(recovery.newest()).isEqualTo(HandClock.START);
    }

    @Test
    void ofAnotherVersionIsIgnored() throws IOException {
      var log = new MemoryLog(100, 100_000);
      try (var running = Running.on(log, clock)) {
        running.submit(Publishing.start("r"));
        running.submit(ask("q", "r", null));
        log.checkpoint(2, "{\"version\":99}".getBytes(StandardCharsets.UTF_8));

        var recovery = Recovery.of(log, new WireBytes());
        assertThat(recovery.checkpointed()).isZero();
        assertThat(recovery.state().run(new RunId("r"))).isNotNull();
        assertThat(recovery.state().open(new ConfirmationId("q"))).isNotNull();
      }
    }

    @Test
    void isLeftBehindByAHubThatEnds() throws IOException {
      try (var running = RecoveryTest.this.start()) {
        running.submit(Publishing.start("r"));
      }
      try (var log = SqliteLog.open(directory)) {
        assertThat(Recovery.of(log, new WireBytes()).checkpointed()).isEqualTo(1);
      }
    }
  }
}
