package dev.skillwire.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skillwire.core.Event;
import dev.skillwire.core.Event.FailReason;
import dev.skillwire.engine.skill.InputException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SkillRunTest extends RunFixture {

  @Nested
  class ARunThatEndsWell {

    @Test
    void tellsEveryStepAndItsOutputs() throws Exception {
      var result =
          run(
              "name: greet",
              "steps:",
              "- {name: first, description: says it, run: echo hello, output: said}",
              "- {name: second, run: 'echo \"{{ said }} world\"', output: all}",
              "outputs:",
              "- {name: text, value: '{{ all }}'}",
              "- {name: lines, value: '{{ all_lines }}'}");
      assertThat(result.succeeded()).isTrue();
      assertThat(result.outputs())
          .containsEntry("text", "hello world")
          .containsEntry("lines", java.util.List.of("hello world"));
      assertThat(hub.story())
          .containsExactly(
              "started",
              "step_started 0",
              "step_completed 0",
              "step_started 1",
              "step_completed 1",
              "completed");
      assertThat(String.valueOf(only(Event.SkillCompleted.class).outputs()))
          .contains("hello world");
    }

    @Test
    void announcesItsPlanAndItsInputsWithoutSecrets() throws Exception {
      skill(
              Map.of("who", "ada", "api_token", "s3cr3t-value"),
              "name: plan",
              "inputs: [{name: who}, {name: api_token}]",
              "steps:",
              "- {name: one, description: the first, run: 'echo {{ inputs.api_token | sh }}; echo {{ inputs.api_token | sh }} >&2; exit 1'}")
          .call();
      var started = only(Event.SkillStarted.class);
      assertThat(started.totalSteps()).isEqualTo(1);
      assertThat(started.steps()).containsExactly(new Event.StepPlan("one", "the first"));
      assertThat(started.inputs().text())
          .contains("\"who\":\"ada\"")
          .contains("\"api_token\":\"***\"");
      assertThat(hub.told()).doesNotContain("s3cr3t-value").contains("exit code 1: ***");
    }

    @Test
    void readsOneJsonObjectAsValues() throws Exception {
      var result =
          run(
              "steps:",
              "- {run: 'echo ''{\"a\": {\"b\": [1, 2]}}''', output: out}",
              "outputs: [{name: b, value: '{{ out_json.a.b[1] }}'}, {name: t, value: '{{ out }}'}]");
      assertThat(result.outputs())
          .containsEntry("b", 2)
          .containsEntry("t", "{\"a\": {\"b\": [1, 2]}}");
    }

    @Test
    void tellsStepsThatAreSkippedAndWhy() throws Exception {
      var result =
          run(
              "steps:",
              "- {run: echo no, output: go}",
              "- {name: guarded, run: echo ran, condition: \"go == 'yes'\", output: ran}",
              "- {run: 'echo \"[{{ ran }}] {{ steps.guarded.status }}\"', output: seen}",
              "outputs: [{name: seen, value: '{{ seen }}'}]");
      assertThat(only(Event.StepSkipped.class).reason()).contains("go == 'yes'");
      assertThat(result.outputs()).containsEntry("seen", "[] skipped");
      assertThat(hub.story())
          .contains("step_skipped 1", "completed")
          .doesNotContain("step_started 1");
    }

    @Test
    void endsEarlyWhereAStepReturns() throws Exception {
      var result =
          run(
              "steps:",
              "- {name: stop, then: [{return: 'dry {{ 1 + 1 }}'}]}",
              "- {run: touch never}",
              "outputs: [{name: x, value: '{{ missing }}'}]");
      assertThat(result.outputs()).containsEntry("result", "dry 2");
      assertThat(hub.story())
          .containsExactly(
              "started", "step_started 0", "step_completed 0", "step_skipped 1", "completed");
      assertThat(only(Event.StepSkipped.class).reason()).contains("stop");
      assertThat(directory.resolve("never")).doesNotExist();
    }
  }

  @Nested
  class AStepThatFails {

    @Test
    void stopsTheRunWithItsError() throws Exception {
      var result =
          run("steps:", "- {name: bad, run: 'echo broken >&2; exit 3'}", "- {run: touch never}");
      assertThat(result.succeeded()).isFalse();
      assertThat(result.error()).isEqualTo("exit code 3: broken");
      assertThat(result.reason()).isEqualTo(FailReason.FAILED);
      assertThat(hub.story())
          .containsExactly(
              "started", "step_started 0", "step_failed 0", "step_skipped 1", "failed FAILED");
      assertThat(only(Event.SkillFailed.class).error()).isEqualTo("exit code 3: broken");
      assertThat(directory.resolve("never")).doesNotExist();
    }

    @Test
    void letsTheRunGoOnAndCompleteWhenTold() throws Exception {
      var result =
          run(
              "steps:",
              "- {name: bad, run: exit 3, on_error: continue, output: x}",
              "- {run: 'echo {{ steps.bad.status }}: {{ x_error | sh }}', output: seen}",
              "outputs: [{name: seen, value: '{{ seen }}'}]");
      assertThat(result.succeeded()).isTrue();
      assertThat(result.outputs()).containsEntry("seen", "failed: exit code 3");
      assertThat(hub.story()).contains("step_failed 0", "step_completed 1", "completed");
    }

    @Test
    void isTriedAgainAndEachAttemptIsTold() throws Exception {
      var result =
          run(
              "steps:",
              "- {run: 'echo x >> tries; test $(wc -l < tries) -ge 3', on_error: retry, retry: {max_attempts: 5, delay: 1ms}}");
      assertThat(result.succeeded()).isTrue();
      assertThat(Files.readAllLines(directory.resolve("tries"))).hasSize(3);
      assertThat(hub.story())
          .containsExactly("started", "step_started 0", "step_completed 0", "completed");
      assertThat(hub.events(Event.StepProgress.class))
          .extracting(Event.StepProgress::message)
          .anySatisfy(m -> assertThat(m).startsWith("Attempt 1 of 5 failed"))
          .anySatisfy(m -> assertThat(m).startsWith("Attempt 2 of 5 failed"));
    }

    @Test
    void failsOnceAfterTheLastAttempt() throws Exception {
      var result =
          run("steps:", "- {run: exit 4, on_error: retry, retry: {max_attempts: 2, delay: 1ms}}");
      assertThat(result.error()).isEqualTo("failed 2 times; the last time: exit code 4");
      assertThat(hub.story())
          .containsExactly("started", "step_started 0", "step_failed 0", "failed FAILED");
    }

    @Test
    void isStoppedAfterItsTime() throws Exception {
      var result = run("steps:", "- {run: sleep 50, timeout: 200ms}");
      assertThat(result.error()).isEqualTo("It took longer than 200 ms and was stopped.");
      assertThat(hub.story()).endsWith("step_failed 0", "failed FAILED");
    }

    @Test
    void namesThePlaceOfAnUndefinedValueAndRunsNothing() throws Exception {
      var result =
          run(
              "steps:",
              "- name: bad",
              "  run: |",
              "    touch ran",
              "    rm -r /nowhere/{{ nothing }}");
      assertThat(result.error()).endsWith(".yaml, line 5, column 20: 'nothing' is not defined");
      assertThat(hub.story()).endsWith("step_failed 0", "failed FAILED");
      assertThat(directory.resolve("ran")).doesNotExist();
    }

    @Test
    void isOneWhoseConditionCannotBeDecided() throws Exception {
      var result = run("steps:", "- {run: touch ran, condition: 'nothing == 1'}");
      assertThat(result.error()).contains("condition").contains("line 2").contains("'nothing'");
      assertThat(hub.story())
          .containsExactly("started", "step_started 0", "step_failed 0", "failed FAILED");
      assertThat(directory.resolve("ran")).doesNotExist();
    }

    @Test
    void isOneWhoseDirectoryIsMissing() throws Exception {
      assertThat(run("steps:", "- {run: pwd, cwd: nowhere}").error()).contains("nowhere");
    }
  }

  @Nested
  class AnOutputThatCannotBeMade {

    @Test
    void failsTheRun() throws Exception {
      var result = run("steps:", "- {run: 'true'}", "outputs: [{name: x, value: '{{ nothing }}'}]");
      assertThat(result.error()).contains("'x'").contains("line 3").contains("'nothing'");
      assertThat(hub.story()).endsWith("step_completed 0", "failed FAILED");
    }
  }

  @Nested
  class Inputs {

    @Test
    void areCheckedBeforeAnythingIsTold() {
      assertThatThrownBy(
              () -> skill(Map.of("nam", "x"), "inputs: [{name: name}]", "steps: [{run: 'true'}]"))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("did you mean 'name'");
      assertThat(hub.commands()).isEmpty();
    }

    @Test
    void areNeverReadAsTemplates() throws Exception {
      var result =
          skill(
                  Map.of("x", "{{ 7 * 7 }} it's $(touch never)"),
                  "inputs: [{name: x}]",
                  "steps: [{run: 'echo {{ inputs.x | sh }}', output: o}]",
                  "outputs: [{name: o, value: '{{ o }}'}]")
              .call();
      assertThat(result.outputs()).containsEntry("o", "{{ 7 * 7 }} it's $(touch never)");
      assertThat(directory.resolve("never")).doesNotExist();
    }
  }
}
