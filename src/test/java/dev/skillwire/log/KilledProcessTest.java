package dev.skillwire.log;

import static dev.skillwire.log.Records.all;
import static dev.skillwire.log.Records.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A real process that appends to a real disk, and what is left when it, or the disk, fails.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KilledProcessTest {
  private static final int BATCH = 7;

  @TempDir private Path directory;

  /// What a process said until its end.
  ///
  /// @param head newest sequence it acknowledged
  /// @param words every line that is one word
  private record Said(long head, List<String> words) {
    static Said untilTheEnd(BufferedReader lines) throws IOException {
      long head = 0;
      var words = new ArrayList<String>();
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.matches("[0-9]+")) {
          head = Math.max(head, Long.parseLong(line));
        } else if (line.matches("[a-z]+")) {
          words.add(line);
        }
      }
      return new Said(head, words);
    }
  }

  /// Checks that the log is whole batches, at least all that were acknowledged and at most one more.
  ///
  /// @return newest sequence found
  private long expectEverythingAcknowledged(long acknowledged) throws IOException {
    try (var log = SqliteLog.open(directory)) {
      assertThat(log.head()).isBetween(acknowledged, acknowledged + BATCH);
      assertThat(log.head() % BATCH).isZero();
      assertThat(all(log)).isEqualTo(range(1, log.head()));
      return log.head();
    }
  }

  @Nested
  class KilledWhileAppending {
    private static final int ROUNDS = 20;

    @Test
    void losesNothingThatWasAcknowledged() throws Exception {
      var random = new SplittableRandom(23);
      String epoch;
      try (var log = SqliteLog.open(directory)) {
        epoch = log.epoch();
      }
      for (int round = 0; round < ROUNDS; round++) {
        expectEverythingAcknowledged(killAfter(random.nextInt(1, 150)));
      }
      assertThat(LogVerifier.verify(directory)).isInstanceOf(Verdict.Sound.class);
      try (var left = Files.list(new LogFiles(directory).nativeLibrary())) {
        assertThat(left).as("the last one's library and its lock").hasSizeLessThanOrEqualTo(2);
      }
      try (var log = SqliteLog.open(directory)) {
        assertThat(log.head()).isGreaterThan(ROUNDS * BATCH);
        assertThat(log.epoch()).isEqualTo(epoch);
      }
    }

    private long killAfter(int lines) throws Exception {
      var process =
          new ProcessBuilder(AppendLoop.command(directory, BATCH))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (var said = process.inputReader(StandardCharsets.US_ASCII)) {
        long acknowledged = 0;
        for (int i = 0; i < lines; i++) {
          acknowledged = Long.parseLong(said.readLine());
        }
        // Unlike the process's own method, that of its handle leaves the pipe to be read.
        process.toHandle().destroyForcibly();
        return Math.max(acknowledged, Said.untilTheEnd(said).head());
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
  }

  @Nested
  class OnADiskThatFails {
    private Said run(String inject) throws Exception {
      var strace = Path.of("/usr/bin/strace");
      assumeTrue(Files.isExecutable(strace), "strace is installed");
      var command = new ArrayList<String>();
      command.addAll(List.of(strace.toString(), "-f", "-qq", "-o", "/dev/null"));
      command.addAll(List.of("-e", "trace=fsync,fdatasync,pwrite64", "-e", "inject=" + inject));
      command.addAll(AppendLoop.command(directory, BATCH));
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (var said = process.inputReader(StandardCharsets.US_ASCII)) {
        return Said.untilTheEnd(said);
      } finally {
        process.destroyForcibly().waitFor();
      }
    }

    @ParameterizedTest
    @ValueSource(ints = {25, 60})
    void refusesForGoodAfterAFailedSync(int when) throws Exception {
      var said = run("fsync,fdatasync:error=EIO:when=" + when);
      assumeTrue(said.head() > 0, "this system lets strace trace");
      assertThat(said.words()).containsExactly("failed", "refused", "refused", "closed");
      // It could close, so what was refused is not there either.
      assertThat(expectEverythingAcknowledged(said.head())).isEqualTo(said.head());
    }

    @Test
    void refusesForGoodWhenTheDiskIsFull() throws Exception {
      var said = run("pwrite64:error=ENOSPC:when=300+");
      assumeTrue(said.head() > 0, "this system lets strace trace");
      assertThat(said.words()).containsExactly("failed", "refused", "refused", "closed");
      expectEverythingAcknowledged(said.head());
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 41, 77})
    void losesNothingWhenItDiesInASync(int when) throws Exception {
      var said = run("fsync,fdatasync:signal=SIGKILL:when=" + when);
      assumeTrue(said.head() > 0, "this system lets strace trace");
      assertThat(said.words()).isEmpty();
      expectEverythingAcknowledged(said.head());
    }
  }
}
