package dev.skillwire.core;

/// Names one question to a person (`id` on the wire): 1 to [Limits#ID_CHARS] characters.
public record ConfirmationId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
