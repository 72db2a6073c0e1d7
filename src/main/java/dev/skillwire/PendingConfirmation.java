package dev.skillwire;

import dev.skillwire.core.OpenConfirmation;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A question that waits, as it stood when it was asked for.
///
/// @param skillId id of the run that waits, or ""
/// @param stepIndex from 0, or null
/// @param timeoutSeconds null when it waits until it is answered
/// @param deadline when it expires; null while its clock is held, or without a time limit
/// @param remainingSeconds what was left when this was looked up; null without a time limit
/// @param paused whether its clock is held
/// @param missing how many more people must say the same; 0 where one answer is enough
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
    @Nullable Instant deadline,
    @Nullable Double remainingSeconds,
    boolean paused,
    int missing,
    CompletableFuture<Answer> future) {

  static PendingConfirmation of(
      OpenConfirmation open, Instant at, CompletableFuture<Answer> future) {
    var question = open.question();
    var remaining = open.remainingMs(at);
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
        open.deadline(),
        remaining == null ? null : Double.valueOf(remaining / 1000.0),
        open.paused(),
        open.missing(),
        future);
  }
}
