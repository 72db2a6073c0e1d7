package dev.skillwire.engine;

/// A step that didn't do what it was to do. Without a stack trace: it is an everyday thing.
final class StepFailure extends Exception {

  private static final long serialVersionUID = 1L;

  /// The end of what its command wrote, where repairs look for known faults.
  final String output;

  StepFailure(String error, String output) {
    super(error, null, false, false);
    this.output = output;
  }

  StepFailure(String error) {
    this(error, "");
  }

  String error() {
    return String.valueOf(getMessage());
  }
}
