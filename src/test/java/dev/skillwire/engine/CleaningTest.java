package dev.skillwire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Event;
import dev.skillwire.core.Event.FailReason;
import dev.skillwire.core.Reason;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CleaningTest extends RunFixture {

  private static final String CLEAN =
      "finally: [{name: clean, run: 'echo {{ run.outcome }} > cleaned', timeout: 20s}]";

  private String cleaned() throws Exception {
    return Files.readString(directory.resolve("cleaned")).strip();
  }

  @Test
  void isDoneAfterAGoodEnd() throws Exception {
    var result = run("steps:", "- {run: 'true'}", CLEAN);

    assertThat(result.succeeded()).isTrue();
    assertThat(cleaned()).isEqualTo("completed");
    assertThat(hub.story())
        .containsExactly(
            "started",
            "step_started 0",
            "step_completed 0",
            "step_started 1",
            "step_completed 1",
            "completed");
  }

  @Test
  void isDoneAfterAFailureWhoseErrorItCanRead() throws Exception {
    var result =
        run(
            "steps:",
            "- {run: exit 3}",
            "- {run: touch never}",
            "finally: [{run: 'echo {{ run.outcome }} {{ run.error | sh }} > cleaned'}]");

    assertThat(result.error()).isEqualTo("exit code 3");
    assertThat(cleaned()).isEqualTo("failed exit code 3");
    assertThat(hub.story())
        .containsExactly(
            "started",
            "step_started 0",
            "step_failed 0",
            "step_skipped 1",
            "step_started 2",
            "step_completed 2",
            "failed FAILED");
  }

  @Test
  void isDoneAfterACancelThatKilledTheCommand() throws Exception {
    var run = skill(Map.of(), "steps:", "- {run: 'touch begun; sleep 600 & sleep 600'}", CLEAN);
    Thread.ofVirtual()
        .start(
            () -> {
              while (!Files.exists(directory.resolve("begun"))) {
                Thread.onSpinWait();
              }
              hub.requestCancel(RUN);
            });

    assertThat(run.call().reason()).isEqualTo(FailReason.CANCELLED);
    assertThat(cleaned()).isEqualTo("cancelled");
    assertThat(hub.story())
        .endsWith("step_failed 0", "step_started 1", "step_completed 1", "failed CANCELLED");
  }

  @Test
  void isDoneAfterAnAbort() throws Exception {
    hub.answering(_ -> "abort");
    run("steps:", "- confirm: {prompt: Go?, options: [go, abort]}", CLEAN);

    assertThat(cleaned()).isEqualTo("aborted");
  }

  @Test
  void isDoneWhereTheRunReturns() throws Exception {
    var result = run("steps:", "- then: [{return: early}]", "- {run: touch never}", CLEAN);

    assertThat(result.outputs()).containsEntry("result", "early");
    assertThat(cleaned()).isEqualTo("completed");
    assertThat(hub.story()).contains("step_skipped 1", "step_completed 2", "completed");
  }

  @Test
  void isDoneWhenTheHubIsLost() throws Exception {
    hub.refusing(Reason.BUSY, _ -> false);
    var run = skill(Map.of(), "steps:", "- {name: ask, confirm: Go?}", CLEAN);
    hub.answering(
        question -> {
          hub.lose(question.id());
          return null;
        });

    assertThat(run.call().error()).contains("The hub is gone");
    assertThat(cleaned()).isEqualTo("failed");
  }

  @Test
  void thatFailsMakesAGoodEndABadOneAndGoesOn() throws Exception {
    var result =
        run(
            "steps:",
            "- {run: 'true'}",
            "finally: [{name: a, run: exit 5}, {name: b, run: touch cleaned}]");

    assertThat(result.error()).isEqualTo("exit code 5");
    assertThat(directory.resolve("cleaned")).exists();
    assertThat(hub.story())
        .endsWith("step_failed 1", "step_started 2", "step_completed 2", "failed FAILED");
  }

  @Test
  void thatFailsKeepsTheFirstError() throws Exception {
    assertThat(run("steps:", "- {run: exit 3}", "finally: [{run: exit 5}]").error())
        .isEqualTo("exit code 3");
    assertThat(hub.events(Event.StepFailed.class)).hasSize(2);
  }
}
