package dev.skillwire.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skillwire.core.Event;
import dev.skillwire.engine.skill.InputException;
import dev.skillwire.engine.skill.Skill;
import dev.skillwire.engine.skill.SkillLoader;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EarlierTest extends RunFixture {

  private static final String TOLD =
      """
      {"skill_id": "old", "skill_name": "three", "status": "failed", "inputs": {"n": 7, "key": "***"},
       "steps": [
        {"name": "one", "status": "completed", "output": {"exit_code": 0, "stdout": "first"}},
        {"name": "two", "status": "completed", "output": {"v": 42}},
        {"name": "three", "status": "failed", "error": "exit code 1"},
        {"name": "four", "status": "skipped", "reason": "the run failed before"}]}
      """;

  private static Skill three(String more) throws Exception {
    return SkillLoader.parse(
        "three.yaml",
        """
        name: three
        inputs: [{name: n, type: integer}, {name: key}]
        steps:
        - {name: one, run: touch again, output: one}
        - {name: two, set: {v: 1}}
        - {name: three, run: 'echo {{ one }} {{ v }} {{ inputs.n }}', output: out%s}
        - {name: four, run: 'true'}
        outputs: [{name: out, value: '{{ out }}'}]
        """
            .formatted(more));
  }

  private RunResult run(Earlier earlier) throws Exception {
    return new SkillRun(
            three(""),
            new HashMap<>(earlier.inputs()),
            RunOptions.manual(RUN, directory).after(earlier),
            hub,
            InstantSource.system())
        .call();
  }

  @Test
  void goesOnAtTheStepThatFailedWithWhatOthersLeft() throws Exception {
    var result = run(Earlier.of(three(""), TOLD, null));

    assertThat(result.error()).isNull();
    assertThat(result.outputs()).containsEntry("out", "first 42 7");
    assertThat(hub.story())
        .containsExactly(
            "started",
            "step_skipped 0",
            "step_skipped 1",
            "step_started 2",
            "step_completed 2",
            "step_started 3",
            "step_completed 3",
            "completed");
    assertThat(hub.events(Event.StepSkipped.class).getFirst().reason())
        .isEqualTo("done by the run old");
    assertThat(directory.resolve("again")).doesNotExist();
  }

  @Test
  void mayBeginElsewhere() throws Exception {
    run(Earlier.of(three(""), TOLD, "four"));

    assertThat(hub.story()).containsSubsequence("step_skipped 2", "step_started 3");
  }

  @Test
  void mayKnowOnlyThePlace() throws Exception {
    var result = run(Earlier.none(three(""), "three"));

    assertThat(result.error()).contains("'one' is not defined");
    assertThat(hub.events(Event.StepSkipped.class).getFirst().reason())
        .isEqualTo("the run begins at 'three'");
  }

  @Test
  void giveNoSecretAgain() throws Exception {
    assertThat(Earlier.of(three(""), TOLD, null).inputs()).isEqualTo(Map.of("n", 7));
  }

  @Test
  void areRefusedWhenTheyDoNotFit() throws Exception {
    assertRefused(TOLD, "tree", "has no step 'tree'; did you mean 'three'?");
    assertRefused(
        TOLD.replace("\"three\", \"status\": \"failed\"", "\"x\", \"status\": \"failed\""),
        null,
        "was one of 'x'");
    assertRefused(TOLD.replace("\"two\"", "\"zwei\""), null, "a step was 'zwei' and is 'two'");
    assertRefused(
        TOLD.replace("\"first\"", "\"first\", \"truncated\": true"), null, "is not known whole");
    assertRefused(TOLD.replace("\"first\"", "\"fi***\""), null, "is not known whole");
    assertRefused(
        TOLD.replace("\"status\": \"failed\", \"error\"", "\"status\": \"completed\", \"error\""),
        null,
        "Nothing is left");
    assertRefused(
        TOLD.replace("\"status\": \"failed\", \"inputs\"", "\"status\": \"running\", \"inputs\""),
        null,
        "still at work");
  }

  @Test
  void areDoneTwiceOnlyWhereThatIsAllowed() throws Exception {
    var cut =
        TOLD.replace("\"status\": \"failed\", \"error\"", "\"status\": \"running\", \"error\"");

    assertRefused(cut, null, "Nobody knows how far the step 'three' came");
    assertThat(Earlier.of(three(", idempotent: true"), cut, null).from()).isEqualTo(2);
  }

  private static void assertRefused(String told, @Nullable String from, String why) {
    assertThatThrownBy(() -> Earlier.of(three(""), told, from))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(why);
  }
}
