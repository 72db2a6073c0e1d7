package dev.skillwire.engine.skill;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A definition of work: inputs, steps in order, outputs.
///
/// @param defaults values that templates read as `defaults.NAME`
/// @param last done at the end, however the other steps ended
/// @param heals its own rules of repair, tried before all others
/// @param hints what a careful author would change
public record Skill(
    String name,
    String description,
    String version,
    List<String> tags,
    List<Input> inputs,
    Map<String, @Nullable Object> defaults,
    List<StepSpec> steps,
    List<StepSpec> last,
    List<OutputSpec> outputs,
    List<HealRule> heals,
    List<Hint> hints) {

  /// Something that works and could be better.
  ///
  /// @param line in the skill file, from 1
  public record Hint(int line, String text) {
    @Override
    public String toString() {
      return "line " + line + ": " + text;
    }
  }

  /// All steps, also those in groups, each at the place of its index.
  public List<StepSpec> plan() {
    var plan = new ArrayList<StepSpec>();
    steps.forEach(step -> add(plan, step));
    last.forEach(step -> add(plan, step));
    return List.copyOf(plan);
  }

  private static void add(List<StepSpec> plan, StepSpec step) {
    plan.add(step);
    if (step.action() instanceof Action.Parallel group) {
      group.steps().forEach(child -> add(plan, child));
    }
  }
}
