package dev.skillwire.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// About how many bytes parts of the state take when they are written, for those who connect or as a checkpoint; in memory
/// they take up to twice as many. What is alive is bounded by it: [Limits#RUNS_BYTES], [Limits#OPEN_CONFIRMATIONS_BYTES].
final class Weight {

  /// Names of fields, numbers, times.
  private static final int RUN = 512;

  private static final int QUESTION = 640;
  private static final int OUTCOME = 384;
  static final int STEP = 224;
  private static final int HEAL = 224;
  private static final int VOTE = 128;
  private static final int RULE = 24;
  private static final int ATTACHMENT = 80;

  /// A receipt without the name in it; identities are bounded.
  static final int RECEIPT = 512;

  private Weight() {}

  static int of(Question q) {
    return QUESTION
        + of(q.id().value())
        + of(q.run().value())
        + of(q.skillName())
        + of(q.stepName())
        // Clients are told it by two names.
        + 2 * of(q.prompt())
        + of(q.options())
        + of(q.suggestion())
        + of(q.onTimeout())
        + of(q.action())
        + of(q.errorType())
        + of(q.toolName())
        + of(q.requester())
        + of(q.extras())
        + of(q.terms());
  }

  private static int of(Extras extras) {
    int weight = 0;
    for (var one : extras.attachments()) {
      weight += ATTACHMENT + of(one.title()) + of(one.mediaType()) + of(one.text());
    }
    return weight;
  }

  static int of(OpenConfirmation open) {
    var handling = open.handling();
    int weight = of(open.question()) + of(handling.delegates());
    for (var receipt : open.seen()) {
      weight += RECEIPT + Text.utf8Length(receipt.by().name());
    }
    for (var vote : handling.votes()) {
      weight += of(vote);
    }
    var claim = handling.claim();
    return claim == null ? weight : weight + VOTE + of(claim.holder()) + of(claim.by().name());
  }

  private static int of(Vote vote) {
    return VOTE + of(vote.voter()) + of(vote.response()) + of(vote.by().name());
  }

  private static int of(Terms terms) {
    var escalation = terms.escalation();
    return of(terms.veto())
        + of(terms.answerers())
        + (escalation == null ? 0 : of(escalation.to()));
  }

  static int of(ClosedConfirmation closed) {
    var answer = closed.answer();
    int weight = OUTCOME + of(closed.question());
    return answer == null
        ? weight
        : weight
            + answer.votes().stream().mapToInt(Weight::of).sum()
            // A rule's answer tells the question once more.
            + (answer.memory().question() == null ? 0 : of(closed.question()))
            + of(answer.response())
            + of(answer.comment())
            + of(answer.bound().editedAction())
            + of(answer.memory().notSaved())
            + answer.memory().contradicted().size() * RULE
            + of(answer.answeredBy().name());
  }

  /// A run without its steps.
  static int of(Event.SkillStarted start) {
    int weight =
        RUN
            + of(start.run().value())
            + of(start.skillName())
            + of(start.sessionId())
            + of(start.inputs())
            + of(start.source())
            + (start.parent() == null ? 0 : of(start.parent().value()));
    for (var step : start.steps()) {
      // They are kept as announced beside what becomes of them.
      weight += of(step.name()) + of(step.description());
    }
    return weight;
  }

  /// A run that just started, with its steps.
  static int started(Event.SkillStarted start) {
    int weight = of(start) + start.totalSteps() * STEP;
    for (var step : start.steps()) {
      weight += of(step.name()) + of(step.description());
    }
    return weight;
  }

  static int of(Run.@Nullable End end) {
    return end == null ? 0 : of(end.outputs()) + of(end.error());
  }

  static int of(StepState step) {
    int weight =
        STEP
            + of(step.name())
            + of(step.description())
            + of(step.message())
            + of(step.reason())
            + of(step.output())
            + of(step.error());
    for (var heal : step.heals()) {
      weight +=
          HEAL
              + of(heal.healId())
              + of(heal.toolName())
              + of(heal.errorType())
              + of(heal.fixAction());
    }
    return weight;
  }

  /// What an event can add to its run at most; chunks of output are history and add nothing.
  ///
  /// @param known steps of the run so far
  static int added(Event.StepEvent event, int known) {
    var step = event.step();
    int more = Math.max(0, Math.max(step.totalSteps(), step.index() + 1) - known) * STEP;
    more += of(step.name()) + of(step.description());
    return switch (event) {
      case Event.StepStarted _ -> more;
      case Event.StepProgress e -> more + of(e.message());
      case Event.StepCompleted e -> more + of(e.output());
      case Event.StepFailed e -> more + of(e.error());
      case Event.StepSkipped e -> more + of(e.reason());
      case Event.HealTriggered e ->
          more + HEAL + of(e.healId()) + of(e.toolName()) + of(e.errorType()) + of(e.fixAction());
      case Event.HealCompleted _ -> more;
    };
  }

  private static int of(List<String> texts) {
    int weight = 0;
    for (var text : texts) {
      weight += of(text) + 3;
    }
    return weight;
  }

  private static int of(@Nullable Json json) {
    return json == null ? 0 : Text.writtenLength(json.text());
  }

  private static int of(@Nullable String text) {
    return text == null ? 0 : Text.writtenLength(text);
  }
}
