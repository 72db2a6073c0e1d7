package dev.skillwire.core;

import static dev.skillwire.core.Asking.asked;
import static dev.skillwire.core.Commands.start;
import static dev.skillwire.core.Commands.step;
import static dev.skillwire.core.Given.AGENT;
import static dev.skillwire.core.Given.given;
import static dev.skillwire.core.Given.nothing;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class DeciderTest {

  @Nested
  final class Deciding {

    @Test
    void changesNothingByItself() {
      var hub = given(start("r1"), asked("q1", "r1"));
      var before = hub.state.snapshot(0, hub.now());

      assertThat(hub.when(step("r1", 0)).events()).hasSize(1);
      assertThat(hub.advanceSeconds(60).when(new Command.ExpireDue()).events()).hasSize(1);

      assertThat(hub.state.snapshot(0, Given.START)).isEqualTo(before);
    }

    @Test
    void givesTheSameForTheSame() {
      var hub = given(start("r1"));

      assertThat(hub.when(step("r1", 3)).decision()).isEqualTo(hub.when(step("r1", 3)).decision());
    }

    @Test
    void turnsARefusalIntoAValue() {
      assertThat(Decider.decide(new State(), step("r1", 0), AGENT, Given.START))
          .isInstanceOf(Decision.Rejected.class);
    }

    @Test
    void hasNothingToDoWhereNothingIsDue() {
      assertThat(nothing().when(new Command.ExpireDue()).events()).isEmpty();
      assertThat(nothing().when(new Command.ReleasePauses(null)).events()).isEmpty();
    }
  }

  @Nested
  final class AnEventOfThePublishersOwn {

    @Test
    void passesThroughWhole() {
      var fields = new Json("{\"deep\":{\"a\":[1,null]}}");

      assertThat(
              nothing().when(new Command.Broadcast("my_event", fields)).event(Event.Custom.class))
          .isEqualTo(new Event.Custom("my_event", fields));
    }
  }
}
