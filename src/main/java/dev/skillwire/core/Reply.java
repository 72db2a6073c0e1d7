package dev.skillwire.core;

import org.jspecify.annotations.Nullable;

/// What becomes of a submitted command, told once it is durable.
public sealed interface Reply {

  /// The command holds, and what it caused is durable.
  ///
  /// @param sequence of the last event it caused, or of the log when it changed nothing
  /// @param run the run that was meant, or null
  /// @param confirmation the question that was meant, or null
  /// @param settled how the question that was asked again had been closed, or null
  /// @param rule the rule that was meant, or null
  record Done(
      long sequence,
      @Nullable RunId run,
      @Nullable ConfirmationId confirmation,
      @Nullable ClosedConfirmation settled,
      @Nullable RuleId rule)
      implements Reply {

    public Done(
        long sequence,
        @Nullable RunId run,
        @Nullable ConfirmationId confirmation,
        @Nullable ClosedConfirmation settled) {
      this(sequence, run, confirmation, settled, null);
    }
  }

  record Refused(Rejection rejection) implements Reply {}
}
