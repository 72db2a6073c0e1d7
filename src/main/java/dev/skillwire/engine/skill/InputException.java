package dev.skillwire.engine.skill;

/// Inputs that don't fit the skill; the message names the input in plain words.
public final class InputException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public InputException(String message) {
    super(message);
  }
}
