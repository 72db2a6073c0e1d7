package dev.skillwire.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Commands with as little in them as a publisher may say.
final class Commands {

  private Commands() {}

  static RunId run(String id) {
    return new RunId(id);
  }

  static ConfirmationId question(String id) {
    return new ConfirmationId(id);
  }

  static Command.RunRef ref(String id) {
    return Command.RunRef.of(run(id));
  }

  /// A run that the source names by its skill only, or not at all.
  static Command.RunRef unnamed(@Nullable String skillName) {
    return new Command.RunRef(null, skillName);
  }

  static Command.StepRef at(String run, int index) {
    return new Command.StepRef(ref(run), index, null, null);
  }

  static Command.StepRef at(String run, int index, String name, @Nullable String description) {
    return new Command.StepRef(ref(run), index, name, description);
  }

  static Command.StartSkill start(String run) {
    return start(run, "skill-" + run, null);
  }

  static Command.StartSkill start(String run, String skillName, @Nullable Integer totalSteps) {
    return start(run, skillName, totalSteps, List.of());
  }

  static Command.StartSkill start(
      String run, String skillName, @Nullable Integer totalSteps, List<Event.StepPlan> steps) {
    return new Command.StartSkill(
        run(run), skillName, "", totalSteps, Json.EMPTY_OBJECT, "chat", null, steps);
  }

  static Command.StartStep step(String run, int index) {
    return new Command.StartStep(at(run, index));
  }

  static Command.StartStep step(String run, int index, String name) {
    return new Command.StartStep(at(run, index, name, null));
  }

  static Command.ProgressStep says(String run, int index, String message) {
    return new Command.ProgressStep(at(run, index), null, message, null);
  }

  static Command.CompleteStep done(String run, int index) {
    return new Command.CompleteStep(at(run, index), null, null);
  }

  static Command.CompleteStep done(String run, int index, String output) {
    return new Command.CompleteStep(at(run, index), null, new Json(output));
  }

  static Command.FailStep broken(String run, int index, String error) {
    return new Command.FailStep(at(run, index), null, error);
  }

  static Command.SkipStep skipped(String run, int index, String reason) {
    return new Command.SkipStep(at(run, index), reason);
  }

  static Command.CompleteSkill complete(String run) {
    return new Command.CompleteSkill(ref(run), null, null);
  }

  static Command.FailSkill fail(String run, String error) {
    return new Command.FailSkill(ref(run), error, null, Event.FailReason.FAILED);
  }

  static Command.CancelSkill stop(String run) {
    return new Command.CancelSkill(run(run));
  }

  static Command.TriggerHeal heal(String run, @Nullable Integer index, @Nullable String healId) {
    return new Command.TriggerHeal(
        ref(run), index, null, healId, "shell", "missing_file", "No such file", "touch it");
  }

  static Command.CompleteHeal healed(String run, @Nullable Integer index, @Nullable String healId) {
    return new Command.CompleteHeal(ref(run), index, null, healId, null, true, null);
  }

  static Command.AnswerConfirmation answer(String id, String choice) {
    return new Command.AnswerConfirmation(question(id), choice, Remember.NONE, null, null, null);
  }

  static Command.AnswerConfirmation answer(String id, String choice, String digest) {
    return new Command.AnswerConfirmation(question(id), choice, Remember.NONE, null, null, digest);
  }

  /// An answer that is to hold, for as long as `holds` says.
  static Command.AnswerConfirmation keep(
      String id, String choice, Remember how, @Nullable RememberFor holds) {
    return new Command.AnswerConfirmation(question(id), choice, how, holds, null, null);
  }

  static Command.SaveRule rule(Scope scope, String response) {
    return rule(scope, response, RememberFor.EVER);
  }

  static Command.SaveRule rule(Scope scope, String response, RememberFor holds) {
    return new Command.SaveRule(scope, response, null, null, holds, true);
  }

  /// An answer that changes the action.
  static Command.AnswerConfirmation edit(
      String id, String choice, String shown, String edited, String digest) {
    return new Command.AnswerConfirmation(
        question(id),
        choice,
        Remember.NONE,
        null,
        null,
        shown,
        new Additions(new Json(edited), digest));
  }

  static Command.UseApproval use(String id, String digest) {
    return new Command.UseApproval(question(id), digest, null);
  }

  static Command.UseApproval use(String id, String digest, String response) {
    return new Command.UseApproval(question(id), digest, response);
  }

  static Command.PauseConfirmation pause(String id) {
    return new Command.PauseConfirmation(question(id), false);
  }

  static Command.PauseConfirmation lease(String id) {
    return new Command.PauseConfirmation(question(id), true);
  }

  static Command.ResumeConfirmation resume(String id) {
    return new Command.ResumeConfirmation(question(id));
  }

  static Command.ExtendConfirmation extend(String id, long seconds) {
    return new Command.ExtendConfirmation(question(id), seconds * 1_000);
  }

  static Command.CancelConfirmation withdraw(String id) {
    return new Command.CancelConfirmation(question(id));
  }
}
