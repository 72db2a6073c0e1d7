package dev.skillwire.engine.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.engine.daemon.Replays.Verdict;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReplaysTest {

  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final long TIME = NOW.getEpochSecond();

  @Test
  void letASignatureInOnce() {
    var replays = new Replays(0);
    assertThat(replays.admit("a", TIME, NOW)).isEqualTo(Verdict.FRESH);
    assertThat(replays.admit("a", TIME, NOW)).isEqualTo(Verdict.REPLAYED);
    assertThat(replays.admit("b", TIME, NOW)).isEqualTo(Verdict.FRESH);
    assertThat(replays.admit("a", TIME, NOW.plusSeconds(299))).isEqualTo(Verdict.REPLAYED);
    assertThat(replays.admit("a", TIME, NOW.plusSeconds(301))).isEqualTo(Verdict.STALE);
  }

  @Test
  void refuseWhatIsOldOrFromTheFuture() {
    var replays = new Replays(0);
    assertThat(replays.admit("a", TIME - 301, NOW)).isEqualTo(Verdict.STALE);
    assertThat(replays.admit("a", TIME + 301, NOW)).isEqualTo(Verdict.STALE);
    assertThat(replays.admit("a", TIME + 300, NOW)).isEqualTo(Verdict.FRESH);
  }

  @Test
  void refuseWhatAnEarlierProcessMayHaveTaken() {
    var replays = new Replays(TIME);
    assertThat(replays.admit("a", TIME, NOW)).isEqualTo(Verdict.REPLAYED);
    assertThat(replays.admit("b", TIME + 1, NOW)).isEqualTo(Verdict.FRESH);
  }

  @Test
  void areBoundedAndMakeRoomWithTime() {
    var replays = new Replays(0);
    for (int i = 0; i < Replays.SEEN; i++) {
      assertThat(replays.admit("s" + i, TIME, NOW)).isEqualTo(Verdict.FRESH);
    }
    assertThat(replays.admit("more", TIME, NOW)).isEqualTo(Verdict.FULL);
    var later = NOW.plusSeconds(301);
    assertThat(replays.admit("more", later.getEpochSecond(), later)).isEqualTo(Verdict.FRESH);
  }
}
