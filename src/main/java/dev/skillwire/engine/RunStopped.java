package dev.skillwire.engine;

import dev.skillwire.core.Event.FailReason;

/// Ends a run from wherever it is. Without a stack trace: a step that fails is an everyday thing.
final class RunStopped extends Exception {

  private static final long serialVersionUID = 1L;

  final FailReason reason;

  /// True when the hub itself is what failed, so that telling it more is of no use.
  final boolean hubLost;

  private RunStopped(String message, FailReason reason, boolean hubLost) {
    super(message, null, false, false);
    this.reason = reason;
    this.hubLost = hubLost;
  }

  static RunStopped because(FailReason reason, String error) {
    return new RunStopped(error, reason, false);
  }

  static RunStopped hubLost(String error) {
    return new RunStopped(error, FailReason.FAILED, true);
  }

  /// What is told as the error of the run.
  String error() {
    return String.valueOf(getMessage());
  }
}
