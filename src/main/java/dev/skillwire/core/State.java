package dev.skillwire.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// All that is alive: runs, open questions, the outcomes of recent ones, and rules. A fold over events,
/// owned by one thread. [#apply] is total: it never refuses.
public final class State implements StateView {

  private final Map<RunId, Run> runs = new LinkedHashMap<>();
  private final Map<ConfirmationId, OpenConfirmation> open = new LinkedHashMap<>();
  private final Map<ConfirmationId, ClosedConfirmation> closed = new LinkedHashMap<>();
  private final Map<RuleId, Rule> rules = new LinkedHashMap<>();
  private long rulesMade;

  /// Askers that attached themselves later. Not in the log: a connection ends with the process, and
  /// a token is recorded with the question.
  private final Map<ConfirmationId, Set<String>> attached = new HashMap<>();

  /// Bytes of what is kept, as [Weight] counts them.
  private long atWorkBytes;

  private long endedBytes;
  private long openBytes;
  private long closedBytes;

  public static State of(Snapshot snapshot) {
    var state = new State();
    snapshot.runs().forEach(run -> state.replace(null, run.weighed()));
    snapshot.open().forEach(state::open);
    snapshot.closed().forEach(state::settle);
    snapshot.rules().forEach(rule -> state.rules.put(rule.id(), rule));
    state.rulesMade = snapshot.rulesMade();
    return state;
  }

  /// The state as of `sequence`, seen at `now`: ended runs are in it as long as they are to be shown.
  public Snapshot snapshot(long sequence, Instant now) {
    var shown = new ArrayList<Run>(runs.size());
    for (var run : runs.values()) {
      if (run.end() == null || run.end().goneAt().isAfter(now)) {
        shown.add(run);
      }
    }
    return new Snapshot(
        sequence,
        now,
        List.copyOf(shown),
        List.copyOf(open.values()),
        List.copyOf(closed.values()),
        List.copyOf(rules.values()),
        rulesMade);
  }

  public void apply(Event event, Instant at) {
    forgetEnded(at);
    switch (event) {
      case Event.SkillStarted e -> {
        replace(runs.remove(e.run()), Run.started(e, at));
      }
      case Event.StepStarted e -> step(e, at, e.step().index(), 0, step -> step.started(e, at));
      case Event.StepProgress e -> step(e, at, -1, 0, step -> step.progressed(e));
      case Event.StepCompleted e ->
          step(e, at, -1, 0, step -> ended(step, e.step(), StepState.Status.COMPLETED, e));
      case Event.StepFailed e ->
          step(e, at, -1, 0, step -> ended(step, e.step(), StepState.Status.FAILED, e));
      case Event.StepSkipped e ->
          step(e, at, -1, 0, step -> ended(step, e.step(), StepState.Status.SKIPPED, e));
      case Event.HealTriggered e -> step(e, at, -1, 1, step -> step.healing(e, at));
      case Event.HealCompleted e -> step(e, at, -1, 0, step -> step.healed(e));
      case Event.SkillCancelRequested e -> run(e.run(), run -> run.cancelRequested(at));
      case Event.SkillCompleted e ->
          end(
              e.run(),
              new Run.End(at, e.totalDurationMs(), e.outputs(), null, null, e.truncated()));
      case Event.SkillFailed e ->
          end(
              e.run(),
              new Run.End(at, e.totalDurationMs(), null, e.error(), e.reason(), e.truncated()));
      case Event.ConfirmationRequired e -> {
        // An id that was used and closed may be used again; its earlier outcome is history.
        forget(e.id());
        attached.remove(e.id());
        open(OpenConfirmation.asked(e.question()));
        run(e.run(), run -> run.touched(at));
      }
      case Event.ConfirmationAnswered e -> {
        answered(e, at);
        run(e.run(), run -> run.touched(at));
      }
      case Event.ConfirmationSeen e -> {
        var waiting = open.get(e.id());
        if (waiting != null) {
          open(waiting.seenBy(new Receipt(e.by(), e.seer(), e.whole(), at)));
        }
      }
      case Event.ConfirmationUsed e -> {
        closed.computeIfPresent(e.id(), (_, c) -> c.used(at));
        run(e.run(), run -> run.touched(at));
      }
      case Event.ConfirmationExpired e -> {
        close(e.id(), question -> new ClosedConfirmation(question, null, e, at));
        run(e.run(), run -> run.touched(at));
      }
      case Event.ConfirmationPaused e ->
          open.computeIfPresent(e.id(), (_, o) -> o.pause(e.by(), at, e.ends(), e.hold()));
      case Event.ConfirmationResumed e -> open.computeIfPresent(e.id(), (_, o) -> o.resume(at));
      case Event.ConfirmationExtended e ->
          open.computeIfPresent(e.id(), (_, o) -> o.extend(e.grantedMs()));
      case Event.ConfirmationVoted e ->
          handled(e.id(), h -> h.voted(new Vote(e.voter(), e.response(), e.by(), at)));
      case Event.ConfirmationClaimed e ->
          handled(e.id(), h -> h.claimed(new Claim(e.holder(), e.by(), e.until())));
      case Event.ConfirmationReleased e -> handled(e.id(), h -> h.claimed(null));
      case Event.ConfirmationDelegated e -> handled(e.id(), h -> h.delegated(e.to()));
      case Event.ConfirmationEscalated e ->
          open.computeIfPresent(e.id(), (_, o) -> o.escalate(e.deadline()));
      case Event.ConfirmationReminder e -> handled(e.id(), h -> h.reminded(e.number()));
      case Event.RuleSaved e -> {
        rulesMade++;
        rules.put(e.rule().id(), e.rule());
      }
      case Event.RuleChanged e ->
          rules.computeIfPresent(e.id(), (_, rule) -> rule.switched(e.enabled(), e.changer()));
      case Event.RuleDeleted e -> rules.remove(e.id());
      case Event.MemoryQueryStarted _,
          Event.IntentClassified _,
          Event.MemoryQueryCompleted _,
          Event.PersonaChanged _,
          Event.ToolsListChanged _,
          Event.Custom _ -> {
        // History only: nothing alive depends on it.
      }
    }
  }

  /// Remembers that `requester` asked an open question again.
  public void attach(ConfirmationId id, String requester) {
    if (!open.containsKey(id)) {
      return;
    }
    var askers = attached.computeIfAbsent(id, _ -> new LinkedHashSet<>());
    askers.remove(requester);
    askers.add(requester);
    if (askers.size() > Limits.ATTACHED_REQUESTERS) {
      askers.remove(askers.iterator().next());
    }
  }

  /// The earliest instant at which [Command.ExpireDue] would change something, or null.
  public @Nullable Instant nextDue() {
    return Due.next(this);
  }

  /// The earliest deadline of a question whose clock runs, or null: then nobody watches a countdown.
  public @Nullable Instant nextDeadline() {
    Instant next = null;
    for (var waiting : open.values()) {
      var deadline = waiting.deadline();
      if (deadline != null && (next == null || deadline.isBefore(next))) {
        next = deadline;
      }
    }
    return next;
  }

  @Override
  public @Nullable Run run(RunId id) {
    return runs.get(id);
  }

  @Override
  public Collection<Run> runs() {
    return Collections.unmodifiableCollection(runs.values());
  }

  @Override
  public @Nullable OpenConfirmation open(ConfirmationId id) {
    return open.get(id);
  }

  @Override
  public Collection<OpenConfirmation> open() {
    return Collections.unmodifiableCollection(open.values());
  }

  @Override
  public long runBytes() {
    return atWorkBytes;
  }

  @Override
  public long openBytes() {
    return openBytes;
  }

  @Override
  public @Nullable ClosedConfirmation closed(ConfirmationId id) {
    return closed.get(id);
  }

  @Override
  public Collection<Rule> rules() {
    return Collections.unmodifiableCollection(rules.values());
  }

  @Override
  public @Nullable Rule rule(RuleId id) {
    return rules.get(id);
  }

  @Override
  public long rulesMade() {
    return rulesMade;
  }

  @Override
  public boolean asked(ConfirmationId id, String requester) {
    var question = open.get(id);
    return question != null
        && (question.question().requester().equals(requester)
            || attached.getOrDefault(id, Set.of()).contains(requester));
  }

  private void step(
      Event.StepEvent e, Instant at, int current, int heals, UnaryOperator<StepState> change) {
    run(
        e.step().run(),
        run -> run.step(e.step(), at, current < 0 ? run.currentStep() : current, heals, change));
  }

  private static StepState ended(
      StepState step, Event.Step told, StepState.Status how, Event.StepEvent event) {
    return switch (event) {
      case Event.StepCompleted e ->
          step.ended(told, how, e.durationMs(), e.output(), null, null, e.truncated());
      case Event.StepFailed e ->
          step.ended(told, how, e.durationMs(), null, e.error(), null, e.truncated());
      case Event.StepSkipped e ->
          step.ended(told, how, null, null, null, e.reason(), e.truncated());
      case Event.StepStarted _,
          Event.StepProgress _,
          Event.HealTriggered _,
          Event.HealCompleted _ ->
          step;
    };
  }

  private void run(RunId id, UnaryOperator<Run> change) {
    var before = runs.get(id);
    if (before != null) {
      replace(before, change.apply(before));
    }
  }

  /// Puts a run in the place of what was known of it, and counts. Ended runs make way where all take too much.
  private void replace(@Nullable Run before, Run after) {
    count(before, -1);
    count(after, 1);
    runs.put(after.id(), after);
    while (atWorkBytes + endedBytes > Limits.RUNS_BYTES && endedBytes > 0) {
      drop(firstEnded());
    }
  }

  private void count(@Nullable Run run, int sign) {
    if (run != null && run.running()) {
      atWorkBytes += (long) sign * run.bytes();
    } else if (run != null) {
      endedBytes += (long) sign * run.bytes();
    }
  }

  private void drop(RunId id) {
    count(runs.remove(id), -1);
  }

  private RunId firstEnded() {
    return runs.values().stream()
        .filter(run -> !run.running())
        .min(Comparator.comparing(Run::lastEventAt))
        .orElseThrow()
        .id();
  }

  private void end(RunId id, Run.End how) {
    run(id, run -> run.ended(how));
    if (runs.values().stream().filter(run -> !run.running()).count() > Limits.ENDED_RUNS) {
      drop(firstEnded());
    }
  }

  private void answered(Event.ConfirmationAnswered e, Instant at) {
    var memory = e.memory();
    if (memory.decidedBy() != null) {
      rules.computeIfPresent(memory.decidedBy(), (_, rule) -> rule.used(at));
    }
    var contradiction = new Rule.Contradiction(e.id(), e.response(), e.answeredBy(), at);
    for (var id : memory.contradicted()) {
      rules.computeIfPresent(id, (_, rule) -> rule.contradicted(contradiction));
    }
    if (memory.question() == null) {
      close(e.id(), question -> new ClosedConfirmation(question, e, null, at));
    } else {
      settle(new ClosedConfirmation(memory.question(), e, null, at));
    }
  }

  private void close(ConfirmationId id, Function<Question, ClosedConfirmation> how) {
    var question = open.remove(id);
    attached.remove(id);
    if (question == null) {
      return;
    }
    openBytes -= Weight.of(question);
    settle(how.apply(question.question()));
  }

  private void open(OpenConfirmation waiting) {
    var before = open.put(waiting.question().id(), waiting);
    openBytes += Weight.of(waiting);
    if (before != null) {
      openBytes -= Weight.of(before);
    }
  }

  private void handled(ConfirmationId id, UnaryOperator<Handling> change) {
    var waiting = open.get(id);
    if (waiting != null) {
      open(waiting.with(change.apply(waiting.handling())));
    }
  }

  private void settle(ClosedConfirmation settled) {
    // An id that was used and closed may be used again; its earlier outcome is history.
    forget(settled.question().id());
    closed.put(settled.question().id(), settled);
    closedBytes += Weight.of(settled);
    while (closed.size() > Limits.CLOSED_CONFIRMATIONS
        || closedBytes > Limits.CLOSED_CONFIRMATIONS_BYTES) {
      forget(closed.keySet().iterator().next());
    }
  }

  private void forget(ConfirmationId id) {
    var known = closed.remove(id);
    if (known != null) {
      closedBytes -= Weight.of(known);
    }
  }

  private void forgetEnded(Instant at) {
    if (endedBytes > 0) {
      runs.values().removeIf(run -> gone(run, at));
    }
  }

  private boolean gone(Run run, Instant at) {
    boolean gone = run.end() != null && !run.end().goneAt().isAfter(at);
    if (gone) {
      endedBytes -= run.bytes();
    }
    return gone;
  }
}
