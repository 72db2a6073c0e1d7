package dev.skillwire.core;

import static dev.skillwire.core.Asking.ask;
import static dev.skillwire.core.Asking.asked;
import static dev.skillwire.core.Commands.extend;
import static dev.skillwire.core.Commands.lease;
import static dev.skillwire.core.Commands.pause;
import static dev.skillwire.core.Commands.resume;
import static dev.skillwire.core.Given.ANNA;
import static dev.skillwire.core.Given.given;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class OpenConfirmationTest {

  private final Given hub = given(asked("q1"));

  @Nested
  final class TheTimeLeft {

    @Test
    void runsDownToNothingAndNotBelow() {
      assertThat(hub.open("q1").remainingMs(hub.now())).isEqualTo(30_000);
      assertThat(hub.open("q1").remainingMs(hub.now().plusSeconds(29))).isEqualTo(1_000);
      assertThat(hub.open("q1").remainingMs(hub.now().plusSeconds(31))).isZero();
    }

    @Test
    void isNoneWithoutATimeLimit() {
      var free = given(ask("q1").withoutTimeLimit().done());

      assertThat(free.open("q1").remainingMs(free.now())).isNull();
      free.and(ANNA, pause("q1")).advanceSeconds(900);
      assertThat(free.open("q1").remainingMs(free.now())).isNull();
      free.and(ANNA, resume("q1"));
      assertThat(free.open("q1").deadline()).isNull();
    }

    @Test
    void runsDownAgainAfterAPauseThatNobodyEnded() {
      hub.and(ANNA, lease("q1"));

      assertThat(hub.open("q1").remainingMs(hub.now().plusSeconds(60))).isEqualTo(30_000);
      assertThat(hub.open("q1").remainingMs(hub.now().plusSeconds(75))).isEqualTo(15_000);
      assertThat(hub.open("q1").remainingMs(hub.now().plusSeconds(500))).isZero();
    }

    @Test
    void includesWhatWasAddedDuringAPause() {
      hub.and(ANNA, pause("q1")).and(extend("q1", 5));

      assertThat(hub.open("q1").remainingMs(hub.now())).isEqualTo(35_000);
    }
  }

  @Nested
  final class TheBudget {

    @Test
    void isSpentByPausesAndExtensions() {
      hub.and(ANNA, pause("q1")).advanceSeconds(60).and(ANNA, resume("q1")).and(extend("q1", 40));

      assertThat(hub.open("q1").budgetMs(hub.now())).isEqualTo(500_000);
    }

    @Test
    void isSpentByThePauseThatIsRunning() {
      hub.and(ANNA, pause("q1")).advanceSeconds(60);

      assertThat(hub.open("q1").budgetMs(hub.now())).isEqualTo(540_000);
    }

    @Test
    void isNotSpentAfterAPauseThatNobodyEnded() {
      hub.and(ANNA, lease("q1")).advanceSeconds(500);

      assertThat(hub.open("q1").budgetMs(hub.now())).isEqualTo(540_000);
      hub.and(ANNA, lease("q1"));
      assertThat(hub.open("q1").spentMs()).isEqualTo(60_000);
    }

    @Test
    void doesNotGrowWhenTheClockIsSetBack() {
      hub.and(ANNA, pause("q1")).advanceSeconds(-3_600);

      assertThat(hub.open("q1").budgetMs(hub.now())).isEqualTo(Limits.PAUSE_BUDGET.toMillis());
      hub.and(ANNA, resume("q1"));
      assertThat(hub.open("q1").spentMs()).isZero();
    }
  }
}
