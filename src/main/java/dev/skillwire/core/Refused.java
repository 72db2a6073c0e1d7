package dev.skillwire.core;

/// Carries a rejection out of a rule to [Decider#decide], which turns it into a value. Without a
/// stack trace: a refusal is an everyday answer, not a fault.
final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  final transient Rejection rejection;

  Refused(Rejection rejection) {
    super(rejection.message(), null, false, false);
    this.rejection = rejection;
  }

  Refused(Reason reason, String message) {
    this(Rejection.of(reason, message));
  }

  static Refused field(Reason reason, String field, String message) {
    return new Refused(Rejection.field(reason, field, message));
  }
}
