package dev.skillwire.engine.skill;

import dev.skillwire.engine.template.Template;
import java.util.regex.Pattern;

/// A known fault and its repair.
///
/// @param pattern found anywhere in the error or the output of the step
/// @param errorType one word for the kind of fault, such as `network`
/// @param fix shell command that repairs; reads the groups of the pattern as `match[1]`
public record HealRule(Pattern pattern, String errorType, Template fix) {}
