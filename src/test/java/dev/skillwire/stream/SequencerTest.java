package dev.skillwire.stream;

import static dev.skillwire.stream.Publishing.SOURCE;
import static dev.skillwire.stream.Publishing.ask;
import static dev.skillwire.stream.Publishing.complete;
import static dev.skillwire.stream.Publishing.start;
import static dev.skillwire.stream.Publishing.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Reason;
import dev.skillwire.core.Reply;
import dev.skillwire.log.MemoryLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SequencerTest {

  @Nested
  class TakingCommands {

    @Test
    void keepsTheirOrder() {
      try (var hub = Running.inMemory()) {
        var replies = new ArrayList<CompletableFuture<Reply>>();
        for (int i = 0; i < 3_000; i++) {
          replies.add(hub.offer(word("w" + i, 1), SOURCE, ""));
        }
        for (int i = 0; i < replies.size(); i++) {
          assertThat(Running.result(replies.get(i)))
              .isEqualTo(new Reply.Done(i + 1, null, null, null));
        }
        assertThat(hub.published()).hasSize(3_000).startsWith("w0", "w1").endsWith("w2999");
      }
    }

    @Test
    void answersARefusalWithoutAnEvent() {
      try (var hub = Running.inMemory()) {
        assertThat(hub.submit(complete("nobody"))).isInstanceOf(Reply.Refused.class);
        assertThat(hub.published()).isEmpty();
      }
    }

    @Test
    void tellsNothingBeforeItIsDurable() {
      var log = new MemoryLog(10_000, 10_000_000);
      var ahead = new CopyOnWriteArrayList<Long>();
      try (var hub = Running.on(log, new HandClock())) {
        hub.hub()
            .onEvent(
                (entry, _) -> {
                  if (entry.sequence() > log.head()) {
                    ahead.add(entry.sequence());
                  }
                });
        hub.hub()
            .onPublish(
                () -> ahead.addAll(hub.hub().tail().head() > log.head() ? List.of(0L) : List.of()));
        for (int i = 0; i < 50; i++) {
          hub.submit(word("mine", 1));
        }
      }
      assertThat(ahead).isEmpty();
    }
  }

  @Nested
  class Timers {

    @Test
    void closeAQuestionInTime() {
      try (var hub = Running.inMemory()) {
        hub.submit(ask("q", "", 30_000L));
        hub.pass(Duration.ofMillis(29_999));
        assertThat(hub.published()).containsExactly("confirmation_required");
        hub.pass(Duration.ofMillis(1));
        assertThat(hub.published()).endsWith("confirmation_expired");
      }
    }

    @Test
    void goOnThoughTheWallClockWasSetBack() {
      var clock = new HandClock();
      try (var hub = Running.on(new MemoryLog(100, 1_000_000), clock)) {
        hub.submit(word("before", 1));
        clock.jump(Duration.ofHours(-3));
        hub.submit(ask("q", "", 30_000L));
        hub.pass(Duration.ofSeconds(31));
        assertThat(hub.published()).endsWith("confirmation_expired");
      }
    }
  }

  @Nested
  class WhenTheLogBreaks {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    void tellsNothingOfThatTurnAndRefusesIt(int good) {
      var hub = Running.on(new BrokenLog(good), new HandClock());
      for (int i = 0; i < good; i++) {
        hub.submit(word("fine", 1));
      }
      var told = new CopyOnWriteArrayList<String>();
      hub.hub().onEvent((entry, _) -> told.add(entry.kind()));
      var held = new CompletableFuture<Void>();
      var looking = new CompletableFuture<Void>();
      hub.hub()
          .snapshot(
              _ -> {
                looking.complete(null);
                held.join();
              });
      // What is offered before the look may share its turn, and the log would break in that one.
      Running.result(looking);
      var replies =
          List.of(
              hub.offer(start("r"), SOURCE, ""),
              hub.offer(complete("unknown"), SOURCE, ""),
              hub.offer(word("lost", 1), SOURCE, "key"));
      held.complete(null);

      assertThat(replies)
          .allSatisfy(
              reply ->
                  assertThat(Running.result(reply))
                      .isInstanceOfSatisfying(
                          Reply.Refused.class,
                          r -> assertThat(r.rejection().reason()).isEqualTo(Reason.BUSY)));
      assertThatThrownBy(() -> Running.result(hub.hub().stopped()))
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(IOException.class);
      assertThat(told).isEmpty();
      assertThat(hub.hub().tail().head()).isEqualTo(good);
      hub.close();
    }

    @Test
    void endsInOrderWhateverItsCallbacksDo() {
      var hub = Running.on(new BrokenLog(1), new HandClock());
      hub.submit(ask("q", "", null));
      var released = new CompletableFuture<Void>();
      hub.hub()
          .awaitOutcome(
              new ConfirmationId("q"),
              _ -> {},
              () -> {
                released.complete(null);
                throw new IllegalStateException("a callback that throws");
              });
      hub.snapshot();
      hub.hub()
          .offer(
              start("r"),
              SOURCE,
              "",
              1,
              _ -> {
                throw new IllegalStateException("a callback that throws");
              },
              null);

      assertThatThrownBy(() -> Running.result(hub.hub().stopped()))
          .hasCauseInstanceOf(IOException.class);
      assertThat(released).isCompleted();
      hub.close();
    }

    @Test
    void takesNothingMore() {
      var hub = Running.on(new BrokenLog(0), new HandClock());
      hub.submit(start("r"));
      assertThatThrownBy(() -> Running.result(hub.hub().stopped())).isNotNull();

      assertThat(hub.hub().offer(start("s"), SOURCE, "", 1, _ -> {}, null)).isFalse();
      assertThat(hub.hub().port(SOURCE).submit(start("s")).join())
          .isInstanceOf(Reply.Refused.class);
      hub.close();
    }
  }
}
