package dev.skillwire.core;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rules of questions and their clocks: asked, paused, resumed, extended, cancelled.
final class ConfirmationRules {

  private static final List<String> DEFAULT_OPTIONS =
      List.of("let_claude", "retry_with_fix", "abort");
  private static final RunId NO_RUN = new RunId("");

  private ConfirmationRules() {}

  static Decision ask(StateView state, Command.AskConfirmation c, Sender from, Instant now) {
    var question = question(state, c, from, now);
    var open = state.open(c.id());
    if (open != null) {
      return again(open.question(), question, null);
    }
    var closed = state.closed(c.id());
    if (closed != null) {
      return again(closed.question(), question, closed);
    }
    var rule = RuleMatch.deciding(state, question, now);
    if (rule != null) {
      return accept(decided(question, rule));
    }
    if (state.open().size() >= Limits.OPEN_CONFIRMATIONS) {
      throw new Refused(
          Reason.BUSY, Limits.OPEN_CONFIRMATIONS + " questions wait already; ask again later");
    }
    if (state.openBytes() + Weight.of(question) > Limits.OPEN_CONFIRMATIONS_BYTES) {
      throw new Refused(
          Reason.BUSY, "The questions that wait are too large for one more; ask again later");
    }
    return new Decision.Accepted(
        List.of(new Event.ConfirmationRequired(question)), question.run(), question.id());
  }

  static Decision pause(StateView state, Command.PauseConfirmation c, Sender from, Instant now) {
    var open = open(state, c.id());
    long budget = open.budgetMs(now);
    if (budget == 0) {
      throw new Refused(
          Rejection.of(
                  Reason.FORBIDDEN,
                  "The clock of this question was held for "
                      + Limits.PAUSE_BUDGET.toMinutes()
                      + " minutes; it can't be paused again.")
              .about(c.id().value()));
    }
    var ends = now.plusMillis(budget);
    var lease = now.plus(Limits.PAUSE_LEASE);
    return accept(
        new Event.ConfirmationPaused(
            c.id(),
            open.question().run(),
            open.remainingMs(now),
            from.actor(),
            c.leased() && lease.isBefore(ends) ? lease : ends));
  }

  static Decision resume(StateView state, Command.ResumeConfirmation c, Sender from, Instant now) {
    var open = open(state, c.id());
    if (!open.paused()) {
      return new Decision.Accepted(List.of(), open.question().run(), c.id());
    }
    return accept(resumed(open, from.actor(), now));
  }

  static Decision extend(StateView state, Command.ExtendConfirmation c, Sender from, Instant now) {
    if (c.byMs() <= 0) {
      throw Refused.field(Reason.INVALID_MESSAGE, "seconds", "seconds must be more than 0");
    }
    var open = open(state, c.id());
    long granted = Math.min(c.byMs(), open.budgetMs(now));
    var after = open.extend(granted);
    var remaining = after.remainingMs(now);
    if (remaining == null) {
      throw new Refused(
          Rejection.of(Reason.INVALID_MESSAGE, "This question waits without a time limit.")
              .about(c.id().value()));
    }
    if (granted == 0) {
      throw new Refused(
          Rejection.of(
                  Reason.FORBIDDEN,
                  "This question was held and extended by "
                      + Limits.PAUSE_BUDGET.toMinutes()
                      + " minutes already.")
              .about(c.id().value()));
    }
    return accept(
        new Event.ConfirmationExtended(
            c.id(), open.question().run(), granted, remaining, after.deadline(), from.actor()));
  }

  static Decision cancel(StateView state, Command.CancelConfirmation c) {
    return accept(closed(open(state, c.id()), Event.CloseReason.CANCELLED));
  }

  /// A rule's answer: it holds the whole question, because nobody was asked.
  private static Event.ConfirmationAnswered decided(Question question, Rule rule) {
    return new Event.ConfirmationAnswered(
        question.id(),
        question.run(),
        rule.response(),
        Remember.NONE,
        null,
        null,
        rule.actor(),
        new Event.Memory(rule.id(), question, null, null, List.of()));
  }

  static Event.ConfirmationResumed resumed(OpenConfirmation open, Actor by, Instant now) {
    var after = open.resume(now);
    return new Event.ConfirmationResumed(
        open.question().id(), open.question().run(), after.remainingMs(now), after.deadline(), by);
  }

  /// Closed without anybody's answer: nothing is assumed, the asker is told to stop.
  static Event.ConfirmationExpired closed(OpenConfirmation open, Event.CloseReason reason) {
    return new Event.ConfirmationExpired(
        open.question().id(), open.question().run(), "abort", reason);
  }

  /// The open question, or a refusal that says what became of it.
  static OpenConfirmation open(StateView state, ConfirmationId id) {
    var open = state.open(id);
    if (open != null) {
      return open;
    }
    var closed = state.closed(id);
    if (closed == null) {
      throw new Refused(
          Rejection.of(Reason.UNKNOWN_CONFIRMATION, "No question with this id is known.")
              .about(id.value()));
    }
    var answer = closed.answer();
    if (answer == null) {
      throw new Refused(
          Rejection.of(Reason.ALREADY_CLOSED, "This question was closed without an answer.")
              .about(id.value()));
    }
    throw new Refused(
        new Rejection(
            Reason.ALREADY_ANSWERED,
            "This question was answered already.",
            null,
            id.value(),
            answer.answeredBy(),
            answer.response()));
  }

  private static Decision again(
      Question asked, Question now, @Nullable ClosedConfirmation settled) {
    if (!asked.sameAs(now)) {
      throw new Refused(
          Rejection.field(Reason.DUPLICATE_ID, "id", "Another question has this id.")
              .about(asked.id().value()));
    }
    return new Decision.Reattached(asked.id(), settled);
  }

  private static Question question(
      StateView state, Command.AskConfirmation c, Sender from, Instant now) {
    Check.id("id", c.id().value());
    if (c.prompt().isBlank()) {
      throw Refused.field(Reason.INVALID_MESSAGE, "prompt", "prompt must not be empty");
    }
    Check.bytes("prompt", c.prompt(), Limits.PROMPT_BYTES);
    Check.bytes("claude_suggestion", c.suggestion(), Limits.PROMPT_BYTES);
    if (c.action() != null) {
      Check.bytes("action", c.action().text(), Limits.ACTION_BYTES);
    }
    if (c.timeoutMs() != null
        && (c.timeoutMs() <= 0 || c.timeoutMs() > Limits.TIMEOUT_MAX.toMillis())) {
      throw Refused.field(
          Reason.INVALID_MESSAGE,
          "timeout_seconds",
          "timeout_seconds is more than 0 and at most "
              + Limits.TIMEOUT_MAX.toSeconds()
              + ", or null to wait until answered");
    }
    if (c.actionDigest() != null) {
      Check.name("action_digest", c.actionDigest());
    }
    var known = known(state, c.id());
    var run = run(state, c, from, known);
    var step = step(state, run, c);
    var heal = failing(run, step);
    return new Question(
        c.id(),
        runId(run, c, known),
        run != null
            ? run.start().skillName()
            : Check.name("skill_name", c.run().skillName() == null ? "" : c.run().skillName()),
        step,
        stepName(run, step, c.stepName()),
        c.prompt(),
        options(c.options()),
        c.suggestion(),
        c.timeoutMs(),
        now,
        onTimeout(c),
        c.risk(),
        c.action(),
        c.actionDigest(),
        known("error_type", c.errorType(), heal == null ? "" : heal.errorType()),
        known("tool_name", c.toolName(), heal == null ? "" : heal.toolName()),
        c.masked(),
        from.requester());
  }

  /// The newest repair of the step, unless it succeeded: then the question is about something else.
  private static StepState.@Nullable Heal failing(@Nullable Run run, @Nullable Integer index) {
    var step = run == null || index == null ? null : run.step(index);
    if (step == null || step.heals().isEmpty()) {
      return null;
    }
    var newest = step.heals().getLast();
    return Boolean.TRUE.equals(newest.success()) ? null : newest;
  }

  private static @Nullable String known(String field, @Nullable String told, String otherwise) {
    var value = told == null ? otherwise : Check.name(field, told);
    return value.isEmpty() ? null : value;
  }

  /// The run that waits: the one named, else the connection's only run of that name, else none.
  private static @Nullable Run run(
      StateView state, Command.AskConfirmation c, Sender from, @Nullable Question known) {
    var id = c.run().id();
    if (id != null) {
      // Asked again after its run ended, a question still finds its outcome.
      if (known != null && known.run().equals(id) && notAtWork(state, id)) {
        return state.run(id);
      }
      return RunRules.find(state, c.run(), from);
    }
    var name = c.run().skillName();
    if (name == null || name.isEmpty()) {
      return null;
    }
    var own = RunRules.own(state, name, from);
    if (known != null && known.skillName().equals(name)) {
      // Asked again: the connection may be a new one without runs, or have more of them by now.
      var asked = state.run(known.run());
      if (own.isEmpty() || own.contains(asked)) {
        return asked;
      }
    }
    if (own.size() > 1) {
      throw Refused.field(
          Reason.INVALID_MESSAGE,
          "skill_id",
          "skill_id is missing, and this connection has several such runs at work");
    }
    return own.isEmpty() ? null : own.getFirst();
  }

  private static RunId runId(
      @Nullable Run run, Command.AskConfirmation c, @Nullable Question known) {
    if (run != null) {
      return run.id();
    }
    var id = c.run().id();
    if (id != null) {
      return id;
    }
    return known != null && known.skillName().equals(c.run().skillName()) ? known.run() : NO_RUN;
  }

  private static @Nullable Question known(StateView state, ConfirmationId id) {
    var open = state.open(id);
    if (open != null) {
      return open.question();
    }
    var closed = state.closed(id);
    return closed == null ? null : closed.question();
  }

  private static boolean notAtWork(StateView state, RunId id) {
    var run = state.run(id);
    return run == null || !run.running();
  }

  private static @Nullable Integer step(
      StateView state, @Nullable Run run, Command.AskConfirmation c) {
    var index = c.stepIndex();
    if (index == null) {
      return run == null || run.steps().isEmpty() ? null : Integer.valueOf(run.currentStep());
    }
    return run == null
        ? (int) Check.notNegative("step_index", index)
        : StepRules.step(state, run, index, null).index();
  }

  private static String stepName(
      @Nullable Run run, @Nullable Integer index, @Nullable String told) {
    if (told != null) {
      return Check.name("step_name", told);
    }
    var known = run == null || index == null ? null : run.step(index);
    return known == null ? "" : known.name();
  }

  private static List<String> options(@Nullable List<String> told) {
    if (told == null) {
      return DEFAULT_OPTIONS;
    }
    if (told.isEmpty()) {
      throw Refused.field(Reason.INVALID_MESSAGE, "options", "There is nothing to choose from");
    }
    if (told.size() > Limits.OPTIONS) {
      throw Refused.field(
          Reason.TOO_LARGE, "options", "A question has at most " + Limits.OPTIONS + " options");
    }
    told.forEach(option -> Check.needed("options", option));
    if (new HashSet<>(told).size() < told.size()) {
      throw Refused.field(Reason.INVALID_MESSAGE, "options", "Two options are the same");
    }
    return List.copyOf(told);
  }

  private static String onTimeout(Command.AskConfirmation c) {
    if (c.onTimeout() != null) {
      return Check.needed("on_timeout", c.onTimeout());
    }
    return c.risk() == Risk.HIGH ? "abort" : "let_claude";
  }

  private static Decision accept(Event.ConfirmationEvent event) {
    return new Decision.Accepted(List.of(event), event.run(), event.id());
  }
}
