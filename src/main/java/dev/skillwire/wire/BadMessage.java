package dev.skillwire.wire;

import dev.skillwire.core.Reason;
import dev.skillwire.core.Rejection;

/// A message that can't be read; carries the refusal that its sender is told.
public final class BadMessage extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient Rejection rejection;

  public BadMessage(Rejection rejection) {
    super(rejection.message(), null, false, false);
    this.rejection = rejection;
  }

  public Rejection rejection() {
    return rejection;
  }

  static BadMessage invalidJson(String message) {
    return new BadMessage(Rejection.of(Reason.INVALID_JSON, message));
  }

  static BadMessage field(String field, String message) {
    return new BadMessage(Rejection.field(Reason.INVALID_MESSAGE, field, message));
  }
}
