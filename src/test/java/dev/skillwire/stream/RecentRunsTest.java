package dev.skillwire.stream;

import static dev.skillwire.stream.Publishing.complete;
import static dev.skillwire.stream.Publishing.fail;
import static dev.skillwire.stream.Publishing.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.RunId;
import dev.skillwire.log.MemoryLog;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RecentRunsTest {

  private final RecentRuns recent = new RecentRuns();

  @Test
  void areToldNewestFirst() {
    recent.add("skill_completed", "a");
    recent.add("skill_failed", "b");
    recent.add("skill_started", "c");

    assertThat(recent.runs()).extracting(RunId::value).containsExactly("b", "a");
  }

  @Test
  void countARunOnceThatEndedTwice() {
    recent.add("skill_completed", "a");
    recent.add("skill_completed", "b");
    recent.add("skill_failed", "a");

    assertThat(recent.runs()).extracting(RunId::value).containsExactly("a", "b");
  }

  @Test
  void areTwentyAtMost() {
    for (int i = 1; i <= 50; i++) {
      recent.add("skill_completed", "r" + i);
    }
    assertThat(recent.runs())
        .extracting(RunId::value)
        .hasSize(20)
        .startsWith("r50")
        .endsWith("r31");
  }

  @Test
  void areKnownAfterAStart() throws IOException {
    var log = new MemoryLog(10_000, 10_000_000);
    try (var hub = Running.on(log, new HandClock())) {
      hub.submit(start("a"));
      hub.submit(start("b"));
      hub.submit(fail("b"));
      hub.submit(complete("a"));
      recent.recover(log);
      assertThat(recent.runs()).isEqualTo(hub.hub().recent().runs()).hasSize(2);
    }
  }
}
