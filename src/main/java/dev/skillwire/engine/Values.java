package dev.skillwire.engine;

import dev.skillwire.engine.skill.Skill;
import dev.skillwire.engine.skill.StepSpec;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What templates of a run can read. Confined to the thread of the run.
final class Values {

  private final Map<String, @Nullable Object> all = new HashMap<>();
  private final Map<String, @Nullable Object> steps = new LinkedHashMap<>();

  Values(
      Skill skill, Map<String, @Nullable Object> inputs, RunOptions options, InstantSource clock) {
    all.put("inputs", inputs);
    all.put("defaults", skill.defaults());
    all.put("steps", steps);
    all.put("today", LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault()).toString());
    all.put(
        "run",
        Map.of(
            "id", options.run().value(),
            "skill", skill.name(),
            "session", options.sessionId(),
            "source", options.source(),
            "directory", options.workingDirectory().toString()));
  }

  Map<String, @Nullable Object> all() {
    return all;
  }

  /// The same values and some more, for one template.
  Map<String, @Nullable Object> with(Map<String, ? extends @Nullable Object> more) {
    var values = new HashMap<String, @Nullable Object>(all);
    values.putAll(more);
    return values;
  }

  /// What a command wrote.
  void output(StepSpec step, String stdout) {
    var name = step.output();
    if (name == null) {
      return;
    }
    var text = stdout.strip();
    all.put(name, text);
    all.put(name + "_lines", text.isEmpty() ? List.of() : text.lines().toList());
    var json = JsonText.parse(text);
    if (json != null) {
      all.put(name + "_json", json);
    }
    all.put(name + "_error", null);
  }

  /// What a person chose.
  void answer(StepSpec step, String suffix, String answer) {
    var name = step.output();
    if (name != null) {
      all.put(name + suffix, answer);
    }
  }

  /// How a step ended: `success`, `failed` or `skipped`.
  void ended(StepSpec step, String status, @Nullable String error) {
    var story = new LinkedHashMap<String, @Nullable Object>();
    story.put("status", status);
    story.put("error", error);
    steps.put(step.name(), story);
    var name = step.output();
    if (name != null && !status.equals("success")) {
      all.put(name, null);
      all.put(name + "_lines", List.of());
      all.remove(name + "_json");
      all.put(name + "_error", error);
    }
  }
}
