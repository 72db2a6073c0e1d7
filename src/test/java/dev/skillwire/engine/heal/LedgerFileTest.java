package dev.skillwire.engine.heal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerFileTest {

  private static final Instant THEN = Instant.parse("2026-02-04T10:00:00Z");

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("state/heals.jsonl");
  }

  private static Ledger.Entry entry(String fix, boolean success) {
    return new Ledger.Entry(THEN, fix, "network", "abc", "it\nfailed", success, 7);
  }

  @Test
  void keepsEntriesForOtherProcesses() {
    new LedgerFile(file()).add(entry("a", true));
    new LedgerFile(file()).add(entry("b", false));

    assertThat(new LedgerFile(file()).all()).containsExactly(entry("a", true), entry("b", false));
  }

  @Test
  void isEmptyWhereThereIsNoFile() {
    assertThat(new LedgerFile(file()).all()).isEmpty();
  }

  @Test
  void leavesOutHalfALine() throws Exception {
    var ledger = new LedgerFile(file());
    ledger.add(entry("a", true));
    Files.writeString(file(), "{\"at\": \"2026-0\n", StandardOpenOption.APPEND);
    ledger.add(entry("b", true));

    assertThat(ledger.all()).containsExactly(entry("a", true), entry("b", true));
  }

  @Test
  void losesNoLineThatSeveralWriteAtTheSameTime() throws Exception {
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
      var name = "fix " + i;
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int n = 0; n < 50; n++) {
                      new LedgerFile(file()).add(entry(name, true));
                    }
                  }));
    }
    for (var thread : threads) {
      thread.join();
    }

    assertThat(new LedgerFile(file()).all()).hasSize(200);
  }

  @Test
  void forgetsTheOldestBeyondItsBound() throws Exception {
    Files.createDirectories(file().getParent());
    var line = "{\"at\":\"2026-02-04T09:00:00Z\",\"fix\":\"" + "x".repeat(980) + "\"}\n";
    Files.writeString(file(), line.repeat(1_100));
    var ledger = new LedgerFile(file());
    ledger.add(entry("new", true));

    assertThat(Files.size(file())).isLessThan(LedgerFile.BYTES);
    assertThat(ledger.all()).hasSizeBetween(400, 700).last().isEqualTo(entry("new", true));
  }

  @Test
  void trustsNobodyWhoFailedThreeTimesInARow() {
    var ledger = Ledger.inMemory();
    ledger.add(entry("a", true));
    ledger.add(entry("a", false));
    ledger.add(entry("a", false));
    assertThat(ledger.distrusts("a", "abc")).isFalse();
    ledger.add(entry("a", false));
    assertThat(ledger.distrusts("a", "abc")).isTrue();
    assertThat(ledger.distrusts("a", "other")).isFalse();
    ledger.add(entry("a", true));
    assertThat(ledger.distrusts("a", "abc")).isFalse();
  }

  @Test
  void knowsWhatWasTriedJustNow() {
    var ledger = Ledger.inMemory();
    ledger.add(entry("a", true));

    assertThat(ledger.cooling("a", "abc", Duration.ofMinutes(5), THEN.plusSeconds(299))).isTrue();
    assertThat(ledger.cooling("a", "abc", Duration.ofMinutes(5), THEN.plusSeconds(301))).isFalse();
  }
}
