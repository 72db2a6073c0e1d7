package dev.skillwire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.core.Event;
import dev.skillwire.core.RunId;
import dev.skillwire.engine.skill.SkillLoader;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StepWorkTest extends RunFixture {

  @Nested
  class SettingValues {

    @Test
    void givesThemNamesAndTypesForLaterSteps() throws Exception {
      var result =
          run(
              "steps:",
              "- set: {n: '{{ 20 + 22 }}', twice: '{{ n * 2 }}', list: [1, '{{ n }}'], text: 'n is {{ n }}'}",
              "- {run: 'echo {{ list[1] }} {{ text | sh }}', output: out}",
              "outputs: [{name: twice, value: '{{ twice }}'}, {name: out, value: '{{ out }}'}]");

      assertThat(result.error()).isNull();
      assertThat(result.outputs().get("twice")).hasToString("84");
      assertThat(result.outputs()).containsEntry("out", "42 n is 42");
      assertThat(String.valueOf(hub.events(Event.StepCompleted.class).getFirst().output()))
          .contains("\"text\":\"n is 42\"");
    }

    @Test
    void failsAtThePlaceOfWhatIsNotDefined() throws Exception {
      assertThat(run("steps:", "- set:", "    a: '{{ nothing }}'").error())
          .endsWith(".yaml, line 3, column 12: 'nothing' is not defined");
    }
  }

  @Nested
  class Emitting {

    @Test
    void tellsAnEventOfTheSkillsOwn() throws Exception {
      run("steps:", "- emit: {type: release_made, version: '{{ 1 + 1 }}.0', latest: true}");

      var custom = only(Event.Custom.class);
      assertThat(custom.type()).isEqualTo("release_made");
      assertThat(custom.fields().text())
          .contains("\"version\":\"2.0\"", "\"latest\":true", "\"skill_id\":\"run\"");
    }

    @Test
    void tellsThatThePersonaChanged() throws Exception {
      run("steps:", "- emit: {type: persona_changed, persona: devops}");

      assertThat(only(Event.PersonaChanged.class).persona()).isEqualTo("devops");
    }
  }

  @Nested
  class Waiting {

    @Test
    void takesItsTime() throws Exception {
      long before = System.nanoTime();
      var result = run("steps:", "- {wait: 120ms}");

      assertThat(result.succeeded()).isTrue();
      assertThat(System.nanoTime() - before).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(119));
    }

    @Test
    void endsAtOnceWhenTheRunIsCancelled() throws Exception {
      var run = skill(Map.of(), "steps:", "- {wait: 30d}");
      run.cancel("enough");

      assertThat(run.call().reason()).isEqualTo(Event.FailReason.CANCELLED);
    }
  }

  @Nested
  class DoingAStepForEach {

    @Test
    void givesTheResultsInTheOrderOfTheThings() throws Exception {
      var result =
          run(
              "steps:",
              "- {for_each: {in: [c, a, b], as: letter, limit: 3}, run: 'echo {{ letter | sh }}{{ index }}', output: out}",
              "outputs: [{name: out, value: '{{ out }}'}]");

      assertThat(result.outputs()).containsEntry("out", List.of("c0", "a1", "b2"));
      assertThat(hub.story())
          .containsExactly("started", "step_started 0", "step_completed 0", "completed");
      assertThat(hub.events(Event.StepProgress.class))
          .extracting(Event.StepProgress::percent)
          .contains(100.0);
    }

    @Test
    void takesAListFromAnEarlierStep() throws Exception {
      var result =
          run(
              "steps:",
              "- {run: 'printf \"x\\ny\\n\"', output: names}",
              "- {for_each: '{{ names_lines }}', run: 'echo {{ item | sh }}!', output: out}",
              "outputs: [{name: out, value: '{{ out | join('','') }}'}]");

      assertThat(result.outputs()).containsEntry("out", "x!,y!");
    }

    @Test
    void saysAtWhichThingItFailed() throws Exception {
      var result =
          run(
              "steps:",
              "- {for_each: [1, 2, 3], run: 'test {{ item | sh }} != 2 && touch f{{ item }}'}");

      assertThat(result.error()).isEqualTo("number 2 (2): exit code 1");
      assertThat(directory.resolve("f1")).exists();
      assertThat(directory.resolve("f3")).doesNotExist();
    }

    @Test
    void needsAList() throws Exception {
      assertThat(run("steps:", "- {for_each: abc, run: 'true'}").error()).contains("needs a list");
    }
  }

  @Nested
  class AGroup {

    @Test
    void runsItsStepsAtTheSameTime() throws Exception {
      var result =
          run(
              "steps:",
              "- name: both",
              "  parallel:",
              "  - {name: left, run: 'touch l; while ! test -e r; do sleep 0.01; done; echo L', output: left}",
              "  - {name: right, run: 'touch r; while ! test -e l; do sleep 0.01; done; echo R', output: right}",
              "- {run: 'echo {{ left }}{{ right }}', output: all}",
              "outputs: [{name: all, value: '{{ all }}'}]");

      assertThat(result.outputs()).containsEntry("all", "LR");
      assertThat(only(Event.SkillStarted.class).totalSteps()).isEqualTo(4);
      assertThat(hub.story())
          .startsWith("started", "step_started 0")
          .contains("step_started 1", "step_started 2", "step_completed 1", "step_completed 2")
          .endsWith("step_completed 0", "step_started 3", "step_completed 3", "completed");
    }

    @Test
    void keepsToItsLimit() throws Exception {
      var step = "    - {run: 'test ! -e busy && touch busy && sleep 0.05 && rm busy'}";
      var result = run("steps:", "- parallel:", "    limit: 1", "    steps:", step, step, step);

      assertThat(result.error()).isNull();
    }

    @Test
    void isStoppedByTheFirstThatFails() throws Exception {
      var result =
          run(
              "steps:",
              "- name: both",
              "  parallel:",
              "    limit: 2",
              "    steps:",
              "    - {name: long, run: 'touch begun; sleep 600'}",
              "    - {name: bad, run: 'while ! test -e begun; do sleep 0.01; done; exit 3'}",
              "    - {name: never, run: touch never}",
              "- {run: touch after}");

      assertThat(result.error()).isEqualTo("'bad' failed: exit code 3");
      assertThat(hub.story())
          .contains("step_failed 1", "step_failed 2", "step_skipped 3", "step_skipped 4")
          .endsWith("failed FAILED");
      assertThat(directory.resolve("never")).doesNotExist();
    }

    @Test
    void goesOnWhereAStepMayFail() throws Exception {
      var result =
          run(
              "steps:",
              "- parallel:",
              "  - {run: exit 3, on_error: continue}",
              "  - {run: 'true'}");

      assertThat(result.succeeded()).isTrue();
    }

    @Test
    void hasATime() throws Exception {
      var result =
          run("steps:", "- {timeout: 200ms, parallel: [{run: sleep 600}, {run: sleep 600}]}");

      assertThat(result.error()).isEqualTo("It took longer than 200 ms and was stopped.");
    }
  }

  @Nested
  class AnotherSkill {

    private RunResult outer(String inner, String... lines) throws Exception {
      Files.writeString(directory.resolve("inner.yaml"), inner);
      var file = directory.resolve("outer.yaml");
      Files.writeString(file, String.join("\n", lines) + "\n");
      return new SkillRun(
              SkillLoader.load(file),
              Map.of(),
              RunOptions.manual(RUN, directory),
              hub,
              InstantSource.system())
          .call();
    }

    @Test
    void isARunOfItsOwnWithThisOneAsParent() throws Exception {
      var result =
          outer(
              "name: in\ninputs: [{name: who, required: true}]\nsteps: [{run: 'echo hi {{ inputs.who | sh }}', output: o}]\noutputs: [{name: said, value: '{{ o }}'}]\n",
              "steps:",
              "- {skill: {file: inner.yaml, inputs: {who: '{{ ''a'' + ''b'' }}'}}, output: got}",
              "outputs: [{name: x, value: '{{ got.said }}'}]");

      assertThat(result.outputs()).containsEntry("x", "hi ab");
      var started = hub.events(Event.SkillStarted.class);
      assertThat(started).hasSize(2);
      assertThat(started.get(1).parent()).isEqualTo(RUN);
      assertThat(started.get(1).run()).isEqualTo(new RunId("run-run-1"));
      assertThat(hub.story())
          .containsExactly(
              "started",
              "step_started 0",
              "started",
              "step_started 0",
              "step_completed 0",
              "completed",
              "step_completed 0",
              "completed");
    }

    @Test
    void failsItsStepWithItsError() throws Exception {
      var result = outer("name: in\nsteps: [{run: exit 7}]\n", "steps: [{skill: inner.yaml}]");

      assertThat(result.error()).isEqualTo("'in' failed: exit code 7");
    }

    @Test
    void keepsTheSecretsOfBoth() throws Exception {
      outer(
          "name: in\ninputs: [{name: word}, {name: api_token, default: inner-s3cret}]\nsteps: [{run: 'echo {{ inputs.word | sh }} {{ inputs.api_token | sh }}', output: o}]\noutputs: [{name: o, value: '{{ o }}'}]\n",
          "inputs: [{name: password, default: outer-s3cret}]",
          "steps:",
          "- {skill: {file: inner.yaml, inputs: {word: '{{ inputs.password }}'}}, output: got}",
          "outputs: [{name: o, value: '{{ got.o }}'}]");

      assertThat(hub.told()).doesNotContain("inner-s3cret", "outer-s3cret").contains("*** ***");
    }

    @Test
    void isStoppedAfterItsTime() throws Exception {
      var result =
          outer(
              "name: in\nsteps: [{run: sleep 600}]\n",
              "steps: [{skill: inner.yaml, timeout: 300ms}]");

      assertThat(result.error()).isEqualTo("It took longer than 300 ms and was stopped.");
      assertThat(hub.story()).contains("failed CANCELLED", "failed FAILED");
    }

    @Test
    void isCancelledTogetherWithThisOne() throws Exception {
      Files.writeString(
          directory.resolve("inner.yaml"), "steps: [{run: 'touch begun; sleep 600'}]\n");
      var file = directory.resolve("outer.yaml");
      Files.writeString(file, "steps: [{skill: inner.yaml}]\n");
      var run =
          new SkillRun(
              SkillLoader.load(file),
              Map.of(),
              RunOptions.manual(RUN, directory),
              hub,
              InstantSource.system());
      Thread.ofVirtual()
          .start(
              () -> {
                while (!Files.exists(directory.resolve("begun"))) {
                  Thread.onSpinWait();
                }
                hub.requestCancel(RUN);
              });

      assertThat(run.call().reason()).isEqualTo(Event.FailReason.CANCELLED);
      assertThat(hub.events(Event.SkillFailed.class))
          .extracting(Event.SkillFailed::reason)
          .containsExactly(Event.FailReason.CANCELLED, Event.FailReason.CANCELLED);
    }
  }
}
