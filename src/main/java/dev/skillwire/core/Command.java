package dev.skillwire.core;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request that may be refused.
public sealed interface Command {

  /// Which run a source means: by id, or (second vocabulary) by the name of the only run that its
  /// connection has at work.
  record RunRef(@Nullable RunId id, @Nullable String skillName) {
    public static RunRef of(RunId id) {
      return new RunRef(id, null);
    }
  }

  /// Which step a source means; what is null is filled in from the run.
  ///
  /// @param index from 0
  /// @param total steps of the run as the source knows it; counts where the run began without one
  record StepRef(
      RunRef run,
      int index,
      @Nullable String name,
      @Nullable String description,
      @Nullable Integer total) {

    public StepRef(RunRef run, int index, @Nullable String name, @Nullable String description) {
      this(run, index, name, description, null);
    }
  }

  /// A run begins.
  ///
  /// @param totalSteps null when the source does not know
  record StartSkill(
      RunId run,
      String skillName,
      String sessionId,
      @Nullable Integer totalSteps,
      Json inputs,
      String source,
      @Nullable RunId parent,
      List<Event.StepPlan> steps)
      implements Command {}

  /// A step begins.
  record StartStep(StepRef step) implements Command {}

  /// A step tells how far it is, or a chunk of its output.
  record ProgressStep(
      StepRef step, @Nullable Double percent, @Nullable String message, @Nullable String output)
      implements Command {}

  /// A step ended well.
  record CompleteStep(StepRef step, @Nullable Long durationMs, @Nullable Json output)
      implements Command {}

  /// A step ended badly.
  record FailStep(StepRef step, @Nullable Long durationMs, String error) implements Command {}

  /// A step is not run.
  record SkipStep(StepRef step, String reason) implements Command {}

  /// A run ended well.
  record CompleteSkill(RunRef run, @Nullable Long totalDurationMs, @Nullable Json outputs)
      implements Command {}

  /// A run ended badly.
  record FailSkill(
      RunRef run, String error, @Nullable Long totalDurationMs, Event.FailReason reason)
      implements Command {}

  /// A repair begins.
  ///
  /// @param index null for the step that the run is at
  record TriggerHeal(
      RunRef run,
      @Nullable Integer index,
      @Nullable String stepName,
      @Nullable String healId,
      String toolName,
      String errorType,
      String error,
      String fixAction)
      implements Command {}

  /// A repair ended.
  ///
  /// @param healId null for the newest open repair of the step
  record CompleteHeal(
      RunRef run,
      @Nullable Integer index,
      @Nullable String stepName,
      @Nullable String healId,
      @Nullable String fixAction,
      boolean success,
      @Nullable Long durationMs)
      implements Command {}

  /// A run needs a person's decision.
  ///
  /// @param run without id and name: the question belongs to no run
  /// @param options null for the default three
  /// @param timeoutMs milliseconds; null waits until answered
  /// @param onTimeout null for the default of its risk
  /// @param errorType null for that of the step's newest repair that did not succeed, if there is one
  /// @param toolName the same
  /// @param masked whether secrets were taken out of its texts; the digest is that of the action with them
  record AskConfirmation(
      ConfirmationId id,
      RunRef run,
      @Nullable Integer stepIndex,
      @Nullable String stepName,
      String prompt,
      @Nullable List<String> options,
      String suggestion,
      @Nullable Long timeoutMs,
      @Nullable String onTimeout,
      Risk risk,
      @Nullable Json action,
      @Nullable String actionDigest,
      @Nullable String errorType,
      @Nullable String toolName,
      boolean masked)
      implements Command {

    /// As its asker words it.
    public AskConfirmation(
        ConfirmationId id,
        RunRef run,
        @Nullable Integer stepIndex,
        @Nullable String stepName,
        String prompt,
        @Nullable List<String> options,
        String suggestion,
        @Nullable Long timeoutMs,
        @Nullable String onTimeout,
        Risk risk,
        @Nullable Json action,
        @Nullable String actionDigest,
        @Nullable String errorType,
        @Nullable String toolName) {
      this(
          id,
          run,
          stepIndex,
          stepName,
          prompt,
          options,
          suggestion,
          timeoutMs,
          onTimeout,
          risk,
          action,
          actionDigest,
          errorType,
          toolName,
          false);
    }
  }

  /// A person decides.
  ///
  /// @param rememberFor how long the rule holds that is made of it; null for ever
  record AnswerConfirmation(
      ConfirmationId id,
      String choice,
      Remember remember,
      @Nullable RememberFor rememberFor,
      @Nullable String comment,
      @Nullable String actionDigest)
      implements Command {}

  /// Holds the clock of a question.
  ///
  /// @param leased true over HTTP, where no connection vouches for the person: the pause ends after
  ///     [Limits#PAUSE_LEASE] unless renewed
  record PauseConfirmation(ConfirmationId id, boolean leased) implements Command {}

  /// Lets the clock of a question run again.
  record ResumeConfirmation(ConfirmationId id) implements Command {}

  /// Gives more time to a question.
  record ExtendConfirmation(ConfirmationId id, long byMs) implements Command {}

  /// The asker needs no answer any more.
  record CancelConfirmation(ConfirmationId id) implements Command {}

  /// A decision is to hold for questions to come.
  ///
  /// @param run the only run it is for, or null for all
  /// @param until when it ends; null for what `holds` says
  record SaveRule(
      Scope scope,
      String response,
      @Nullable RunId run,
      @Nullable Instant until,
      RememberFor holds,
      boolean enabled)
      implements Command {}

  /// A rule is switched off or on.
  record ChangeRule(RuleId id, boolean enabled) implements Command {}

  /// A rule is not needed any more.
  record DeleteRule(RuleId id) implements Command {}

  /// Somebody wants a run to end.
  record CancelSkill(RunId run) implements Command {}

  /// The memory is asked.
  record StartMemoryQuery(String queryId, String query, List<String> sources) implements Command {}

  /// The memory knows what a query is after.
  record ClassifyIntent(
      String queryId,
      String query,
      String intent,
      @Nullable Double confidence,
      List<String> sourcesSuggested)
      implements Command {}

  /// The memory answered.
  record CompleteMemoryQuery(
      String queryId,
      Json intent,
      List<String> sourcesQueried,
      @Nullable Long resultCount,
      @Nullable Double latencyMs,
      @Nullable String error)
      implements Command {}

  /// Another persona is at work.
  record ChangePersona(String persona, @Nullable String previous, @Nullable Long toolCount)
      implements Command {}

  /// Tools came or went.
  record ChangeTools(List<String> added, List<String> removed, @Nullable Long toolCount)
      implements Command {}

  /// An event of the publisher's own.
  record Broadcast(String type, Json fields) implements Command {}

  /// Timer: everything whose time has come.
  record ExpireDue() implements Command {}

  /// A connection has been gone for [Limits#PAUSE_ORPHAN]: its pauses end.
  ///
  /// @param clientId the connection, or null for all (after a restart no connection is left)
  record ReleasePauses(@Nullable String clientId) implements Command {}
}
