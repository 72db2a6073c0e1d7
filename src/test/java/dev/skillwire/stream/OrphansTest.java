package dev.skillwire.stream;

import static dev.skillwire.stream.Publishing.ANNA;
import static dev.skillwire.stream.Publishing.SOURCE;
import static dev.skillwire.stream.Publishing.ask;
import static dev.skillwire.stream.Publishing.pause;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Limits;
import dev.skillwire.core.Sender;
import dev.skillwire.core.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Pauses whose pauser is gone.
@Timeout(60)
class OrphansTest {

  private static final Duration MOMENT = Duration.ofMillis(1);

  private final Running running = Running.inMemory();

  @AfterEach
  void close() {
    running.close();
  }

  private void paused(String id, Sender by) {
    running.submit(ask(id, "", 60_000L));
    running.submit(pause(id), by, "");
  }

  @Test
  void endTenSecondsAfterTheirConnection() {
    paused("q", ANNA);
    running.hub().connectionClosed(ANNA.clientId());
    running.snapshot();
    running.pass(Limits.PAUSE_ORPHAN.minus(MOMENT));
    assertThat(running.published()).endsWith("confirmation_paused");
    running.pass(MOMENT);
    assertThat(running.published()).endsWith("confirmation_resumed");
  }

  @Test
  void areNotThoseOfOthers() {
    paused("q", ANNA);
    running.hub().connectionClosed(SOURCE.clientId());
    running.snapshot();
    running.pass(Limits.PAUSE_ORPHAN.multipliedBy(2));
    assertThat(running.published()).endsWith("confirmation_paused");
  }

  @Test
  void areAllThatAStartFinds() {
    paused("q", ANNA);
    paused("p", SOURCE);
    var orphans = new Orphans();
    var start = Instant.parse("2026-03-02T00:00:00Z");
    orphans.started(State.of(running.snapshot()), start);

    assertThat(orphans.nextDue()).isEqualTo(start.plus(Limits.PAUSE_ORPHAN));
    assertThat(orphans.due(start)).isNull();
    var release = requireNonNull(orphans.due(start.plus(Limits.PAUSE_ORPHAN)));
    assertThat(release.clientId()).isNull();
    assertThat(orphans.nextDue()).isNull();
  }

  @Test
  void areNoneWhereNothingIsPaused() {
    running.submit(ask("q", "", 60_000L));
    var orphans = new Orphans();
    orphans.started(State.of(running.snapshot()), HandClock.START);
    orphans.gone(ANNA.clientId(), State.of(running.snapshot()), HandClock.START);
    assertThat(orphans.nextDue()).isNull();
  }
}
