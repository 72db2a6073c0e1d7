package dev.skillwire.engine.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.engine.daemon.plan.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DaemonTest {

  private static final String PLAN =
      """
      schedules:
        - {name: skips, cron: "0 * * * *", skill: greet.yaml}
        - {name: makes-up, cron: "30 * * * *", skill: greet.yaml, missed: once, overlap: queue-one}
      watches:
        - {name: files, paths: [.], skill: greet.yaml, paths_input: files}
        - {name: queued, paths: [.], skill: greet.yaml, paths_input: files, overlap: queue-one}
      webhooks:
        - {name: hook, skill: greet.yaml, secret_env: HOOK_SECRET, overlap: queue-one, inputs: {who: me}}
      """;

  @TempDir Path directory;
  private final SetClock clock = new SetClock(Instant.parse("2026-11-24T09:10:00Z"));
  private FakeStarter starter = new FakeStarter();
  private Plan plan;
  private NoteFile file;
  private Daemon daemon;

  @BeforeEach
  void begin() throws Exception {
    plan = Plans.read(directory, PLAN);
    file = Plans.notes(directory);
    daemon = new Daemon(plan, starter, file, clock);
  }

  @AfterEach
  void close() throws Exception {
    file.close();
  }

  private void restart() {
    starter = new FakeStarter();
    daemon = new Daemon(plan, starter, file, clock);
  }

  private void at(String time) {
    clock.advance(Duration.between(clock.instant(), Instant.parse(time)));
    daemon.tick();
  }

  @Nested
  class ASchedule {

    @Test
    void startsAtItsTimeOnce() {
      assertThat(daemon.tick()).isEqualTo(Instant.parse("2026-11-24T09:30:00Z"));
      assertThat(starter.names()).isEmpty();
      at("2026-11-24T09:30:00Z");
      at("2026-11-24T09:30:01Z");
      assertThat(starter.names()).containsExactly("makes-up");
      assertThat(daemon.tick()).isEqualTo(Instant.parse("2026-11-24T10:00:00Z"));
      at("2026-11-24T10:00:00.5Z");
      assertThat(starter.names()).containsExactly("makes-up", "skips");
    }

    @Test
    void isLeftOutWhileItsRunIsAtWork() {
      at("2026-11-24T10:00:00Z");
      at("2026-11-24T11:00:00Z");
      assertThat(starter.names()).filteredOn("skips"::equals).hasSize(1);
      starter.starts.getFirst().end("completed");
      at("2026-11-24T12:00:00Z");
      assertThat(starter.names()).filteredOn("skips"::equals).hasSize(2);
    }

    @Test
    void isQueuedOnceWhereItMayBe() {
      at("2026-11-24T09:30:00Z");
      at("2026-11-24T10:30:00Z");
      at("2026-11-24T11:30:00Z");
      assertThat(starter.names()).filteredOn("makes-up"::equals).hasSize(1);
      starter.starts.getFirst().end("completed");
      assertThat(starter.names()).filteredOn("makes-up"::equals).hasSize(2);
    }

    @Test
    void thatSleptIsMadeUpForOnceOrLeftOut() {
      at("2026-11-24T13:15:00Z");
      assertThat(starter.names()).containsExactly("makes-up");
      starter.starts.getFirst().end("completed");
      daemon.tick();
      assertThat(starter.names()).containsExactly("makes-up");
    }

    @Test
    void isMadeUpForAfterARestart() {
      at("2026-11-24T09:30:00Z");
      starter.starts.getFirst().end("failed: no space");
      assertThat(daemon.note("makes-up").outcome()).isEqualTo("failed: no space");
      clock.advance(Duration.ofHours(5));
      restart();
      assertThat(daemon.note("makes-up").outcome()).isEqualTo("failed: no space");
      daemon.tick();
      assertThat(starter.names()).containsExactly("makes-up");
    }

    @Test
    void thatWasStartedIsNotStartedAgainByAnotherProcess() {
      at("2026-11-24T09:30:00Z");
      restart();
      daemon.tick();
      assertThat(starter.names()).isEmpty();
    }
  }

  @Nested
  class AWatch {

    @Test
    void startsOnceForManyChangesWhenItIsQuiet() {
      var entry = plan.entries().get(2);
      daemon.changed(entry, "/a");
      daemon.changed(entry, "/b");
      assertThat(daemon.tick()).isEqualTo(clock.instant().plusSeconds(2));
      assertThat(starter.names()).isEmpty();
      clock.advance(Duration.ofSeconds(2));
      daemon.tick();
      assertThat(starter.names()).containsExactly("files");
      assertThat(starter.starts.getFirst().inputs())
          .isEqualTo(Map.of("files", List.of("/a", "/b")));
      daemon.tick();
      assertThat(starter.names()).hasSize(1);
    }

    @Test
    void thatQueuesKeepsChangesUntilItsRunHasEnded() {
      var entry = plan.entries().get(3);
      for (var path : List.of("/a", "/b", "/c")) {
        daemon.changed(entry, path);
        clock.advance(Duration.ofSeconds(2));
        daemon.tick();
      }
      assertThat(starter.names()).containsExactly("queued");
      starter.starts.getFirst().end("completed");
      daemon.tick();
      assertThat(starter.starts.get(1).inputs()).isEqualTo(Map.of("files", List.of("/b", "/c")));
    }
  }

  @Nested
  class ARequest {

    @Test
    void startsQueuesAndIsRefused() {
      var entry = plan.entries().get(4);
      assertThat(daemon.request(entry, Map.of("who", "you"), 7))
          .isInstanceOf(Daemon.Turn.Begun.class);
      assertThat(starter.starts.getFirst().inputs()).isEqualTo(Map.of("who", "you"));
      assertThat(daemon.request(entry, Map.of(), 8)).isEqualTo(new Daemon.Turn.Queued());
      assertThat(daemon.request(entry, Map.of(), 9)).isEqualTo(new Daemon.Turn.Skipped());
      starter.starts.getFirst().end("completed");
      assertThat(starter.starts.get(1).inputs()).isEqualTo(Map.of("who", "me"));
      restart();
      assertThat(daemon.note("hook").signed()).isEqualTo(9);
    }
  }

  @Nested
  class TheEnd {

    @Test
    void cancelsEveryRunAndStartsNoMore() throws Exception {
      starter.endsWhenCancelled = true;
      var hook = plan.entries().get(4);
      daemon.request(hook, Map.of(), 1);
      daemon.request(hook, Map.of(), 2);

      assertThat(daemon.end("SIGTERM", Duration.ofSeconds(30))).isTrue();

      assertThat(starter.starts).hasSize(1);
      assertThat(starter.starts.getFirst().why()).containsExactly("SIGTERM");
      assertThat(daemon.request(hook, Map.of(), 3)).isEqualTo(new Daemon.Turn.Ending());
      daemon.run(); // returns
    }

    @Test
    void doesNotWaitForEver() throws Exception {
      daemon.request(plan.entries().get(4), Map.of(), 1);
      assertThat(daemon.end("SIGTERM", Duration.ofMillis(1))).isFalse();
      assertThat(daemon.atWork()).containsExactly("hook");
    }
  }
}
