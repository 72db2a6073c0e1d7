package dev.skillwire.log;

import static dev.skillwire.log.Records.all;
import static dev.skillwire.log.Records.range;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {
  @TempDir private Path directory;

  private static void flip(Path file, long offset) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      var one = ByteBuffer.allocate(1);
      channel.read(one, offset);
      one.put(0, (byte) (one.get(0) ^ 0x55)).flip();
      channel.write(one, offset);
    }
  }

  /// A crash at some instant: the write-ahead log as it was then, with its last bytes missing or wrong.
  @Nested
  class AWriteAheadLogWithABadEnd {
    private static final int ROUNDS = 60;
    private static final int HEADER_BYTES = 32;
    private static final int FRAME_BYTES = 24 + 4_096;

    /// Where the write-ahead log ended after a batch, and what was acknowledged by then.
    private record Acknowledged(long size, long head) {}

    private final List<Acknowledged> steps = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(17);
    private Path crashed;
    private String epoch = "";

    @BeforeEach
    void crash() throws IOException {
      var running = directory.resolve("running");
      crashed = Files.createDirectory(directory.resolve("crashed"));
      try (var log = SqliteLog.open(running)) {
        epoch = log.epoch();
        for (int batch = 1; batch <= 40; batch++) {
          log.append(range(log.head() + 1, log.head() + batch));
          steps.add(new Acknowledged(Files.size(running.resolve("log.db-wal")), log.head()));
        }
        for (var file : List.of("log.db", "log.db-wal", "log.head")) {
          Files.copy(running.resolve(file), crashed.resolve(file));
        }
      }
    }

    private long acknowledgedBy(long offset) {
      return steps.stream()
          .filter(step -> step.size() <= offset)
          .mapToLong(Acknowledged::head)
          .max()
          .orElse(0);
    }

    private Path copy(int round) throws IOException {
      var copy = directory.resolve("copy-" + round);
      new LogFiles(copy).prepareDirectory();
      for (var file : List.of("log.db", "log.db-wal")) {
        Files.copy(crashed.resolve(file), copy.resolve(file));
      }
      return copy;
    }

    private long sizeOfWriteAhead() {
      return steps.getLast().size();
    }

    private void expectAPrefixFrom(Path copy, long atLeast) throws IOException {
      try (var log = SqliteLog.open(copy)) {
        assertThat(log.head()).isGreaterThanOrEqualTo(atLeast);
        assertThat(steps).extracting(Acknowledged::head).contains(log.head());
        assertThat(all(log)).isEqualTo(range(1, log.head()));
        assertThat(log.epoch()).isEqualTo(epoch);
        log.append(range(log.head() + 1, log.head() + 7));
      }
      assertThat(LogVerifier.verify(copy)).isInstanceOf(Verdict.Sound.class);
    }

    @Test
    void losesNothingWhenItIsWhole() throws IOException {
      expectAPrefixFrom(copy(0), steps.getLast().head());
    }

    @Test
    void isLeftAloneByTheVerifier() throws IOException {
      var copy = copy(0);
      assertThat(LogVerifier.verify(copy))
          .isInstanceOfSatisfying(
              Verdict.Sound.class,
              sound -> assertThat(sound.head()).isEqualTo(steps.getLast().head()));
      assertThat(copy.resolve("log.db-wal")).hasSameBinaryContentAs(crashed.resolve("log.db-wal"));
      expectAPrefixFrom(copy, steps.getLast().head());
    }

    @Test
    void yieldsAPrefixWhenItIsCut() throws IOException {
      for (int round = 0; round < ROUNDS; round++) {
        long size = random.nextLong(steps.getFirst().size(), sizeOfWriteAhead() + 1);
        var copy = copy(round);
        try (var file = FileChannel.open(copy.resolve("log.db-wal"), StandardOpenOption.WRITE)) {
          file.truncate(size);
        }
        expectAPrefixFrom(copy, acknowledgedBy(size));
      }
    }

    @Test
    void yieldsAPrefixWhenABitIsWrong() throws IOException {
      for (int round = 0; round < ROUNDS; round++) {
        long offset = random.nextLong(steps.getFirst().size(), sizeOfWriteAhead());
        var copy = copy(round);
        flip(copy.resolve("log.db-wal"), offset);
        long frameStart = offset - (offset - HEADER_BYTES) % FRAME_BYTES;
        expectAPrefixFrom(copy, acknowledgedBy(frameStart));
      }
    }

    @Test
    void goesOnUnderANewEpochWhenAcknowledgedRecordsAreGone() throws IOException {
      var copy = copy(0);
      Files.copy(crashed.resolve("log.head"), copy.resolve("log.head"));
      flip(copy.resolve("log.db-wal"), steps.get(30).size() + 5);
      try (var log = SqliteLog.open(copy)) {
        assertThat(log.head()).isEqualTo(steps.get(30).head());
        assertThat(log.epoch()).isNotEqualTo(epoch);
      }
    }

    @Test
    void keepsItsEpochWhenTheNoteOfTheHeadIsIllegible() throws IOException {
      var copy = copy(0);
      Files.write(copy.resolve("log.head"), new byte[50]);
      expectAPrefixFrom(copy, steps.getLast().head());
    }
  }

  @Nested
  class ADamagedDatabase {
    private static final int COUNT = 5_000;
    private static final int PAGE_BYTES = 4_096;

    private Path database;

    @BeforeEach
    void fill() throws IOException {
      database = directory.resolve("log.db");
      try (var log = SqliteLog.open(directory)) {
        log.append(range(1, COUNT));
      }
    }

    /// Where the body of a record lies in the file.
    private long placeOf(long sequence) throws IOException {
      var body = new String(Records.numbered(sequence).body(), 0, 15, UTF_8);
      var bytes = new String(Files.readAllBytes(database), ISO_8859_1);
      int place = bytes.indexOf(body.substring(0, body.indexOf(',') + 1));
      assertThat(place).isPositive();
      return place;
    }

    private void refusedNaming(long sequence) {
      assertThatExceptionOfType(LogDamagedException.class)
          .isThrownBy(() -> SqliteLog.open(directory))
          .matches(e -> e.sequence() == sequence)
          .withMessageContaining("at record " + sequence);
    }

    @Test
    void isRefusedNamingANewRecord() throws IOException {
      try (var log = SqliteLog.open(directory)) {
        log.checkpoint(COUNT, new byte[10]);
      }
      flip(database, placeOf(4_321));
      refusedNaming(4_321);
    }

    @Test
    void isRefusedNamingTheOldestRecord() throws IOException {
      flip(database, placeOf(1));
      refusedNaming(1);
    }

    @Test
    void isFoundByTheVerifierAnywhereElse() throws IOException {
      try (var log = SqliteLog.open(directory)) {
        log.checkpoint(COUNT, new byte[10]);
      }
      flip(database, placeOf(2_000));
      SqliteLog.open(directory).close();
      assertThat(LogVerifier.verify(directory))
          .isInstanceOfSatisfying(
              Verdict.Broken.class, broken -> assertThat(broken.sequence()).isEqualTo(2_000));
    }

    @Test
    void isRefusedWhenRecoveryWouldReadIt() throws Exception {
      try (var log = SqliteLog.open(directory)) {
        log.checkpoint(1_500, new byte[10]);
      }
      flip(database, placeOf(2_000));
      refusedNaming(2_000);
    }

    @Test
    void isRefusedWhenARecordIsMissing() throws Exception {
      try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
          var statement = connection.createStatement()) {
        statement.execute("DELETE FROM record WHERE sequence = 4999");
      }
      refusedNaming(4_999);
    }

    @Test
    void isRefusedOrFoundWhereverAPageIsBad() throws IOException {
      var sound = Files.readAllBytes(database);
      for (int page = 0; page < sound.length / PAGE_BYTES; page += 1 + page / 8) {
        var damaged = sound.clone();
        for (int i = 0; i < PAGE_BYTES; i++) {
          damaged[page * PAGE_BYTES + i] = (byte) 0xa5;
        }
        Files.write(database, damaged);
        assertThat(isNoticed()).as("page %s", page + 1).isTrue();
      }
    }

    private boolean isNoticed() throws IOException {
      try {
        return LogVerifier.verify(directory) instanceof Verdict.Broken;
      } catch (LogDamagedException _) {
        return true;
      }
    }

    @Test
    void isRefusedWhenItsEndIsMissing() throws IOException {
      var bytes = Files.readAllBytes(database);
      Files.write(database, Arrays.copyOf(bytes, bytes.length - 3 * PAGE_BYTES));
      refused("malformed");
    }

    @Test
    void isRefusedWhenItIsSomethingElse() throws IOException {
      Files.writeString(database, "not a database at all, but long enough to look at".repeat(9));
      refused("not a database");
    }

    @Test
    void isRefusedWhenItIsEmpty() throws IOException {
      Files.write(database, new byte[0]);
      refused("held 5000 records");
    }

    @Test
    void isRefusedWhenOnlyTheWriteAheadLogIsLeft() throws IOException {
      Files.delete(database);
      Files.write(directory.resolve("log.db-wal"), new byte[100]);
      refused("log.db is missing");
    }

    @Test
    void isRefusedWhenItsCheckpointIsWrong() throws Exception {
      try (var log = SqliteLog.open(directory)) {
        log.checkpoint(COUNT, new byte[100]);
      }
      try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
          var statement = connection.createStatement()) {
        statement.execute("UPDATE checkpoint SET state = zeroblob(99)");
      }
      try (var log = SqliteLog.open(directory)) {
        assertThatExceptionOfType(LogDamagedException.class)
            .isThrownBy(log::checkpoint)
            .withMessageContaining("checkpoint");
      }
    }

    private void refused(String why) {
      assertThatExceptionOfType(LogDamagedException.class)
          .isThrownBy(() -> SqliteLog.open(directory))
          .withMessageContaining(why);
    }
  }
}
