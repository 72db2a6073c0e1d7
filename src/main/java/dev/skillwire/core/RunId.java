package dev.skillwire.core;

/// Names one execution of a skill (`skill_id` on the wire): 1 to [Limits#ID_CHARS] characters.
public record RunId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
