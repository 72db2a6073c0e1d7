package dev.skillwire.core;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which questions a rule is about: those for which everything named here holds. What is null does
/// not matter, so a scope without any name is about every question.
///
/// @param actionDigest in lower case
/// @param promptPattern a text in which `*` stands for any text ([Glob])
public record Scope(
    @Nullable String skillName,
    @Nullable String stepName,
    @Nullable String errorType,
    @Nullable String toolName,
    @Nullable String actionDigest,
    @Nullable String promptPattern) {

  public static final Scope EVERYTHING = new Scope(null, null, null, null, null, null);

  public Scope {
    actionDigest = actionDigest == null ? null : actionDigest.toLowerCase(Locale.ROOT);
    promptPattern = promptPattern == null || Glob.everything(promptPattern) ? null : promptPattern;
  }

  boolean covers(Question q) {
    return fits(skillName, q.skillName())
        && fits(stepName, q.stepName())
        && fits(errorType, q.errorType())
        && fits(toolName, q.toolName())
        && (actionDigest == null || actionDigest.equalsIgnoreCase(q.actionDigest()))
        && (promptPattern == null || Glob.matches(promptPattern, q.prompt()));
  }

  /// How much it names: the more, the more specific. An exact action outweighs all the rest.
  int weight() {
    long named =
        Stream.of(skillName, stepName, errorType, toolName, promptPattern)
            .filter(Objects::nonNull)
            .count();
    return (int) named + (actionDigest == null ? 0 : 10);
  }

  Scope withDigest(String digest) {
    return new Scope(skillName, stepName, errorType, toolName, digest, promptPattern);
  }

  private static boolean fits(@Nullable String wanted, @Nullable String value) {
    return wanted == null || wanted.equals(value);
  }
}
