package dev.skillwire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Event;
import dev.skillwire.core.Event.FailReason;
import dev.skillwire.engine.skill.StepSpec.Retry;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AttemptsTest extends RunFixture {

  @Nested
  class TheTimeBetweenTwo {

    private final Retry retry =
        new Retry(9, Duration.ofMillis(100), Duration.ofMillis(300), 2, 0.5);

    @Test
    void growsUpToItsMost() {
      assertThat(List.of(retry.before(1, 0), retry.before(2, 0), retry.before(3, 0)))
          .containsExactly(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(300));
      assertThat(retry.before(80, 0)).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void isPartlyLeftToChance() {
      assertThat(retry.before(1, 1)).isEqualTo(Duration.ofMillis(50));
    }
  }

  @Nested
  class AskingAfterAFailure {

    private static final String STEP =
        "- {name: odd, run: 'echo x >> tries; test $(wc -l < tries) -ge 3', on_error: confirm}";

    @Test
    void triesAgainAsLongAsAPersonSaysSo() throws Exception {
      hub.answering(_ -> "retry_with_fix");
      var result = run("steps:", STEP);

      assertThat(result.error()).isNull();
      assertThat(Files.readAllLines(directory.resolve("tries"))).hasSize(3);
      var question = hub.events(Event.ConfirmationRequired.class).getFirst().question();
      assertThat(question.prompt()).isEqualTo("The step 'odd' failed: exit code 1");
      assertThat(question.options()).containsExactly("let_claude", "retry_with_fix", "abort");
      assertThat(question.onTimeout()).isEqualTo("let_claude");
    }

    @Test
    void failsTheStepWhenItIsLeftToOthers() throws Exception {
      hub.answering(_ -> "let_claude");
      var result = run("steps:", STEP);

      assertThat(result.reason()).isEqualTo(FailReason.FAILED);
      assertThat(hub.story())
          .endsWith("asked", "answered let_claude", "step_failed 0", "failed FAILED");
    }

    @Test
    void abortsTheRunWhenSomebodyDoes() throws Exception {
      hub.answering(_ -> "abort");

      assertThat(run("steps:", STEP).reason()).isEqualTo(FailReason.ABORTED);
    }

    @Test
    void repairsWhereARuleKnowsTheFault() throws Exception {
      hub.answering(_ -> "retry_with_fix");
      var result =
          run(
              "heal: [{pattern: no key, error_type: key, fix: touch key}]",
              "steps:",
              "- {run: 'test -e key || { echo no key >&2; exit 1; }', on_error: confirm}");

      assertThat(result.error()).isNull();
      assertThat(hub.story()).containsSubsequence("asked", "heal_triggered", "heal_completed true");
    }

    @Test
    void endsAfterSomeQuestions() throws Exception {
      var answers = new ArrayDeque<String>();
      hub.answering(
          _ -> {
            answers.add("x");
            return "retry_with_fix";
          });

      assertThat(run("steps:", "- {run: exit 1, on_error: confirm}").error())
          .isEqualTo("exit code 1");
      assertThat(answers).hasSize(Attempts.QUESTIONS);
    }

    @Test
    void readsNoTemplateInTheErrorOfACommand() throws Exception {
      hub.answering(_ -> "let_claude");
      run("steps:", "- {run: 'printf \"{\\173 1 + 1 }}\" >&2; exit 1', on_error: confirm}");

      assertThat(only(Event.ConfirmationRequired.class).question().prompt())
          .contains("{{ 1 + 1 }}");
    }
  }
}
