package dev.skillwire.engine.skill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.skillwire.core.Risk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SkillLoaderTest {

  private static Skill parse(String... lines) throws SkillLoadException {
    return SkillLoader.parse("dir/test.yaml", String.join("\n", lines) + "\n");
  }

  private static SkillLoadException fault(String... lines) {
    return catchThrowableOfType(SkillLoadException.class, () -> parse(lines));
  }

  @Nested
  class AGoodFile {

    @Test
    void hasAPlaceForEveryStep() throws Exception {
      var skill =
          parse(
              "steps:",
              "- {run: a}",
              "- {name: g, parallel: [{run: b}, {run: c}]}",
              "- {run: d}",
              "finally: [{run: e}]");

      assertThat(skill.plan()).extracting(StepSpec::index).containsExactly(0, 1, 2, 3, 4, 5);
      assertThat(skill.last().getFirst().index()).isEqualTo(5);
    }

    @Test
    void isReadWhole() throws Exception {
      var skill =
          parse(
              "name: deploy",
              "description: d",
              "inputs: [{name: n, type: integer, default: 3, enum: [1, 3]}]",
              "steps:",
              "- {name: a, run: 'true', output: o, on_error: retry, retry: {max_attempts: 2, delay: 5, multiplier: 1}, timeout: 2m}",
              "- confirm: {title: T, message: M, options: [go, {label: stop, value: stop}], timeout: null, risk: high, on_timeout: stop}",
              "outputs: {x: '{{ o }}'}");
      assertThat(skill.name()).isEqualTo("deploy");
      assertThat(skill.inputs().getFirst().preset()).isEqualTo(3L);
      var step = skill.steps().getFirst();
      assertThat(step.timeout()).isEqualTo(Duration.ofMinutes(2));
      assertThat(step.retry())
          .isEqualTo(new StepSpec.Retry(2, Duration.ofSeconds(5), Duration.ofMinutes(1), 1, 0));
      var ask = (Action.Ask) skill.steps().get(1).action();
      assertThat(ask.prompt().text()).isEqualTo("T\nM");
      assertThat(ask.options()).extracting(option -> option.text()).containsExactly("go", "stop");
      assertThat(ask.timeout()).isNull();
      assertThat(ask.risk()).isEqualTo(Risk.HIGH);
      assertThat(skill.steps().get(1).name()).isEqualTo("step 2");
    }

    @Test
    void withoutANameIsCalledAsItsFile() throws Exception {
      assertThat(parse("steps: [{run: 'true'}]").name()).isEqualTo("test");
    }

    @Test
    void isHintedAtValuesThatGoUnquotedIntoACommand() throws Exception {
      var skill = parse("steps:", "- run: |", "    echo {{ today | sh }}", "    echo {{ today }}");
      assertThat(skill.hints()).singleElement().asString().startsWith("line 4: {{ today }}");
    }

    @Test
    void letsNobodyAssumeAnAnswerWhenTheRiskIsHigh() throws Exception {
      var skill = parse("steps:", "- confirm: {prompt: p, risk: high}", "- confirm: p");
      assertThat(((Action.Ask) skill.steps().get(0).action()).onTimeout()).isNull();
      assertThat(((Action.Ask) skill.steps().get(1).action()).onTimeout()).isEqualTo("no");
    }
  }

  @Nested
  class ABadFile {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "{rum: x}|a step has no 'rum'; did you mean 'run'?",
          "{run: x, on_eror: fail}|did you mean 'on_error'?",
          "{run: x, on_error: contine}|did you mean 'continue'?",
          "{compute: x}|'compute' holds Python, which is not run here; write 'set:' with templates for values, or 'run:'",
          "{tool: x}|'tool' calls a tool server",
          "{name: x}|a step needs one of run, http, skill, set",
          "{run: 'echo {{ x'}|Unclosed",
          "{run: x, condition: 'a =='}|syntax error",
          "{run: x, output: inputs}|'inputs' means something already",
          "{run: x, timeout: soon}|'timeout' is a time",
          "{confirm: p, timeout: 3}|a question has its time under 'confirm'",
          "{confirm: p, on_error: retry}|'retry' belongs to a step with 'run'",
          "{confirm: {prompt: p, on_timeout: maybe}}|'maybe' is not one of the options",
          "{run: x, run: y}|'run' is given twice",
          "{run: x, http: y}|a step does one thing: 'run' or 'http', not both",
          "{http: {url: x, method: GTE}}|there is no method 'GTE'; did you mean 'GET'?",
          "{http: {url: x, json: 1, body: y}}|a request has 'json' or 'body', not both",
          "{http: {url: x, status: 99}}|'status' is a number from 100 to 599",
          "{http: {method: GET}}|'url' is missing or empty",
          "{set: {inputs: 1}}|'inputs' means something already",
          "{set: {}}|'set' gives at least one value a name",
          "{set: {a: '{{ b'}}|Unclosed",
          "{wait: soon}|'wait' is a time",
          "{emit: {type: skill_started}}|an event has a 'type' of its own",
          "{emit: {type: x, seq: 1}}|the hub gives every event its 'seq'",
          "{parallel: []}|a group has at least one step",
          "{parallel: [{then: [{return: x}]}]}|a group can't hold a step with 'then'",
          "{parallel: [{rum: x}]}|did you mean 'run'?",
          "{skill: nowhere.yaml}|'nowhere.yaml' can't be called:",
          "{run: x, for_each: {in: [1], of: x}}|'for_each' has no 'of'",
          "{run: x, confirm: p, for_each: [1]}|can't be done for each of several",
          "{run: x, on_error: {retry: {max_attempts: 1.5}}}|'max_attempts' is a whole number",
          "{run: x, on_error: {retry: {}}, retry: {}}|'retry' is under 'on_error' already",
          "{run: x, retry: {}}|'retry' belongs to a step with 'on_error: retry'",
          "{set: {a: 1}, on_error: confirm}|'confirm' belongs to a step with 'run', 'http' or 'skill'",
          "{wait: 1s, timeout: 3}|'timeout' has no meaning in a step with 'wait'"
        })
    void saysWhatIsWrongInWhichLine(String step, String problem) {
      var fault = fault("name: x", "steps:", "- " + step);
      assertThat(fault.problem()).contains(problem);
      assertThat(fault.line()).isEqualTo(3);
      assertThat(fault).hasMessageStartingWith("dir/test.yaml:3:" + fault.column() + ": ");
    }

    @Test
    void mayNotAskWhileItCleansUp() {
      assertThat(fault("steps: [{run: x}]", "finally: [{confirm: Sure?}]").problem())
          .isEqualTo("a 'finally' step can't have 'confirm'");
    }

    @Test
    void mayNotCallItself(@TempDir Path directory) throws Exception {
      var file = directory.resolve("a.yaml");
      Files.writeString(file, "steps: [{skill: b.yaml}]\n");
      Files.writeString(directory.resolve("b.yaml"), "steps: [{skill: ./a.yaml}]\n");

      assertThat(catchThrowableOfType(SkillLoadException.class, () -> SkillLoader.load(file)))
          .hasMessageContaining("'./a.yaml' calls this skill, which would never end");
    }

    @Test
    void mustGiveAnotherSkillWhatItNeeds(@TempDir Path directory) throws Exception {
      var file = directory.resolve("a.yaml");
      Files.writeString(file, "steps: [{skill: {file: b.yaml, inputs: {wha: 1}}}]\n");
      Files.writeString(
          directory.resolve("b.yaml"),
          "inputs: [{name: what, required: true}]\nsteps: [{run: x}]\n");

      assertThat(catchThrowableOfType(SkillLoadException.class, () -> SkillLoader.load(file)))
          .hasMessageContaining("has no input 'wha'; did you mean 'what'?");
    }

    @Test
    void isToldWithAllItsFaultsAtOnce(@TempDir Path directory) throws Exception {
      var file = directory.resolve("a.yaml");
      Files.writeString(
          file, "nam: x\nsteps:\n- {rum: x}\n- {run: 'echo {{ x'}\noutputs: [{name: a}]\n");

      assertThat(SkillLoader.lint(file).faults())
          .extracting(SkillLoadException::line)
          .containsExactly(1, 3, 4, 5);
    }

    @Test
    void isOneThatIsNoYaml() {
      assertThat(fault("steps: [", "- x").problem()).startsWith("this is not YAML");
      assertThat(fault("- x").problem()).contains("a skill is written as");
      assertThat(fault("name: x").problem()).contains("needs 'steps'");
    }

    @Test
    void isOneThatIsNotThere() {
      assertThatThrownBy(() -> SkillLoader.load(Path.of("nowhere.yaml")))
          .isInstanceOf(SkillLoadException.class)
          .hasMessage("nowhere.yaml: there is no such file");
    }

    @Test
    void isOneWhosePatternIsNoExpression() {
      assertThat(fault("heal: [{pattern: '(', fix: x}]", "steps: [{run: x}]").problem())
          .contains("not a regular expression");
    }

    @Test
    void isOneWhoseDefaultIsNotAllowed() {
      assertThat(
              fault("inputs: [{name: a, enum: [x, y], default: z}]", "steps: [{run: x}]").problem())
          .contains("one of x, y");
    }
  }

  @Nested
  class GivenInputs {

    private final Map<String, Object> none = Map.of();

    private Skill skill(String input) throws SkillLoadException {
      return parse("inputs: [{name: a, " + input + "}]", "steps: [{run: 'true'}]");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {"type: integer|7", "type: boolean|yes", "type: number|2.5", "type: string|x"})
    void areBroughtIntoTheirType(String input, String given) throws Exception {
      var bound = InputValues.bind(skill(input), Map.of("a", given)).get("a");
      assertThat(bound).isIn(7L, true, 2.5, "x");
    }

    @Test
    void mayBeLists() throws Exception {
      var skill = skill("type: array");
      assertThat(InputValues.bind(skill, Map.of("a", "x, y")))
          .containsEntry("a", List.of("x", "y"));
      assertThat(InputValues.bind(skill, Map.of("a", "[1, \"b\"]")))
          .containsEntry("a", List.of(1, "b"));
    }

    @Test
    void areNeededWhenTheyAreRequired() throws Exception {
      var skill = skill("required: true, description: the a");
      assertThatThrownBy(() -> InputValues.bind(skill, none))
          .isInstanceOf(InputException.class)
          .hasMessage("The input 'a' is needed (the a).");
    }

    @Test
    void areRefusedInAnotherType() throws Exception {
      var skill = skill("type: integer");
      assertThatThrownBy(() -> InputValues.bind(skill, Map.of("a", "x")))
          .hasMessage("The input 'a' takes a whole number, not 'x'.");
    }
  }
}
