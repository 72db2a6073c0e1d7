package dev.skillwire.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A question that is settled.
///
/// @param answer what was answered, or null when nobody did
/// @param expiry why it closed without an answer, or null when it was answered
public record ClosedConfirmation(
    Question question,
    Event.@Nullable ConfirmationAnswered answer,
    Event.@Nullable ConfirmationExpired expiry,
    Instant closedAt) {

  /// The event that closed it.
  public Event outcome() {
    if (answer != null) {
      return answer;
    }
    if (expiry != null) {
      return expiry;
    }
    throw new IllegalStateException("closed without an outcome: " + question.id());
  }
}
