package dev.skillwire.engine.skill;

import dev.skillwire.engine.template.Template;

/// A value that a run which ended well hands out.
public record OutputSpec(String name, Template value) {}
