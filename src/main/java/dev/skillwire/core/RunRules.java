package dev.skillwire.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rules of whole runs: start, end, cancel, and which run a source means.
final class RunRules {

  private RunRules() {}

  static Decision start(StateView state, Command.StartSkill c, Sender from, Instant now) {
    Check.id("skill_id", c.run().value());
    Check.needed("skill_name", c.skillName());
    Check.name("session_id", c.sessionId());
    Check.name("source", c.source());
    Check.bytes("inputs", c.inputs().text(), Limits.INPUTS_BYTES);
    if (c.parent() != null) {
      Check.id("parent_skill_id", c.parent().value());
    }
    var known = state.run(c.run());
    if (known != null && known.running()) {
      throw new Refused(
          Rejection.field(Reason.DUPLICATE_ID, "skill_id", "This run has already started.")
              .about(c.run().value()));
    }
    var started =
        new Event.SkillStarted(
            c.run(),
            c.skillName(),
            c.sessionId(),
            totalSteps(c),
            c.inputs(),
            c.source(),
            c.parent(),
            plan(c.steps(), StepRules.textLeft(state)),
            from.clientId());
    var events = new ArrayList<Event>(evict(state, Weight.started(started), now));
    events.add(started);
    return new Decision.Accepted(events, c.run(), null);
  }

  static Decision complete(StateView state, Command.CompleteSkill c, Sender from, Instant now) {
    var run = find(state, c.run(), from);
    var outputs = c.outputs() == null ? null : c.outputs().cut(Limits.TEXT_BYTES);
    var events = closeAll(state, run);
    events.add(
        new Event.SkillCompleted(
            run.id(),
            run.start().skillName(),
            duration(c.totalDurationMs(), run, now),
            outputs,
            Json.isCut(c.outputs(), outputs)));
    return new Decision.Accepted(events, run.id(), null);
  }

  static Decision fail(StateView state, Command.FailSkill c, Sender from, Instant now) {
    var run = find(state, c.run(), from);
    var events = closeAll(state, run);
    events.add(failed(run, c.error(), duration(c.totalDurationMs(), run, now), c.reason()));
    return new Decision.Accepted(events, run.id(), null);
  }

  static Decision cancel(StateView state, Command.CancelSkill c, Sender from) {
    var run = find(state, Command.RunRef.of(c.run()), from);
    if (run.cancelRequestedAt() != null) {
      return new Decision.Accepted(List.of(), run.id(), null);
    }
    return new Decision.Accepted(
        List.of(new Event.SkillCancelRequested(run.id(), run.start().skillName(), from.actor())),
        run.id(),
        null);
  }

  /// Ends a run on the hub's own account.
  static List<Event> fail(
      StateView state, Run run, String error, Event.FailReason reason, Instant now) {
    var events = closeAll(state, run);
    events.add(failed(run, error, run.elapsedMs(now), reason));
    return events;
  }

  /// The run at work that `ref` means.
  static Run find(StateView state, Command.RunRef ref, Sender from) {
    var id = ref.id();
    if (id == null) {
      return only(state, ref.skillName(), from);
    }
    var run = state.run(id);
    if (run == null) {
      throw new Refused(
          Rejection.field(Reason.UNKNOWN_SKILL, "skill_id", "No run with this id is at work.")
              .about(id.value()));
    }
    if (!run.running()) {
      throw new Refused(
          Rejection.field(Reason.UNKNOWN_SKILL, "skill_id", "This run has ended.")
              .about(id.value()));
    }
    return run;
  }

  /// Runs at work that the sender's own connection reports, of that name where one is given.
  static List<Run> own(StateView state, @Nullable String skillName, Sender from) {
    return state.runs().stream()
        .filter(run -> run.running() && run.start().publisher().equals(from.clientId()))
        .filter(run -> skillName == null || run.start().skillName().equals(skillName))
        .toList();
  }

  private static Run only(StateView state, @Nullable String skillName, Sender from) {
    var own = own(state, skillName, from);
    if (own.size() != 1) {
      throw Refused.field(
          Reason.INVALID_MESSAGE,
          "skill_id",
          own.isEmpty()
              ? "skill_id is missing, and this connection has no such run at work"
              : "skill_id is missing, and this connection has several such runs at work");
    }
    return own.getFirst();
  }

  private static Event failed(
      Run run, String error, long totalDurationMs, Event.FailReason reason) {
    var cut = Text.cut(error, Limits.TEXT_BYTES);
    return new Event.SkillFailed(
        run.id(),
        run.start().skillName(),
        cut,
        totalDurationMs,
        reason,
        cut.length() < error.length());
  }

  /// Nothing that was only for this run outlives it.
  private static List<Event> closeAll(StateView state, Run run) {
    var events = new ArrayList<Event>();
    for (var open : state.open()) {
      if (open.question().run().equals(run.id())) {
        events.add(ConfirmationRules.closed(open, Event.CloseReason.RUN_ENDED));
      }
    }
    events.addAll(RememberRules.ended(state, run.id()));
    return events;
  }

  /// Makes room: the oldest runs beyond the limit end, and everyone is told.
  private static List<Event> evict(StateView state, int bytes, Instant now) {
    var atWork = state.runs().stream().filter(Run::running).toList();
    var events = new ArrayList<Event>();
    long left = Limits.RUNS_BYTES - state.runBytes();
    for (int i = 0; i < atWork.size(); i++) {
      boolean tooMany = i <= atWork.size() - Limits.RUNS;
      if (!tooMany && bytes <= left) {
        break;
      }
      var oldest = atWork.get(i);
      left += oldest.bytes();
      events.addAll(
          fail(
              state,
              oldest,
              tooMany
                  ? "More than " + Limits.RUNS + " runs were at work; the oldest was given up."
                  : "The runs at work took too much for one more; the oldest was given up.",
              Event.FailReason.EVICTED,
              now));
    }
    return events;
  }

  private static int totalSteps(Command.StartSkill c) {
    int total = c.totalSteps() == null ? c.steps().size() : c.totalSteps();
    Check.notNegative("total_steps", total);
    if (total > Limits.STEPS || c.steps().size() > Limits.STEPS) {
      throw Refused.field(
          Reason.TOO_LARGE, "total_steps", "A run has at most " + Limits.STEPS + " steps");
    }
    if (c.steps().size() > total) {
      throw Refused.field(
          Reason.INVALID_MESSAGE,
          "total_steps",
          "total_steps is less than the steps that are listed");
    }
    return total;
  }

  private static List<Event.StepPlan> plan(List<Event.StepPlan> steps, int room) {
    // Each is kept as announced, and as what becomes of it.
    int left = Math.min(Limits.RUN_TEXT_BYTES, room / 2);
    var plan = new ArrayList<Event.StepPlan>(steps.size());
    for (var step : steps) {
      Check.name("steps", step.name());
      var description = Text.cut(step.description(), Math.min(left, Limits.TEXT_BYTES));
      left -= Text.utf8Length(description);
      plan.add(new Event.StepPlan(step.name(), description));
    }
    return List.copyOf(plan);
  }

  private static long duration(@Nullable Long told, Run run, Instant now) {
    return told == null ? run.elapsedMs(now) : Check.notNegative("total_duration_ms", told);
  }
}
