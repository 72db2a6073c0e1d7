package dev.skillwire.stream;

import static dev.skillwire.stream.Publishing.ANNA;
import static dev.skillwire.stream.Publishing.answer;
import static dev.skillwire.stream.Publishing.ask;
import static dev.skillwire.stream.Publishing.complete;
import static dev.skillwire.stream.Publishing.start;
import static dev.skillwire.stream.Publishing.step;
import static dev.skillwire.stream.Publishing.word;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.RunId;
import dev.skillwire.log.MemoryLog;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HistoryTest {

  private final MemoryLog log = new MemoryLog(10_000, 10_000_000);
  private Running running;
  private History history;

  @BeforeEach
  void tell() {
    running = Running.on(log, new HandClock());
    running.submit(start("a"));
    running.submit(step("a", 0));
    running.submit(start("b"));
    running.submit(ask("q", "", null));
    running.submit(answer("q", "yes"), ANNA, "");
    running.submit(word("mine", 10));
    running.submit(complete("a"));
    history = new History(log, new WireBytes());
  }

  @AfterEach
  void close() {
    running.close();
  }

  @Test
  void readsWhatTheTailHolds() throws IOException {
    var tail = running.hub().tail();
    var read = history.read(0, 100, 1_000_000);

    assertThat(read).hasSize((int) tail.head());
    for (var entry : read) {
      assertThat(entry).usingRecursiveComparison().isEqualTo(tail.entry(entry.sequence()));
    }
  }

  @Test
  void findsWhatWasAskedFor() throws IOException {
    assertThat(history.find(0, 100, Set.of("skill_started"), "").events())
        .extracting(History.Told::sequence)
        .containsExactly(1L, 3L);
    assertThat(history.find(1, 2, Set.of(), "a").events())
        .extracting(History.Told::kind)
        .containsExactly("step_started", "skill_completed");
  }

  @Test
  void tellsARunThatIsLongOver() throws IOException {
    var run = requireNonNull(history.run(new RunId("a"), true));

    assertThat(run.running()).isFalse();
    assertThat(run.steps()).hasSize(1);
    assertThat(run.start().source()).isEqualTo("cron");
  }

  @Test
  void knowsNothingOfARunThatNeverWas() throws IOException {
    assertThat(history.run(new RunId("c"), false)).isNull();
  }
}
