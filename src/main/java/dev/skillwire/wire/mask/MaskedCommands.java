package dev.skillwire.wire.mask;

import dev.skillwire.core.Command;
import dev.skillwire.core.Event;
import dev.skillwire.core.Json;
import dev.skillwire.core.Scope;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Commands without secrets in what people and programs wrote freely. Ids, options and words of the protocol stay: they are
/// compared with what others hold.
public final class MaskedCommands implements UnaryOperator<Command> {

  private final Mask mask;

  public MaskedCommands(Mask mask) {
    this.mask = mask;
  }

  @Override
  public Command apply(Command command) {
    return switch (command) {
      case Command.StartSkill c ->
          new Command.StartSkill(
              c.run(),
              text(c.skillName()),
              c.sessionId(),
              c.totalSteps(),
              mask.json(c.inputs()),
              c.source(),
              c.parent(),
              c.steps().stream().map(this::plan).toList());
      case Command.StartStep c -> new Command.StartStep(step(c.step()));
      case Command.ProgressStep c ->
          new Command.ProgressStep(
              step(c.step()), c.percent(), optional(c.message()), optional(c.output()));
      case Command.CompleteStep c ->
          new Command.CompleteStep(step(c.step()), c.durationMs(), optional(c.output()));
      case Command.FailStep c ->
          new Command.FailStep(step(c.step()), c.durationMs(), text(c.error()));
      case Command.SkipStep c -> new Command.SkipStep(step(c.step()), text(c.reason()));
      case Command.CompleteSkill c ->
          new Command.CompleteSkill(run(c.run()), c.totalDurationMs(), optional(c.outputs()));
      case Command.FailSkill c ->
          new Command.FailSkill(run(c.run()), text(c.error()), c.totalDurationMs(), c.reason());
      case Command.TriggerHeal c ->
          new Command.TriggerHeal(
              run(c.run()),
              c.index(),
              optional(c.stepName()),
              c.healId(),
              text(c.toolName()),
              text(c.errorType()),
              text(c.error()),
              text(c.fixAction()));
      case Command.CompleteHeal c ->
          new Command.CompleteHeal(
              run(c.run()),
              c.index(),
              optional(c.stepName()),
              c.healId(),
              optional(c.fixAction()),
              c.success(),
              c.durationMs());
      case Command.AskConfirmation c -> ask(c);
      case Command.AnswerConfirmation c ->
          new Command.AnswerConfirmation(
              c.id(),
              c.choice(),
              c.remember(),
              c.rememberFor(),
              optional(c.comment()),
              c.actionDigest());
      case Command.StartMemoryQuery c ->
          new Command.StartMemoryQuery(c.queryId(), text(c.query()), texts(c.sources()));
      case Command.ClassifyIntent c ->
          new Command.ClassifyIntent(
              c.queryId(),
              text(c.query()),
              text(c.intent()),
              c.confidence(),
              texts(c.sourcesSuggested()));
      case Command.CompleteMemoryQuery c ->
          new Command.CompleteMemoryQuery(
              c.queryId(),
              mask.json(c.intent()),
              texts(c.sourcesQueried()),
              c.resultCount(),
              c.latencyMs(),
              optional(c.error()));
      case Command.ChangePersona c ->
          new Command.ChangePersona(text(c.persona()), optional(c.previous()), c.toolCount());
      case Command.ChangeTools c ->
          new Command.ChangeTools(texts(c.added()), texts(c.removed()), c.toolCount());
      case Command.Broadcast c -> new Command.Broadcast(c.type(), mask.json(c.fields()));
      case Command.SaveRule c ->
          new Command.SaveRule(
              scope(c.scope()), c.response(), c.run(), c.until(), c.holds(), c.enabled());
      case Command.ChangeRule c -> c;
      case Command.DeleteRule c -> c;
      case Command.PauseConfirmation c -> c;
      case Command.ResumeConfirmation c -> c;
      case Command.ExtendConfirmation c -> c;
      case Command.CancelConfirmation c -> c;
      case Command.CancelSkill c -> c;
      case Command.ExpireDue c -> c;
      case Command.ReleasePauses c -> c;
    };
  }

  /// The digest stays that of the action as it will run: it was taken before.
  private Command ask(Command.AskConfirmation c) {
    var prompt = text(c.prompt());
    var suggestion = text(c.suggestion());
    var action = optional(c.action());
    boolean masked =
        !prompt.equals(c.prompt())
            || !suggestion.equals(c.suggestion())
            || (action != null && !action.equals(c.action()));
    return new Command.AskConfirmation(
        c.id(),
        run(c.run()),
        c.stepIndex(),
        optional(c.stepName()),
        prompt,
        c.options(),
        suggestion,
        c.timeoutMs(),
        c.onTimeout(),
        c.risk(),
        action,
        c.actionDigest(),
        optional(c.errorType()),
        optional(c.toolName()),
        masked);
  }

  /// A rule has to fit questions as they are stored.
  private Scope scope(Scope scope) {
    return new Scope(
        optional(scope.skillName()),
        optional(scope.stepName()),
        optional(scope.errorType()),
        optional(scope.toolName()),
        scope.actionDigest(),
        optional(scope.promptPattern()));
  }

  private Event.StepPlan plan(Event.StepPlan plan) {
    return new Event.StepPlan(text(plan.name()), text(plan.description()));
  }

  private Command.RunRef run(Command.RunRef run) {
    return new Command.RunRef(run.id(), optional(run.skillName()));
  }

  private Command.StepRef step(Command.StepRef step) {
    return new Command.StepRef(
        run(step.run()),
        step.index(),
        optional(step.name()),
        optional(step.description()),
        step.total());
  }

  private List<String> texts(List<String> texts) {
    return texts.stream().map(this::text).toList();
  }

  private String text(String text) {
    return mask.text(text);
  }

  private @Nullable String optional(@Nullable String text) {
    return text == null ? null : mask.text(text);
  }

  private @Nullable Json optional(@Nullable Json json) {
    return json == null ? null : mask.json(json);
  }
}
