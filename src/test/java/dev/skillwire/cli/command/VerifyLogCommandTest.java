package dev.skillwire.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.cli.Terminal;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.log.LogRecord;
import dev.skillwire.log.SqliteLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifyLogCommandTest {

  private static final Instant START = Instant.parse("2026-02-03T04:05:06Z");

  @TempDir private Path home;

  private Path data;
  private Terminal terminal;

  @BeforeEach
  void fill() throws IOException {
    data = home.resolve("data");
    terminal = new Terminal(home).with("SKILLWIRE_DATA", data.toString());
    try (var log = SqliteLog.open(data)) {
      log.append(records(1, 300));
    }
  }

  private static List<LogRecord> records(long from, long to) {
    return LongStream.rangeClosed(from, to)
        .mapToObj(
            n ->
                new LogRecord(
                    n,
                    START.plusSeconds(n).toEpochMilli(),
                    "skill_started",
                    "run-" + n % 7,
                    "",
                    ("{\"seq\":" + n + ",\"text\":\"unmistakable-" + n + "\"}").getBytes(UTF_8),
                    "{\"publisher\":\"c\"}".getBytes(UTF_8)))
        .toList();
  }

  private void sql(String... statements) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("log.db"));
        var sql = connection.createStatement()) {
      for (var statement : statements) {
        sql.execute(statement);
      }
    }
  }

  @Test
  void tellsWhatAnUntouchedLogHolds() {
    assertThat(terminal.run("verify-log")).isEqualTo(ExitCode.OK);
    assertThat(terminal.out())
        .containsPattern("epoch    [0-9a-f]{32}\n")
        .contains("records  1 to 300\n", "good     300\n")
        .containsPattern("head     [0-9a-f]{64}\n");
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void tellsTheSameAsJson() {
    assertThat(terminal.run("verify-log", data.toString(), "--json")).isEqualTo(ExitCode.OK);
    assertThat(terminal.out())
        .contains("\"first\":1", "\"head\":300", "\"sound\":true", "\"indexes_checked\":true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UPDATE record SET body = CAST('{}' AS BLOB) WHERE sequence = 123
          UPDATE record SET secret = CAST('{}' AS BLOB) WHERE sequence = 123
          UPDATE record SET secret = zeroblob(0) WHERE sequence = 123
          UPDATE record SET hash = (SELECT hash FROM record WHERE sequence = 9) WHERE sequence = 123
          """)
  void namesTheFirstRecordThatWasChanged(String change) throws SQLException {
    sql(change);
    assertThat(terminal.run("verify-log")).isEqualTo(ExitCode.CHAIN_BROKEN);
    assertThat(terminal.out())
        .contains("good     122\n")
        .contains(
            "broken   at record 123, 2026-02-03T04:07:09Z, skill_started: its hash does not match");
  }

  @Test
  void noticesRowsThatWereSwapped() throws SQLException {
    sql(
        "UPDATE record SET sequence = -1 WHERE sequence = 50",
        "UPDATE record SET sequence = 50 WHERE sequence = 51",
        "UPDATE record SET sequence = 51 WHERE sequence = -1");
    assertThat(terminal.run("verify-log")).isEqualTo(ExitCode.CHAIN_BROKEN);
    assertThat(terminal.out()).contains("at record 50,");
  }

  @Test
  void noticesARowThatIsGone() throws SQLException {
    sql("DELETE FROM record WHERE sequence = 77");
    assertThat(terminal.run("verify-log", "--json")).isEqualTo(ExitCode.CHAIN_BROKEN);
    assertThat(terminal.out())
        .contains("\"broken_seq\":77", "\"why\":\"it is missing\"", "\"sound\":false");
  }

  @Test
  void noticesThatTheEndWasCutOff() throws SQLException {
    sql("DELETE FROM record WHERE sequence > 290");
    assertThat(terminal.run("verify-log")).isEqualTo(ExitCode.CHAIN_BROKEN);
    assertThat(terminal.out()).contains("at record 291: it was acknowledged");
  }

  @Test
  void noticesAByteThatFlippedInTheFile() throws IOException {
    var file = data.resolve("log.db");
    var bytes = Files.readAllBytes(file);
    var needle = "unmistakable-200\"".getBytes(UTF_8);
    int at =
        new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
            .indexOf(new String(needle, UTF_8));
    bytes[at] ^= 1;
    Files.write(file, bytes);
    assertThat(terminal.run("verify-log")).isEqualTo(ExitCode.CHAIN_BROKEN);
    assertThat(terminal.out()).contains("at record 200,");
  }

  @Test
  void looksAtALogThatIsOpenAndSaysWhatItLeftOut() throws IOException {
    try (var log = SqliteLog.open(data)) {
      log.append(records(301, 310));
      assertThat(terminal.run("verify-log")).isEqualTo(ExitCode.OK);
      assertThat(terminal.out()).contains("records  1 to 310\n", "good     310\n");
      assertThat(terminal.err())
          .contains("Process " + ProcessHandle.current().pid() + " has the log open");
      log.append(records(311, 320));
    }
    assertThat(terminal.run("verify-log")).isEqualTo(ExitCode.OK);
    assertThat(terminal.out()).contains("good     320\n");
  }

  @Test
  void changesNothing() throws IOException {
    var before = Files.readAllBytes(data.resolve("log.db"));
    assertThat(terminal.run("verify-log")).isEqualTo(ExitCode.OK);
    assertThat(Files.readAllBytes(data.resolve("log.db"))).isEqualTo(before);
    assertThat(data.resolve("log.db-wal")).doesNotExist();
    assertThat(data.resolve("log.db-shm")).doesNotExist();
  }

  @Test
  void saysWhereThereIsNoLog() {
    assertThat(terminal.run("verify-log", home.toString())).isEqualTo(ExitCode.NO_INPUT);
    assertThat(terminal.err()).contains("there is no log in");
  }

  @Test
  void hasACodeForFilesThatAreNoDatabase() throws IOException {
    Files.writeString(data.resolve("log.db"), "x".repeat(5_000));
    assertThat(terminal.run("verify-log")).isEqualTo(ExitCode.LOG_DAMAGED);
  }
}
