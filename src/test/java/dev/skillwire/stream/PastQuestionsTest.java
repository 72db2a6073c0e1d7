package dev.skillwire.stream;

import static dev.skillwire.stream.Publishing.ANNA;
import static dev.skillwire.stream.Publishing.answer;
import static dev.skillwire.stream.Publishing.ask;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Command;
import dev.skillwire.core.RememberFor;
import dev.skillwire.core.RuleId;
import dev.skillwire.core.Scope;
import dev.skillwire.log.MemoryLog;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PastQuestionsTest {

  private static final RuleId RULE = new RuleId("rule-1");

  private final MemoryLog log = new MemoryLog(10_000, 10_000_000);
  private final Running running = Running.on(log, new HandClock());
  private final PastQuestions past = running.hub().questions();

  @AfterEach
  void close() {
    running.close();
  }

  private void rule() {
    running.submit(
        new Command.SaveRule(Scope.EVERYTHING, "yes", null, null, RememberFor.EVER, true),
        ANNA,
        "");
  }

  @Test
  void pairsQuestionsWithTheirAnswers() throws IOException {
    running.submit(ask("q1", "", null));
    running.submit(ask("q2", "", null));
    running.submit(answer("q1", "no"), ANNA, "");
    running.submit(answer("q2", "yes"), ANNA, "");
    running.submit(ask("q3", "", null));
    rule();
    running.submit(ask("q4", "", null));

    var preview = requireNonNull(past.preview(Scope.EVERYTHING, "yes", 100));

    assertThat(preview.questions()).isEqualTo(4);
    assertThat(preview.matched()).isEqualTo(4);
    assertThat(preview.differently()).isEqualTo(1);
    assertThat(preview.unanswered()).isEqualTo(1);
    assertThat(preview.examples())
        .extracting(example -> example.question().id().value())
        .containsExactly("q1", "q4", "q3", "q2");
  }

  @Test
  void looksAtTheNewestFirst() throws IOException {
    for (int i = 0; i < 1_200; i++) {
      running.submit(ask("q" + i, "", null));
      running.submit(answer("q" + i, i < 1_190 ? "no" : "yes"), ANNA, "");
    }
    var newest = requireNonNull(past.preview(Scope.EVERYTHING, "yes", 10));
    assertThat(newest.questions()).isEqualTo(10);
    assertThat(newest.differently()).isZero();

    var all = requireNonNull(past.preview(Scope.EVERYTHING, "yes", 5_000));
    assertThat(all.questions()).isEqualTo(1_200);
    assertThat(all.differently()).isEqualTo(1_190);
  }

  @Test
  void findsWhatARuleDecided() throws IOException {
    rule();
    for (int i = 0; i < 5; i++) {
      running.submit(ask("q" + i, "", null));
    }
    assertThat(past.decisions(RULE, 3, 0))
        .extracting(told -> new String(told.body(), UTF_8))
        .satisfiesExactly(
            body -> assertThat(body).contains("q4"),
            body -> assertThat(body).contains("q3"),
            body -> assertThat(body).contains("q2"));
    assertThat(past.decisions(new RuleId("rule-2"), 3, 0)).isEmpty();
    assertThat(past.decisions(RULE, 3, Long.MAX_VALUE)).hasSize(1);
  }
}
