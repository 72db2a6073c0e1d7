package dev.skillwire.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Actor;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Event;
import dev.skillwire.core.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WaitersTest {

  private static final ConfirmationId QUESTION = new ConfirmationId("q");
  private static final RunId RUN = new RunId("r");

  @SuppressWarnings("UnnecessaryLambda") // a value: what is told when there never is an outcome
  private static final Runnable NEVER = () -> {};

  private final Waiters waiters = new Waiters();
  private final List<Event> outcomes = new ArrayList<>();
  private final List<Actor> cancels = new ArrayList<>();

  private static Event closed(String id) {
    return new Event.ConfirmationExpired(
        new ConfirmationId(id), RUN, "no", Event.CloseReason.TIMEOUT);
  }

  private static Event cancelled() {
    return new Event.SkillCancelRequested(RUN, "skill", Actor.SYSTEM);
  }

  @Nested
  class ForAnOutcome {

    @Test
    void areToldOnce() {
      waiters.awaitOutcome(QUESTION, outcomes::add, NEVER);
      waiters.tell(closed("another"));
      waiters.tell(closed("q"));
      waiters.tell(closed("q"));
      assertThat(outcomes).containsExactly(closed("q"));
    }

    @Test
    void areNotToldOnceTheyStopped() {
      Consumer<Event> one = outcomes::add;
      waiters.awaitOutcome(QUESTION, one, NEVER);
      waiters.forget(QUESTION, one);
      waiters.tell(closed("q"));
      assertThat(outcomes).isEmpty();
    }

    @Test
    void areBounded() {
      for (int i = 0; i < 1_000; i++) {
        assertThat(waiters.awaitOutcome(QUESTION, e -> outcomes.add(e), NEVER)).isTrue();
      }
      assertThat(waiters.awaitOutcome(QUESTION, outcomes::add, NEVER)).isFalse();
      assertThat(waiters.awaitOutcome(new ConfirmationId("p"), outcomes::add, NEVER)).isTrue();
    }

    @Test
    void areReleasedWhenTheHubStops() {
      var released = new ArrayList<String>();
      waiters.awaitOutcome(QUESTION, outcomes::add, () -> released.add("q"));
      waiters.release();
      waiters.tell(closed("q"));
      assertThat(released).containsExactly("q");
      assertThat(outcomes).isEmpty();
    }
  }

  @Nested
  class ForACancel {

    @Test
    void areToldOnce() {
      waiters.awaitCancel(RUN, cancels::add);
      waiters.tell(cancelled());
      waiters.tell(cancelled());
      assertThat(cancels).containsExactly(Actor.SYSTEM);
    }

    @Test
    void areForgottenWhenTheRunEnds() {
      waiters.awaitCancel(RUN, cancels::add);
      waiters.tell(new Event.SkillCompleted(RUN, "skill", 1, null, false));
      waiters.tell(cancelled());
      assertThat(cancels).isEmpty();
    }
  }
}
