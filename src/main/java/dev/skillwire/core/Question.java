package dev.skillwire.core;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a person is asked; it never changes after it was asked.
///
/// @param run the run that waits, or an empty id for none
/// @param stepIndex from 0, or null where no step waits
/// @param timeoutMs milliseconds to answer, or null to wait until answered
/// @param action what will run, or null
/// @param actionDigest SHA-256 in hex over the RFC 8785 form of the action that will run, or null
/// @param errorType what kind of error it is about, or null
/// @param toolName the tool it is about, or null
/// @param masked whether secrets were taken out of prompt, suggestion or action: then the digest is not that of `action`
/// @param requester identity of who asked ([Sender#requester]); kept in the log, never told
public record Question(
    ConfirmationId id,
    RunId run,
    String skillName,
    @Nullable Integer stepIndex,
    String stepName,
    String prompt,
    List<String> options,
    String suggestion,
    @Nullable Long timeoutMs,
    Instant createdAt,
    String onTimeout,
    Risk risk,
    @Nullable Json action,
    @Nullable String actionDigest,
    @Nullable String errorType,
    @Nullable String toolName,
    boolean masked,
    String requester) {

  /// True when `other` asks the same thing of the same run, whoever asks and whenever. Names that
  /// the hub fills in from the run don't count: the run may be gone when the question is asked again.
  boolean sameAs(Question other) {
    return run.equals(other.run)
        && prompt.equals(other.prompt)
        && options.equals(other.options)
        && Objects.equals(timeoutMs, other.timeoutMs)
        && onTimeout.equals(other.onTimeout)
        && risk == other.risk
        && Objects.equals(action, other.action)
        // Two actions may differ in what was masked.
        && Objects.equals(actionDigest, other.actionDigest);
  }
}
