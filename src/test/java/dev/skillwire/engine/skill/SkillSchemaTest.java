package dev.skillwire.engine.skill;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

/// What the loader takes, the published schema takes, and the other way round.
class SkillSchemaTest {

  private static Schema schema;

  @TempDir static Path directory;

  @BeforeAll
  static void readSchema() throws Exception {
    schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(Path.of("docs/skill.schema.json")), InputFormat.JSON);
    Files.writeString(
        directory.resolve("other.yaml"),
        "name: other\ninputs: [{name: a}]\nsteps: [{run: 'true'}]\n");
  }

  private static List<String> bySchema(String yaml) {
    var value = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return schema.validate(JsonMapper.shared().writeValueAsString(value), InputFormat.JSON).stream()
        .map(Object::toString)
        .toList();
  }

  private static List<String> byLoader(String yaml) throws Exception {
    var file = Files.writeString(directory.resolve("it.yaml"), yaml);
    return SkillLoader.lint(file).faults().stream().map(Throwable::getMessage).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "steps: [{run: x}]",
        "name: 7\ndescription: d\nversion: 1.2\ntags: [a, 1]\nsteps: [{run: x}]\npersonas: [x]\nlinks: {a: b}",
        "inputs: [{name: a, type: integer, required: true, default: 3, enum: [3, 4]}]\nsteps: [{run: x}]",
        "inputs: {a: {type: bool}, b: }\ndefaults: {x: [1, {y: z}]}\nsteps: [{run: x}]",
        "steps: [{name: n, description: d, condition: a == 1, run: x, output: o, timeout: 5m, env: {A: b, C: 1}, cwd: d}]",
        "steps: [{run: x, timeout: null, on_error: continue, idempotent: true}]",
        "steps: [{run: x, on_error: retry, retry: {max_attempts: 3, delay: 1s, multiplier: 2}}]",
        "steps: [{run: x, on_error: {retry: {initial_delay: 5, max_delay: 1h, jitter: 0.5}}}]",
        "steps: [{run: x, on_error: auto_heal}, {run: x, on_error: confirm}, {run: x, on_error: abort}]",
        "steps: [{confirm: Go?, output: a}, {confirm: Go?, run: x}]",
        "steps: [{confirm: {title: t, message: m, options: [a, {label: b}, {value: c}], timeout: null, risk: high, action: x}}]",
        "steps: [{http: 'http://h/'}, {http: {url: u, method: PUT, headers: {A: b}, json: {a: [1]}, status: [200, 201]}, timeout: 3}]",
        "steps: [{http: {url: u, body: x, status: 204}, output: o, on_error: confirm}]",
        "steps: [{skill: other.yaml}, {skill: {file: other.yaml, inputs: {a: 1}}, timeout: 1h, output: o}]",
        "steps: [{set: {a: 1, b: 'x{{ a }}', c: [1, {d: e}], f: }}]",
        "steps: [{parallel: [{run: x}, {set: {a: 1}}, {confirm: c}]}, {parallel: {limit: 2, steps: [{run: x}]}, timeout: 5}]",
        "steps: [{wait: 5}, {wait: 500ms}, {wait: '{{ x }}'}]",
        "steps: [{emit: {type: done, a: [1], b: }}, {emit: {type: persona_changed, persona: x}}]",
        "steps: [{run: x, for_each: [1, 2]}, {http: u, for_each: '{{ x }}'}, {run: x, for_each: {in: [1], as: thing, limit: 4}}]",
        "steps: [{then: [{return: x}]}, {then: [{return: }]}]",
        "steps: [{run: x}]\nfinally: [{run: y}, {http: u}, {wait: 1}]",
        "steps: [{run: x}]\noutputs: [{name: a, value: 1, description: d}]",
        "steps: [{run: x}]\noutputs: {a: '{{ b }}'}\nheal: [{pattern: p, error_type: e, fix: f}]\nerror_patterns: []",
        "steps: [{run: x}]\nheal: [{pattern: p, ask: Log in, times: 2, cooldown: 5m}, {pattern: p, skill: other.yaml}]"
      })
  void takeTheSame(String yaml) throws Exception {
    assertThat(byLoader(yaml)).isEmpty();
    assertThat(bySchema(yaml)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: x",
        "steps: []",
        "steps: [{name: x}]",
        "nam: x\nsteps: [{run: x}]",
        "steps: [{rum: x}]",
        "steps: [{run: x, http: y}]",
        "steps: [{compute: x}]",
        "steps: [{tool: x}]",
        "steps: [{run: [x]}]",
        "steps: [{run: ''}]",
        "steps: [{run: x, timeout: soon}]",
        "steps: [{run: x, on_error: contine}]",
        "steps: [{run: x, on_error: {try: {}}}]",
        "steps: [{run: x, retry: {max_attempts: 2}}]",
        "steps: [{run: x, on_error: retry, retry: {max_attempts: 0}}]",
        "steps: [{run: x, on_error: retry, retry: {attempts: 2}}]",
        "steps: [{run: x, on_error: {retry: {jitter: 2}}}]",
        "steps: [{run: x, on_error: {retry: {delay: 1, initial_delay: 1}}}]",
        "steps: [{set: {a: 1}, on_error: retry}]",
        "steps: [{confirm: c, timeout: 3}]",
        "steps: [{confirm: {options: [a]}}]",
        "steps: [{confirm: {prompt: p, risk: huge}}]",
        "steps: [{confirm: {prompt: p, options: []}}]",
        "steps: [{confirm: {prompt: p, optoins: [a]}}]",
        "steps: [{http: {method: GET}}]",
        "steps: [{http: {url: u, method: GTE}}]",
        "steps: [{http: {url: u, json: 1, body: 2}}]",
        "steps: [{http: {url: u, status: 99}}]",
        "steps: [{http: {url: u, headers: {'a b': c}}}]",
        "steps: [{skill: {inputs: {}}}]",
        "steps: [{skill: {file: other.yaml, with: {}}}]",
        "steps: [{set: {}}]",
        "steps: [{set: {inputs: 1}}]",
        "steps: [{set: {a-b: 1}}]",
        "steps: [{set: {empty: 1}}]",
        "steps: [{set: {a: 1}, output: x}]",
        "steps: [{parallel: []}]",
        "steps: [{parallel: [{parallel: [{run: x}]}]}]",
        "steps: [{parallel: [{then: [{return: x}]}]}]",
        "steps: [{parallel: {limit: 0, steps: [{run: x}]}}]",
        "steps: [{emit: {a: 1}}]",
        "steps: [{emit: {type: 'A b'}}]",
        "steps: [{emit: {type: x, seq: 1}}]",
        "steps: [{run: x, for_each: {in: [1], of: 2}}]",
        "steps: [{run: x, for_each: {as: a}}]",
        "steps: [{run: x, for_each: [1], confirm: c}]",
        "steps: [{wait: 1, for_each: [1]}]",
        "steps: [{then: [{return: x}, {return: y}]}]",
        "steps: [{then: [{stop: x}]}]",
        "steps: [{run: x, output: inputs}]",
        "steps: [{run: x, output: a b}]",
        "steps: [{run: x, env: {a-b: c}}]",
        "steps: [{run: x, idempotent: maybe}]",
        "steps: [{run: x}]\nfinally: [{confirm: c}]",
        "steps: [{run: x}]\nfinally: [{run: x, confirm: c}]",
        "steps: [{run: x}]\nfinally: [{then: [{return: x}]}]",
        "steps: [{run: x}]\ninputs: [{type: string}]",
        "steps: [{run: x}]\ninputs: [{name: a, type: strnig}]",
        "steps: [{run: x}]\ninputs: [{name: a, requird: true}]",
        "steps: [{run: x}]\noutputs: [{name: a}]",
        "steps: [{run: x}]\noutputs: [{name: a, compute: b}]",
        "steps: [{run: x}]\nheal: [{pattern: p}]",
        "steps: [{run: x}]\nheal: [{fix: p}]",
        "steps: [{run: x}]\nheal: [{pattern: p, fix: f, ask: a}]",
        "steps: [{run: x}]\nheal: [{pattern: p, fix: f, times: 0}]",
        "steps: [{run: x}]\nheal: [{pattern: p, fix: f, cooldown: soon}]"
      })
  void refuseTheSame(String yaml) throws Exception {
    assertThat(byLoader(yaml)).isNotEmpty();
    assertThat(bySchema(yaml)).isNotEmpty();
  }

  static List<Path> shipped() throws Exception {
    try (var files = Files.list(Path.of("skills"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void takeEverySkillThatIsShipped(Path file) throws Exception {
    assertThat(SkillLoader.lint(file).faults()).isEmpty();
    assertThat(bySchema(Files.readString(file))).isEmpty();
  }

  @Test
  void knowsEveryKeyOfTheSkill() throws Exception {
    var schemaText = Files.readString(Path.of("docs/skill.schema.json"));
    assertThat(SkillLoader.KEYS)
        .allSatisfy(key -> assertThat(schemaText).contains("\"" + key + "\""));
  }
}
