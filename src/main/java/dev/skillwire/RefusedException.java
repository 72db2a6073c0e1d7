package dev.skillwire;

import dev.skillwire.core.Rejection;

/// The hub refused what the program told it; [#code] is one of the codes of the protocol.
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;

  RefusedException(Rejection rejection) {
    super(rejection.reason().code() + ": " + rejection.message());
    this.code = rejection.reason().code();
  }

  /// The stable code, for instance `unknown_skill` or `busy`.
  public String code() {
    return code;
  }
}
