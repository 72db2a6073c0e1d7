package dev.skillwire.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The rules as one function: which events a command causes, or why it is refused.
public final class Decider {

  private Decider() {}

  /// The events that `command` causes, or why it is refused.
  ///
  /// @param now the hub's time; a question's deadline is reached when it is not after it
  public static Decision decide(StateView state, Command command, Sender from, Instant now) {
    try {
      return switch (command) {
        case Command.StartSkill c -> RunRules.start(state, c, from, now);
        case Command.CompleteSkill c -> RunRules.complete(state, c, from, now);
        case Command.FailSkill c -> RunRules.fail(state, c, from, now);
        case Command.CancelSkill c -> RunRules.cancel(state, c, from);
        case Command.StartStep c -> StepRules.start(state, c, from);
        case Command.ProgressStep c -> StepRules.progress(state, c, from);
        case Command.CompleteStep c -> StepRules.complete(state, c, from, now);
        case Command.FailStep c -> StepRules.fail(state, c, from, now);
        case Command.SkipStep c -> StepRules.skip(state, c, from);
        case Command.TriggerHeal c -> HealRules.trigger(state, c, from);
        case Command.CompleteHeal c -> HealRules.complete(state, c, from, now);
        case Command.AskConfirmation c -> ConfirmationRules.ask(state, c, from, now);
        case Command.AnswerConfirmation c -> AnswerRules.answer(state, c, from, now);
        case Command.ReportShown c -> ReceiptRules.shown(state, c, from);
        case Command.UseApproval c -> UseRules.use(state, c, from);
        case Command.PauseConfirmation c -> ConfirmationRules.pause(state, c, from, now);
        case Command.ResumeConfirmation c -> ConfirmationRules.resume(state, c, from, now);
        case Command.ExtendConfirmation c -> ConfirmationRules.extend(state, c, from, now);
        case Command.HoldConfirmation c -> HoldRules.hold(state, c, from, now);
        case Command.ClaimConfirmation c -> HandoverRules.claim(state, c, from, now);
        case Command.ReleaseClaim c -> HandoverRules.release(state, c, from);
        case Command.DelegateConfirmation c -> HandoverRules.delegate(state, c, from);
        case Command.CancelConfirmation c -> ConfirmationRules.cancel(state, c);
        case Command.SaveRule c -> RememberRules.save(state, c, from, now);
        case Command.ChangeRule c -> RememberRules.change(state, c, from);
        case Command.DeleteRule c -> RememberRules.delete(state, c, from);
        case Command.StartMemoryQuery c -> SystemRules.queryStarted(c);
        case Command.ClassifyIntent c -> SystemRules.classified(c);
        case Command.CompleteMemoryQuery c -> SystemRules.queryCompleted(c);
        case Command.ChangePersona c -> SystemRules.persona(c);
        case Command.ChangeTools c -> SystemRules.tools(c);
        case Command.Broadcast c -> Decision.accept(new Event.Custom(c.type(), c.fields()));
        case Command.ExpireDue _ -> accept(Due.events(state, now));
        case Command.ReleasePauses c -> accept(release(state, c, now));
      };
    } catch (Refused refused) {
      return new Decision.Rejected(refused.rejection);
    }
  }

  private static List<Event> release(StateView state, Command.ReleasePauses c, Instant now) {
    var events = new ArrayList<Event>();
    for (var open : state.open()) {
      var by = open.pausedBy();
      if (by != null && (c.clientId() == null || by.clientId().equals(c.clientId()))) {
        events.add(ConfirmationRules.resumed(open, Actor.SYSTEM, now));
      }
      var left = HandoverRules.left(open, c.clientId());
      if (left != null) {
        events.add(left);
      }
    }
    return events;
  }

  private static Decision accept(List<Event> events) {
    return new Decision.Accepted(events, null, null);
  }
}
