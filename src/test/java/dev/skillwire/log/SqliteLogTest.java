package dev.skillwire.log;

import static dev.skillwire.log.Records.all;
import static dev.skillwire.log.Records.range;
import static dev.skillwire.log.Records.timeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLogTest extends EventLogContract {
  @TempDir private Path directory;

  @Override
  EventLog open() throws IOException {
    return SqliteLog.open(directory.resolve("contract"));
  }

  private Path files() {
    return directory.resolve("log");
  }

  private void sql(String... statements) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + files().resolve("log.db"));
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Nested
  class Reopening {
    @Test
    void findsEverythingAgain() throws IOException {
      String epoch;
      try (var log = SqliteLog.open(files())) {
        epoch = log.epoch();
        log.append(range(1, 1_500));
        log.checkpoint(1_200, new byte[] {7});
        log.retain(timeOf(101), Long.MAX_VALUE, 1_200, 1_000);
      }
      try (var log = SqliteLog.open(files())) {
        assertThat(log.epoch()).isEqualTo(epoch);
        assertThat(log.first()).isEqualTo(101);
        assertThat(log.head()).isEqualTo(1_500);
        assertThat(log.checkpoint()).isEqualTo(new Checkpoint(1_200, new byte[] {7}));
        log.append(range(1_501, 1_501));
        assertThat(all(log)).isEqualTo(range(101, 1_501));
      }
    }

    @Test
    void knowsTheHeadOfALogThatHoldsNothing() throws IOException {
      try (var log = SqliteLog.open(files())) {
        log.append(range(1, 5));
        log.retain(Long.MAX_VALUE, Long.MAX_VALUE, 5, 10);
      }
      try (var log = SqliteLog.open(files())) {
        assertThat(log.head()).isEqualTo(5);
        assertThat(log.first()).isEqualTo(6);
        log.append(range(6, 6));
      }
      assertThat(LogVerifier.verify(files())).isInstanceOf(Verdict.Sound.class);
    }

    @Test
    void worksInADirectoryWithAnOddName() throws IOException {
      var odd = directory.resolve("a?b=1&c %20#ü");
      try (var log = SqliteLog.open(odd)) {
        log.append(range(1, 5));
      }
      assertThat(odd.resolve("log.db")).exists();
      try (var log = SqliteLog.open(odd)) {
        assertThat(log.head()).isEqualTo(5);
      }
    }

    @Test
    void givesANewLogAnotherEpoch() throws IOException {
      try (var one = SqliteLog.open(directory.resolve("one"));
          var two = SqliteLog.open(directory.resolve("two"))) {
        assertThat(one.epoch()).isNotEqualTo(two.epoch());
      }
    }

    @Test
    void givesALogThatLostAcknowledgedRecordsAnotherEpoch() throws IOException {
      String epoch;
      try (var log = SqliteLog.open(files())) {
        epoch = log.epoch();
        log.append(range(1, 5));
      }
      Files.copy(files().resolve("log.db"), directory.resolve("backup"));
      try (var log = SqliteLog.open(files())) {
        log.append(range(6, 9));
      }
      Files.delete(files().resolve("log.db"));
      Files.copy(directory.resolve("backup"), files().resolve("log.db"));
      String renewed;
      try (var log = SqliteLog.open(files())) {
        renewed = log.epoch();
        assertThat(renewed).isNotEqualTo(epoch);
        assertThat(log.head()).isEqualTo(5);
      }
      try (var log = SqliteLog.open(files())) {
        assertThat(log.epoch()).isEqualTo(renewed);
      }
    }
  }

  @Nested
  class TheFiles {
    @Test
    void belongToTheOwnerAlone() throws IOException {
      assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
      try (var log = SqliteLog.open(files())) {
        log.append(range(1, 5));
        assertThat(modeOf(files())).isEqualTo("rwx------");
        try (var entries = Files.list(files())) {
          assertThat(entries)
              .hasSize(5)
              .allSatisfy(file -> assertThat(modeOf(file)).isEqualTo("rw-------"));
        }
      }
    }

    @Test
    void loseTheRightsThatOthersWereGiven() throws IOException {
      assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
      SqliteLog.open(files()).close();
      var database = files().resolve("log.db");
      Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rw-r--r--"));
      SqliteLog.open(files()).close();
      assertThat(modeOf(database)).isEqualTo("rw-------");
    }

    private String modeOf(Path file) throws IOException {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
  }

  @Nested
  class AForeignFormat {
    @BeforeEach
    void make() throws IOException {
      try (var log = SqliteLog.open(files())) {
        log.append(range(1, 5));
      }
    }

    @Test
    void thatIsNewerIsRefused() throws Exception {
      sql("PRAGMA user_version = 2");
      assertThatExceptionOfType(LogVersionException.class)
          .isThrownBy(() -> SqliteLog.open(files()))
          .withMessageContaining("version 2")
          .withMessageContaining("up to 1");
    }

    @Test
    void ofAnotherProgramIsRefused() throws Exception {
      sql("PRAGMA application_id = 1");
      assertThatExceptionOfType(LogDamagedException.class)
          .isThrownBy(() -> SqliteLog.open(files()))
          .withMessageContaining("another program");
    }
  }

  @Nested
  class Histories {
    @Test
    void areFoundByIndex() throws Exception {
      SqliteLog.open(files()).close();
      var query = new HistoryQuery(0, 10, Set.of("a", "b"), "run-1");
      assertThat(planOf(Reader.sqlOf(query))).contains("record_subject").doesNotContain("SORT");
    }

    @Test
    void keysAreReadFromTheirIndexAlone() throws Exception {
      SqliteLog.open(files()).close();
      assertThat(planOf(Reader.KEYS)).contains("COVERING INDEX record_key");
    }

    private String planOf(String sql) throws SQLException {
      try (var connection =
              DriverManager.getConnection("jdbc:sqlite:" + files().resolve("log.db"));
          var plan = connection.prepareStatement("EXPLAIN QUERY PLAN " + sql);
          var rows = plan.executeQuery()) {
        var text = new StringBuilder();
        while (rows.next()) {
          text.append(rows.getString("detail")).append('\n');
        }
        return text.toString();
      }
    }
  }
}
