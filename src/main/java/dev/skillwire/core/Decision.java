package dev.skillwire.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the rules say to a command.
public sealed interface Decision {

  /// The command holds; `events` are to be recorded in this order.
  ///
  /// @param events may be empty: nothing had to change
  /// @param run the run that was meant, told in the acknowledgement
  /// @param confirmation the question that was meant
  /// @param rule the rule that was meant
  record Accepted(
      List<Event> events,
      @Nullable RunId run,
      @Nullable ConfirmationId confirmation,
      @Nullable RuleId rule)
      implements Decision {

    public Accepted(
        List<Event> events, @Nullable RunId run, @Nullable ConfirmationId confirmation) {
      this(events, run, confirmation, null);
    }
  }

  /// The same question was asked again: the asker is attached to it.
  ///
  /// @param settled how it was closed, or null while it is open
  record Reattached(ConfirmationId confirmation, @Nullable ClosedConfirmation settled)
      implements Decision {

    /// The event that closed it, or null while it is open.
    public @Nullable Event outcome() {
      return settled == null ? null : settled.outcome();
    }
  }

  record Rejected(Rejection rejection) implements Decision {}

  static Decision accept(Event... events) {
    return new Accepted(List.of(events), null, null);
  }

  static Decision reject(Reason reason, String message) {
    return new Rejected(Rejection.of(reason, message));
  }
}
