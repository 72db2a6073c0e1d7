package dev.skillwire;

import dev.skillwire.core.Question;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A question that waits, as it stood when it was asked for.
///
/// @param skillId id of the run that waits, or ""
/// @param stepIndex from 0, or null
/// @param timeoutSeconds null when it waits until it is answered
/// @param future completes with what becomes of it; exceptionally when the hub stops first
public record PendingConfirmation(
    String id,
    String skillId,
    @Nullable Integer stepIndex,
    String prompt,
    List<String> options,
    String claudeSuggestion,
    @Nullable Double timeoutSeconds,
    Instant createdAt,
    CompletableFuture<Answer> future) {

  static PendingConfirmation of(Question question, CompletableFuture<Answer> future) {
    var timeout = question.timeoutMs();
    return new PendingConfirmation(
        question.id().value(),
        question.run().value(),
        question.stepIndex(),
        question.prompt(),
        question.options(),
        question.suggestion(),
        timeout == null ? null : timeout / 1000.0,
        question.createdAt(),
        future);
  }
}
