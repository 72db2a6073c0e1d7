package dev.skillwire.core;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One question with all that came of it, as the log tells it.
///
/// @param asked when and where in the log it was asked; where a rule decided, the same as the outcome
/// @param events what else befell it while it was open (pauses, resumptions, extensions), the newest [#EVENTS], oldest first
/// @param outcome how it ended ([Event.ConfirmationAnswered] or [Event.ConfirmationExpired]), or null while it is open
/// @param then what its run did next: what became of the step that waited, oldest first
public record QuestionStory(
    Envelope asked,
    Question question,
    List<Envelope> events,
    @Nullable Envelope outcome,
    List<Envelope> then) {

  /// Events that are told of what came after an outcome.
  public static final int THEN = 10;

  /// Events of an open question that are told; the newest.
  public static final int EVENTS = 50;

  /// Folds the events that came after a question; what has nothing to do with it is passed over.
  ///
  /// @param later events after `asked`, oldest first
  public static QuestionStory of(Envelope asked, Question question, List<Envelope> later) {
    var events = new ArrayList<Envelope>();
    Envelope outcome = null;
    int next = 0;
    while (next < later.size() && outcome == null) {
      var envelope = later.get(next++);
      if (envelope.event() instanceof Event.ConfirmationEvent event
          && event.id().equals(question.id())) {
        if (isOutcome(event)) {
          outcome = envelope;
        } else {
          events.add(envelope);
          if (events.size() > EVENTS) {
            events.removeFirst();
          }
        }
      }
    }
    return new QuestionStory(
        asked,
        question,
        List.copyOf(events),
        outcome,
        outcome == null ? List.of() : then(question, later.subList(next, later.size())));
  }

  /// What a rule decided, so that nobody was asked.
  ///
  /// @param later events after `answered`, oldest first
  public static QuestionStory byRule(Envelope answered, Question question, List<Envelope> later) {
    return new QuestionStory(answered, question, List.of(), answered, then(question, later));
  }

  /// True when nothing that comes later can change this story.
  public boolean isTold() {
    return outcome != null
        && (question.run().value().isEmpty()
            || then.size() == THEN
            || (!then.isEmpty() && isLast(question, then.getLast().event())));
  }

  /// Who is known to have had it before them: people, also at a dialog, who did something to it.
  public List<Actor> seenBy() {
    var actors = new LinkedHashSet<Actor>();
    for (var envelope : events) {
      add(actors, envelope);
    }
    if (outcome != null) {
      add(actors, outcome);
    }
    return List.copyOf(actors);
  }

  private static void add(Set<Actor> actors, Envelope envelope) {
    var actor =
        switch (envelope.event()) {
          case Event.ConfirmationPaused e -> e.by();
          case Event.ConfirmationResumed e -> e.by();
          case Event.ConfirmationExtended e -> e.by();
          case Event.ConfirmationAnswered e -> e.answeredBy();
          default -> null;
        };
    if (actor != null && (actor.kind() == Actor.Kind.HUMAN || actor.kind() == Actor.Kind.DESKTOP)) {
      actors.add(actor);
    }
  }

  /// True for what closes a question.
  public static boolean isOutcome(Event event) {
    return event instanceof Event.ConfirmationAnswered
        || event instanceof Event.ConfirmationExpired;
  }

  private static List<Envelope> then(Question question, List<Envelope> later) {
    var then = new ArrayList<Envelope>();
    for (var envelope : later) {
      var event = envelope.event();
      if (!question.run().value().isEmpty()
          && question.run().equals(event.run())
          && concerns(question, event)) {
        then.add(envelope);
        if (then.size() == THEN || isLast(question, event)) {
          break;
        }
      }
    }
    return List.copyOf(then);
  }

  private static boolean concerns(Question question, Event event) {
    return switch (event) {
      case Event.StepProgress _ -> false;
      case Event.StepEvent step -> isOfStep(question, step);
      case Event.SkillCancelRequested _, Event.SkillCompleted _, Event.SkillFailed _ -> true;
      default -> false;
    };
  }

  /// The step that waited is over, or the run is.
  private static boolean isLast(Question question, Event event) {
    return switch (event) {
      case Event.StepCompleted e -> isOfStep(question, e);
      case Event.StepFailed e -> isOfStep(question, e);
      case Event.StepSkipped e -> isOfStep(question, e);
      case Event.SkillCompleted _, Event.SkillFailed _ -> true;
      default -> false;
    };
  }

  private static boolean isOfStep(Question question, Event.StepEvent event) {
    return question.stepIndex() == null
        || Objects.equals(question.stepIndex(), event.step().index());
  }
}
