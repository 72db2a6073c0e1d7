package dev.skillwire.engine.skill;

import java.util.List;

/// What a look at a skill file found.
///
/// @param faults why it can't be used, in the order of its lines; empty when it can
/// @param hints what works and could be better; empty when there are faults
public record Lint(List<SkillLoadException> faults, List<Skill.Hint> hints) {}
