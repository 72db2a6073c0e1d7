package dev.skillwire.stream;

import static dev.skillwire.stream.HandClock.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HubClockTest {

  private final HandClock machine = new HandClock();
  private final HubClock clock = new HubClock(machine, machine, Instant.EPOCH);

  @Test
  void givesWholeMilliseconds() {
    machine.pass(Duration.ofNanos(1_999_999));
    assertThat(clock.now()).isEqualTo(START.plusMillis(1));
  }

  @Test
  void beginsNoEarlierThanTheNewestRecord() {
    var newest = START.plusSeconds(100);
    var later = new HubClock(machine, machine, newest);

    assertThat(later.now()).isEqualTo(newest);
    machine.pass(Duration.ofSeconds(5));
    assertThat(later.now()).isEqualTo(newest.plusSeconds(5));
  }

  @Nested
  class WhileACountdownRuns {

    @Test
    void isNotTouchedByAWallClockThatJumps() {
      for (var jump : new Duration[] {Duration.ofHours(2), Duration.ofHours(-5)}) {
        var before = clock.now();
        machine.jump(jump);
        machine.pass(Duration.ofSeconds(3));
        assertThat(clock.now()).isEqualTo(before.plusSeconds(3));
      }
    }
  }

  @Nested
  class WhereNoCountdownRuns {

    @Test
    void followsTheWallClockForward() {
      machine.jump(Duration.ofHours(2));
      clock.anchor();
      assertThat(clock.now()).isEqualTo(START.plus(Duration.ofHours(2)));
    }

    @Test
    void goesOnByItselfWhenTheWallClockWasSetBack() {
      var before = clock.now();
      machine.jump(Duration.ofHours(-2));
      for (int i = 0; i < 3; i++) {
        clock.anchor();
        assertThat(clock.now()).isEqualTo(before.plusSeconds(10L * i));
        machine.pass(Duration.ofSeconds(10));
      }
    }

    @Test
    void followsTheWallClockAgainOnceThatHasCaughtUp() {
      machine.jump(Duration.ofSeconds(-2));
      clock.anchor();
      machine.jump(Duration.ofSeconds(5));
      clock.anchor();
      assertThat(clock.now()).isEqualTo(START.plusSeconds(3));
    }

    @Test
    void losesNoTimeToOftenLooking() {
      machine.jump(Duration.ofHours(-2));
      for (int i = 0; i < 100; i++) {
        machine.pass(Duration.ofNanos(100_000));
        clock.anchor();
        clock.now();
      }
      assertThat(clock.now()).isEqualTo(START.plusMillis(10));
    }
  }
}
