package dev.skillwire.engine.skill;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A value that a run of the skill is given.
///
/// @param preset what it is when it is not given, or null
/// @param allowed the only values it may have, or empty for any
public record Input(
    String name,
    Type type,
    boolean required,
    @Nullable Object preset,
    List<Object> allowed,
    String description) {

  /// What kind of value; `STRING` takes any text.
  public enum Type {
    STRING,
    BOOLEAN,
    INTEGER,
    NUMBER,
    ARRAY
  }
}
