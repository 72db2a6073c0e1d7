package dev.skillwire.stream;

import static dev.skillwire.stream.Publishing.SOURCE;
import static dev.skillwire.stream.Publishing.ask;
import static dev.skillwire.stream.Publishing.complete;
import static dev.skillwire.stream.Publishing.start;
import static dev.skillwire.stream.Publishing.word;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skillwire.core.Reply;
import dev.skillwire.log.MemoryLog;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is sent twice with one key is recorded once.
@Timeout(60)
class RepeatsTest {

  private final MemoryLog log = new MemoryLog(10_000, 10_000_000);
  private final HandClock clock = new HandClock();

  @Test
  void givesTheSameAcknowledgementAgain() {
    try (var hub = Running.on(log, clock)) {
      var first = hub.submit(start("r"), SOURCE, "k1");
      hub.submit(start("other"));
      assertThat(hub.submit(start("r"), SOURCE, "k1")).isEqualTo(first);
      assertThat(hub.published()).hasSize(2);
    }
  }

  @Test
  void givesTheSameAcknowledgementInOneTurn() {
    try (var hub = Running.on(log, clock)) {
      var held = new CompletableFuture<Void>();
      hub.hub().snapshot(_ -> held.join());
      var first = hub.offer(word("mine", 1), SOURCE, "k1");
      var again = hub.offer(word("mine", 1), SOURCE, "k1");
      held.complete(null);
      assertThat(Running.result(again)).isEqualTo(Running.result(first));
      assertThat(hub.published()).containsExactly("mine");
    }
  }

  @Test
  void knowsKeysThatOnlyTheLogRemembers() throws Exception {
    Reply run;
    Reply question;
    try (var hub = Running.on(log, clock)) {
      run = hub.submit(start("r"), SOURCE, "k1");
      question = hub.submit(ask("q", "r", null), SOURCE, "k2");
      hub.submit(word("mine", 1), SOURCE, "k3");
      var repeats = new Repeats(log, new WireBytes(), HandClock.START);
      assertThat(repeats.find("k1", HandClock.START)).isEqualTo(run);
      var asked = requireNonNull(repeats.find("k2", HandClock.START));
      assertThat(asked.sequence()).isEqualTo(((Reply.Done) question).sequence());
      assertThat(asked.confirmation()).isEqualTo(((Reply.Done) question).confirmation());
      assertThat(repeats.find("k4", HandClock.START)).isNull();
    }
  }

  @Test
  void looksNothingUpThatWasNeverSeen() throws Exception {
    Repeats repeats;
    try (var hub = Running.on(log, clock)) {
      hub.submit(word("mine", 1), SOURCE, "old");
      repeats = new Repeats(log, new WireBytes(), HandClock.START);
    }
    // The log is closed now.
    for (int i = 0; i < 1_000; i++) {
      assertThat(repeats.find("new " + i, HandClock.START)).isNull();
    }
    assertThatThrownBy(() -> repeats.find("old", HandClock.START)).isInstanceOf(IOException.class);
  }

  @Test
  void doesNotRememberWhatWasRefused() {
    try (var hub = Running.on(log, clock)) {
      assertThat(hub.submit(complete("r"), SOURCE, "k1")).isInstanceOf(Reply.Refused.class);
      hub.submit(start("r"));
      assertThat(hub.submit(complete("r"), SOURCE, "k1")).isInstanceOf(Reply.Done.class);
    }
  }

  @Test
  void forgetsAfterADay() {
    try (var hub = Running.on(log, clock)) {
      hub.submit(word("mine", 1), SOURCE, "k1");
      hub.pass(Repeats.REMEMBERED.plus(Duration.ofSeconds(1)));
      hub.submit(word("mine", 1), SOURCE, "k1");
      assertThat(hub.published()).hasSize(2);
    }
  }
}
