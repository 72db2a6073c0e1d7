package dev.skillwire.core;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A fact about a run, a question or the system. Facts are complete: what a publisher left out was
/// filled in by the rules before the fact was recorded.
public sealed interface Event {

  /// The run that the fact belongs to, or null.
  default @Nullable RunId run() {
    return null;
  }

  /// One step of a run, as every step event names it.
  ///
  /// @param index from 0
  /// @param totalSteps steps known so far, greater than every index told
  record Step(
      RunId run, String skillName, int index, String name, int totalSteps, String description) {}

  /// A step as announced before it starts.
  record StepPlan(String name, String description) {}

  /// How a run ended that did not end well.
  enum FailReason {
    FAILED,
    ABORTED,
    CANCELLED,
    STALE,
    EVICTED
  }

  /// Why a question closed without an answer.
  enum CloseReason {
    TIMEOUT,
    RUN_ENDED,
    CANCELLED
  }

  /// An event of a step.
  sealed interface StepEvent extends Event {
    Step step();

    @Override
    default RunId run() {
      return step().run();
    }
  }

  /// An event of a question.
  sealed interface ConfirmationEvent extends Event {
    ConfirmationId id();

    @Override
    RunId run();
  }

  /// A run began.
  ///
  /// @param totalSteps 0 when nobody knows yet
  /// @param publisher the connection that reports it; kept in the log, never told
  record SkillStarted(
      RunId run,
      String skillName,
      String sessionId,
      int totalSteps,
      Json inputs,
      String source,
      @Nullable RunId parent,
      List<StepPlan> steps,
      String publisher)
      implements Event {}

  /// A step began.
  record StepStarted(Step step, boolean truncated) implements StepEvent {}

  /// A step told how far it is, or a chunk of its output.
  ///
  /// @param percent 0 to 100
  /// @param output a chunk of live output
  record StepProgress(
      Step step,
      @Nullable Double percent,
      @Nullable String message,
      @Nullable String output,
      boolean truncated)
      implements StepEvent {}

  /// A step ended well.
  ///
  /// @param durationMs 0 when nobody told and the hub never saw it start
  /// @param output a JSON object
  record StepCompleted(Step step, long durationMs, @Nullable Json output, boolean truncated)
      implements StepEvent {}

  /// A step ended badly.
  record StepFailed(Step step, long durationMs, String error, boolean truncated)
      implements StepEvent {}

  /// A step was not run.
  record StepSkipped(Step step, String reason, boolean truncated) implements StepEvent {}

  /// Somebody wants the run to end; its source ends it after its clean-up.
  record SkillCancelRequested(RunId run, String skillName, Actor by) implements Event {}

  /// A run ended well.
  record SkillCompleted(
      RunId run, String skillName, long totalDurationMs, @Nullable Json outputs, boolean truncated)
      implements Event {}

  /// A run ended badly.
  record SkillFailed(
      RunId run,
      String skillName,
      String error,
      long totalDurationMs,
      FailReason reason,
      boolean truncated)
      implements Event {}

  /// A repair began.
  ///
  /// @param errorSnippet the first 200 code points of `error`
  record HealTriggered(
      Step step,
      String healId,
      String toolName,
      String errorType,
      String error,
      String errorSnippet,
      String fixAction,
      boolean truncated)
      implements StepEvent {}

  /// A repair ended; names and `fixAction` are those of its [HealTriggered].
  record HealCompleted(
      Step step,
      String healId,
      String toolName,
      String errorType,
      String fixAction,
      boolean success,
      long durationMs)
      implements StepEvent {}

  /// A run waits for a person.
  record ConfirmationRequired(Question question) implements ConfirmationEvent {
    @Override
    public ConfirmationId id() {
      return question.id();
    }

    @Override
    public RunId run() {
      return question.run();
    }
  }

  /// What rules had to do with an answer.
  ///
  /// @param decidedBy the rule that decided, or null when a person did
  /// @param question what the rule decided, for nobody was asked; null when a person did
  /// @param savedAs the rule that was made of the answer, or null
  /// @param notSaved why no rule was made although one was wanted, in words; or null
  /// @param contradicted rules that would have answered otherwise
  record Memory(
      @Nullable RuleId decidedBy,
      @Nullable Question question,
      @Nullable RuleId savedAs,
      @Nullable String notSaved,
      List<RuleId> contradicted) {

    public static final Memory NONE = new Memory(null, null, null, null, List.of());

    /// The same where the question is told beside it.
    public Memory withoutQuestion() {
      return new Memory(decidedBy, null, savedAs, notSaved, contradicted);
    }
  }

  /// A person decided, or a rule in the name of one.
  ///
  /// @param response the option as it was offered
  /// @param rememberFor how long the answer is to hold, or null
  /// @param votes what everybody said where several people decide, the last word last; else empty
  record ConfirmationAnswered(
      ConfirmationId id,
      RunId run,
      String response,
      Remember remember,
      @Nullable RememberFor rememberFor,
      @Nullable String comment,
      Actor answeredBy,
      Memory memory,
      Bound bound,
      List<Vote> votes)
      implements ConfirmationEvent {

    /// One that a single answer settled and that is bound to nothing.
    public ConfirmationAnswered(
        ConfirmationId id,
        RunId run,
        String response,
        Remember remember,
        @Nullable RememberFor rememberFor,
        @Nullable String comment,
        Actor answeredBy,
        Memory memory) {
      this(
          id,
          run,
          response,
          remember,
          rememberFor,
          comment,
          answeredBy,
          memory,
          Bound.NONE,
          List.of());
    }
  }

  /// A client showed a question to a person.
  ///
  /// @param whole whether all of it could be seen, and what will run to its end
  /// @param seer identity of the client ([Sender#requester]); kept in the log, never told
  record ConfirmationSeen(ConfirmationId id, RunId run, boolean whole, Actor by, String seer)
      implements ConfirmationEvent {}

  /// An approved action is about to run; no answer is used twice.
  ///
  /// @param response what was answered
  /// @param actionDigest of what runs, which is what was approved
  record ConfirmationUsed(
      ConfirmationId id, RunId run, String response, String actionDigest, Actor by)
      implements ConfirmationEvent {}

  /// One of the people who decide together had their say; it is not enough yet.
  ///
  /// @param previous what the same person said before, or null
  /// @param by who it was
  /// @param voter identity of the person ([Sender#person]); kept in the log, never told
  /// @param missing how many more people must say the same
  record ConfirmationVoted(
      ConfirmationId id,
      RunId run,
      String response,
      @Nullable String previous,
      @Nullable String comment,
      Actor by,
      String voter,
      int missing)
      implements ConfirmationEvent {}

  /// Somebody looks into a question, or still does.
  ///
  /// @param holder identity of the person ([Sender#person]); kept in the log, never told
  /// @param until when it ends unless it is renewed
  record ConfirmationClaimed(ConfirmationId id, RunId run, Actor by, String holder, Instant until)
      implements ConfirmationEvent {}

  /// Nobody says to look into a question any more.
  ///
  /// @param by who did
  record ConfirmationReleased(ConfirmationId id, RunId run, Actor by, Claim.End reason)
      implements ConfirmationEvent {}

  /// A question was handed to another person.
  record ConfirmationDelegated(
      ConfirmationId id, RunId run, String to, @Nullable String comment, Actor by)
      implements ConfirmationEvent {}

  /// A question is for others, too, from now on.
  ///
  /// @param to as in [Terms#answerers]; empty for whoever is reached elsewhere
  /// @param remainingMs milliseconds left, or null without a time limit
  record ConfirmationEscalated(
      ConfirmationId id,
      RunId run,
      List<String> to,
      Terms.Cause reason,
      @Nullable Long remainingMs,
      @Nullable Instant deadline)
      implements ConfirmationEvent {}

  /// A question still waits.
  ///
  /// @param number how many of its reminders are behind it with this one
  /// @param remainingMs milliseconds left, or null without a time limit
  record ConfirmationReminder(
      ConfirmationId id,
      RunId run,
      int number,
      @Nullable Long remainingMs,
      @Nullable Instant deadline)
      implements ConfirmationEvent {}

  /// A question closed without an answer.
  ///
  /// @param response what the asker is given
  record ConfirmationExpired(ConfirmationId id, RunId run, String response, CloseReason reason)
      implements ConfirmationEvent {}

  /// The clock of a question is held.
  ///
  /// @param remainingMs milliseconds left, or null without a time limit
  /// @param ends when the pause ends by itself
  /// @param hold what `by` does where the clock only waits for them, or null for a pause
  record ConfirmationPaused(
      ConfirmationId id,
      RunId run,
      @Nullable Long remainingMs,
      Actor by,
      Instant ends,
      Handling.@Nullable Doing hold)
      implements ConfirmationEvent {

    /// A pause.
    public ConfirmationPaused(
        ConfirmationId id, RunId run, @Nullable Long remainingMs, Actor by, Instant ends) {
      this(id, run, remainingMs, by, ends, null);
    }
  }

  /// The clock of a question runs again.
  record ConfirmationResumed(
      ConfirmationId id,
      RunId run,
      @Nullable Long remainingMs,
      @Nullable Instant deadline,
      Actor by)
      implements ConfirmationEvent {}

  /// A question was given more time.
  ///
  /// @param grantedMs milliseconds added, at most what the budget held
  record ConfirmationExtended(
      ConfirmationId id,
      RunId run,
      long grantedMs,
      long remainingMs,
      @Nullable Instant deadline,
      Actor by)
      implements ConfirmationEvent {}

  /// A decision holds for questions to come.
  record RuleSaved(Rule rule) implements Event {}

  /// A rule was switched off or on.
  ///
  /// @param changer identity of who did it ([Sender#requester]); kept in the log, never told
  record RuleChanged(RuleId id, boolean enabled, Actor by, String changer) implements Event {}

  /// A rule is no more.
  record RuleDeleted(RuleId id, RuleEnd reason, Actor by) implements Event {}

  /// The memory is asked.
  record MemoryQueryStarted(String queryId, String query, List<String> sources, boolean truncated)
      implements Event {}

  /// The memory knows what a query is after.
  ///
  /// @param confidence 0 to 1, or null when the source does not say
  record IntentClassified(
      String queryId,
      String query,
      String intent,
      @Nullable Double confidence,
      List<String> sourcesSuggested,
      boolean truncated)
      implements Event {}

  /// The memory answered.
  ///
  /// @param intent an object or a string, as published
  record MemoryQueryCompleted(
      String queryId,
      Json intent,
      List<String> sourcesQueried,
      @Nullable Long resultCount,
      @Nullable Double latencyMs,
      @Nullable String error,
      boolean truncated)
      implements Event {}

  /// Another persona is at work.
  record PersonaChanged(String persona, @Nullable String previous, @Nullable Long toolCount)
      implements Event {}

  /// Tools came or went.
  record ToolsListChanged(List<String> added, List<String> removed, @Nullable Long toolCount)
      implements Event {}

  /// An event of the publisher's own; passes through whole.
  ///
  /// @param fields a JSON object without `type`, `seq` and `timestamp`
  record Custom(String type, Json fields) implements Event {}
}
