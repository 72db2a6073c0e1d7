package dev.skillwire.stream;

import static dev.skillwire.stream.Publishing.ANNA;
import static dev.skillwire.stream.Publishing.SOURCE;
import static dev.skillwire.stream.Publishing.answer;
import static dev.skillwire.stream.Publishing.ask;
import static dev.skillwire.stream.Publishing.start;
import static dev.skillwire.stream.Publishing.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skillwire.core.Actor;
import dev.skillwire.core.Command;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Event;
import dev.skillwire.core.RememberFor;
import dev.skillwire.core.Reply;
import dev.skillwire.core.RunId;
import dev.skillwire.core.Scope;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HubTest {

  private final Running running = Running.inMemory();
  private final Hub hub = running.hub();

  @AfterEach
  void close() {
    running.close();
  }

  @Nested
  class ARule {

    @Test
    void answersASourceOfThisProcessToo() {
      running.submit(
          new Command.SaveRule(Scope.EVERYTHING, "yes", null, null, RememberFor.EVER, true),
          ANNA,
          "");
      var port = hub.port(SOURCE);
      var reply = Running.result(port.submit(ask("q", "", null)));
      var outcome = Running.result(port.outcome(new ConfirmationId("q")));

      assertThat(((Reply.Done) reply).confirmation()).isEqualTo(new ConfirmationId("q"));
      assertThat(((Event.ConfirmationAnswered) outcome).response()).isEqualTo("yes");
    }

    @Test
    void thatIsUsedUpIsGoneWithTheNextTurn() {
      running.submit(
          new Command.SaveRule(
              Scope.EVERYTHING, "yes", null, null, new RememberFor(null, 1L, false), true),
          ANNA,
          "");
      running.submit(ask("q", "", null));

      assertThat(running.snapshot().rules()).isEmpty();
      assertThat(running.published())
          .containsExactly(
              "confirmation_rule_saved", "confirmation_answered", "confirmation_rule_deleted");
    }
  }

  @Nested
  class Looking {

    @Test
    void seesTheStateAsOfASequence() {
      running.submit(start("r"));
      running.submit(ask("q", "r", null));
      var seen = running.snapshot();

      assertThat(seen.sequence()).isEqualTo(2);
      assertThat(seen.runs()).hasSize(1);
      assertThat(seen.open()).hasSize(1);
    }

    @Test
    void findsAQuestionOpenThenClosed() {
      running.submit(ask("q", "", null));
      var open = new CompletableFuture<Hub.Standing>();
      hub.confirmation(new ConfirmationId("q"), open::complete);
      assertThat(Running.result(open).open()).isNotNull();

      running.submit(answer("q", "no"), ANNA, "");
      var closed = new CompletableFuture<Hub.Standing>();
      hub.confirmation(new ConfirmationId("q"), closed::complete);
      assertThat(Running.result(closed).open()).isNull();
      assertThat(Running.result(closed).closed()).isNotNull();
    }
  }

  @Nested
  class APortOfThisProcess {

    @Test
    void tellsTheOutcomeOfAQuestionWheneverItIsAskedFor() {
      var port = hub.port(SOURCE);
      Running.result(port.submit(ask("q", "", null)));
      var before = port.outcome(new ConfirmationId("q"));
      running.submit(answer("q", "yes"), ANNA, "");
      var after = port.outcome(new ConfirmationId("q"));

      assertThat(Running.result(before)).isInstanceOf(Event.ConfirmationAnswered.class);
      assertThat(Running.result(after)).isEqualTo(Running.result(before));
    }

    @Test
    void knowsNoOutcomeOfAnUnknownQuestion() {
      var outcome = hub.port(SOURCE).outcome(new ConfirmationId("nobody asked"));
      assertThatThrownBy(() -> Running.result(outcome)).isInstanceOf(CompletionException.class);
    }

    @Test
    void isToldThatItsRunIsToEndAlsoAfterwards() {
      running.submit(start("r"));
      var first = new CompletableFuture<Actor>();
      hub.port(SOURCE).onCancelRequested(new RunId("r"), first::complete);
      running.snapshot();
      running.submit(new Command.CancelSkill(new RunId("r")), ANNA, "");
      assertThat(Running.result(first)).isEqualTo(ANNA.actor());

      var late = new CompletableFuture<Actor>();
      hub.port(SOURCE).onCancelRequested(new RunId("r"), late::complete);
      assertThat(Running.result(late)).isNotNull();
    }
  }

  @Nested
  class CallbacksThatThrow {

    @Test
    void harmNobodyElse() {
      hub.onEvent((_, _) -> fail());
      hub.onPublish(CallbacksThatThrow::fail);
      assertThat(hub.offer(word("w", 1), SOURCE, "", 1, _ -> fail(), null)).isTrue();
      hub.snapshot(_ -> fail());
      running.submit(ask("q", "", null));
      hub.awaitOutcome(new ConfirmationId("q"), _ -> fail(), CallbacksThatThrow::fail);
      hub.awaitOutcome(new ConfirmationId("none"), _ -> fail(), CallbacksThatThrow::fail);

      assertThat(running.submit(word("w", 1))).isInstanceOf(Reply.Done.class);
      hub.close();
      assertThat(hub.stopped()).isCompletedWithValue(null);
    }

    private static void fail() {
      throw new RejectedExecutionException("event executor terminated");
    }
  }

  @Nested
  class Closing {

    @Test
    void finishesWhatWasTaken() {
      var held = new CompletableFuture<Void>();
      hub.snapshot(_ -> held.join());
      var replies = new ArrayList<CompletableFuture<Reply>>();
      for (int i = 0; i < 100; i++) {
        replies.add(running.offer(word("w", 1), SOURCE, ""));
      }
      var closed = CompletableFuture.runAsync(hub::close, Thread::startVirtualThread);
      held.complete(null);
      Running.result(closed);

      assertThat(replies)
          .allSatisfy(r -> assertThat(r.getNow(null)).isInstanceOf(Reply.Done.class));
      assertThat(hub.stopped()).isCompleted();
    }

    @Test
    void losesNothingThatItTookAtTheLastMoment() {
      for (int round = 0; round < 200; round++) {
        var last = Running.inMemory();
        var reply = new CompletableFuture<Reply>();
        var offered =
            CompletableFuture.supplyAsync(
                () -> last.hub().offer(start("r"), SOURCE, "", 1, reply::complete, null),
                Thread::startVirtualThread);
        last.hub().close();
        if (offered.join()) {
          assertThat(reply).isCompleted();
        }
      }
    }
  }
}
