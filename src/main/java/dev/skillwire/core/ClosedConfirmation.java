package dev.skillwire.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A question that is settled.
///
/// @param answer what was answered, or null when nobody did
/// @param expiry why it closed without an answer, or null when it was answered
/// @param usedAt when the asker said that it does what was approved; null as long as it has not
public record ClosedConfirmation(
    Question question,
    Event.@Nullable ConfirmationAnswered answer,
    Event.@Nullable ConfirmationExpired expiry,
    Instant closedAt,
    @Nullable Instant usedAt) {

  public ClosedConfirmation(
      Question question,
      Event.@Nullable ConfirmationAnswered answer,
      Event.@Nullable ConfirmationExpired expiry,
      Instant closedAt) {
    this(question, answer, expiry, closedAt, null);
  }

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

  /// Digest of the action that the answer was about; null where none was shown, or nobody answered.
  @Nullable String approvedDigest() {
    return answer == null ? null : answer.bound().actionDigest();
  }

  ClosedConfirmation used(Instant at) {
    return new ClosedConfirmation(question, answer, expiry, closedAt, at);
  }
}
