package dev.skillwire.engine.skill;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A definition of work: inputs, steps in order, outputs.
///
/// @param defaults values that templates read as `defaults.NAME`
/// @param heals its own rules of repair, tried before all others
/// @param hints what a careful author would change, each with its line
public record Skill(
    String name,
    String description,
    String version,
    List<String> tags,
    List<Input> inputs,
    Map<String, @Nullable Object> defaults,
    List<StepSpec> steps,
    List<OutputSpec> outputs,
    List<HealRule> heals,
    List<String> hints) {}
