package dev.skillwire.log;

import static dev.skillwire.log.Records.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {
  @TempDir private Path directory;

  @Test
  void refusesASecondLogInTheSameProcess() throws IOException {
    try (var log = SqliteLog.open(directory)) {
      for (int i = 0; i < 2; i++) {
        assertThatExceptionOfType(LogInUseException.class)
            .isThrownBy(() -> SqliteLog.open(directory.resolve("../" + directory.getFileName())))
            .withMessageContaining("pid " + ProcessHandle.current().pid());
      }
      log.append(range(1, 1));
    }
    SqliteLog.open(directory).close();
  }

  @Test
  @Timeout(60)
  void refusesAnotherProcessEvenAfterOneInTheSameWasRefused() throws Exception {
    try (var _ = SqliteLog.open(directory)) {
      assertThatExceptionOfType(LogInUseException.class)
          .isThrownBy(() -> SqliteLog.open(directory));
      var other =
          new ProcessBuilder(AppendLoop.command(directory, 1)).redirectErrorStream(true).start();
      var said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(other.waitFor()).isNotZero();
      assertThat(said)
          .contains("LogInUseException")
          .contains("in use by process " + ProcessHandle.current().pid());
    }
  }

  @Test
  @Timeout(60)
  void isFreeWhenItsProcessWasKilled() throws Exception {
    var other =
        new ProcessBuilder(AppendLoop.command(directory, 1))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var said = other.inputReader(StandardCharsets.US_ASCII)) {
      assertThat(said.readLine()).isEqualTo("0");
      assertThatExceptionOfType(LogInUseException.class)
          .isThrownBy(() -> SqliteLog.open(directory))
          .matches(e -> e.holder().getAsLong() == other.pid());
    } finally {
      other.destroyForcibly().waitFor();
    }
    SqliteLog.open(directory).close();
  }

  @Test
  void doesNotCareForAFileThatWasLeftBehind() throws IOException {
    Files.writeString(directory.resolve("log.lock"), "1\n");
    SqliteLog.open(directory).close();
    assertThat(directory.resolve("log.lock")).isEmptyFile();
  }

  @Test
  void isGivenBackWhenOpeningFails() throws IOException {
    Files.write(directory.resolve("log.db"), new byte[8_192]);
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(LogDamagedException.class)
          .isThrownBy(() -> SqliteLog.open(directory));
    }
  }
}
