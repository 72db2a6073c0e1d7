package dev.skillwire.log;

import static dev.skillwire.log.Records.range;
import static dev.skillwire.log.Records.timeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogVerifierTest {
  private static final int COUNT = 3_000;

  @TempDir private Path directory;

  @BeforeEach
  void fill() throws IOException {
    try (var log = SqliteLog.open(directory)) {
      log.append(range(1, COUNT));
    }
  }

  private void sql(String statement) throws SQLException {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("log.db"));
        var sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  @Test
  void findsAnUntouchedLogSound() throws IOException {
    var verdict = LogVerifier.verify(directory);
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Sound.class,
            sound -> {
              assertThat(sound.records()).isEqualTo(COUNT);
              assertThat(sound.head()).isEqualTo(COUNT);
              assertThat(sound.headHash()).matches("[0-9a-f]{64}");
            });
    assertThat(LogVerifier.verify(directory)).isEqualTo(verdict);
  }

  @Test
  void stillVerifiesWhatRetentionLeft() throws IOException {
    var before = (Verdict.Sound) LogVerifier.verify(directory);
    try (var log = SqliteLog.open(directory)) {
      log.retain(timeOf(1_001), Long.MAX_VALUE, COUNT, COUNT);
    }
    assertThat(LogVerifier.verify(directory))
        .isEqualTo(new Verdict.Sound(COUNT - 1_000, COUNT, before.headHash()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE record SET body = x'00' WHERE sequence = 1234",
        "UPDATE record SET secret = x'00' WHERE sequence = 1234",
        "UPDATE record SET at_millis = at_millis + 1 WHERE sequence = 1234",
        "UPDATE record SET kind = 'other' WHERE sequence = 1234",
        "UPDATE record SET subject = 'other' WHERE sequence = 1234",
        "UPDATE record SET idempotency_key = 'other' WHERE sequence = 1234",
        "UPDATE record SET hash = zeroblob(32) WHERE sequence = 1234",
        "DELETE FROM record WHERE sequence = 1234",
      })
  void namesTheFirstRecordThatWasChanged(String change) throws Exception {
    sql(change);
    assertThat(LogVerifier.verify(directory))
        .isInstanceOfSatisfying(
            Verdict.Broken.class,
            broken -> {
              assertThat(broken.sequence()).isEqualTo(1_234);
              assertThat(broken.records()).isEqualTo(1_233);
              assertThat(broken.why()).isNotBlank();
            });
  }

  @Test
  void noticesThatTheFrontWasCut() throws Exception {
    sql("DELETE FROM record WHERE sequence <= 10");
    assertThat(LogVerifier.verify(directory)).isEqualTo(new Verdict.Broken(0, 1, "it is missing"));
  }

  @Test
  void refusesALogThatIsInUse() throws IOException {
    try (var _ = SqliteLog.open(directory)) {
      assertThatExceptionOfType(LogInUseException.class)
          .isThrownBy(() -> LogVerifier.verify(directory));
    }
  }

  @Test
  void refusesADirectoryWithoutALog() {
    assertThatIOException().isThrownBy(() -> LogVerifier.verify(directory.resolve("elsewhere")));
  }
}
