package dev.skillwire.engine;

import dev.skillwire.core.Command;
import dev.skillwire.engine.process.ShellResult;
import dev.skillwire.engine.skill.Action;
import dev.skillwire.engine.skill.Draft;
import dev.skillwire.engine.skill.Durations;
import dev.skillwire.engine.skill.HealRules;
import dev.skillwire.engine.skill.StepSpec;
import dev.skillwire.engine.template.TemplateException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Does what a step is there for.
final class StepWork {

  /// Characters of standard output or of an answer that are told with the end of a step.
  static final int TOLD_CHARS = 16 * 1024;

  /// A wait is mentioned now and then, so that the hub doesn't take the run for lost.
  private static final Duration SIGN_OF_LIFE = Duration.ofMinutes(10);

  /// What silence may mean where the skill says so.
  private static final String SKIP = "skip";

  private final RunContext context;
  private final HealRules heals;
  private final Commands commands;
  private final Questions questions;
  private final Attempts attempts;

  StepWork(RunContext context, HealRules heals) {
    this.context = context;
    this.heals = heals;
    this.commands = new Commands(context);
    this.questions = new Questions(context);
    this.attempts =
        new Attempts(context, new Repairs(context, commands, questions, heals), questions);
  }

  /// What came of a step that did not fail.
  sealed interface Outcome {

    Produced produced();

    /// It was done.
    ///
    /// @param told with the end of the step
    record Completed(Map<String, ? extends @Nullable Object> told, Produced produced)
        implements Outcome {}

    record Skipped(String reason, Produced produced) implements Outcome {}

    record Returned(@Nullable Object value) implements Outcome {
      @Override
      public Produced produced() {
        return Produced.NOTHING;
      }
    }
  }

  /// @throws StepFailure when the step failed
  /// @throws RunStopped when the run can't go on, whatever `on_error` says
  Outcome run(Command.StepRef ref, StepSpec step)
      throws StepFailure, RunStopped, InterruptedException {
    try {
      return step.each() == null ? once(ref, step) : new ForEach(context, heals).run(ref, step);
    } catch (TemplateException e) {
      throw new StepFailure(String.valueOf(e.getMessage()));
    }
  }

  Outcome once(Command.StepRef ref, StepSpec step)
      throws StepFailure, RunStopped, InterruptedException {
    return switch (step.action()) {
      case Action.Shell shell -> shell(ref, step, shell);
      case Action.Ask ask -> ask(ref, ask);
      case Action.Return then -> new Outcome.Returned(context.value(then.value()));
      case Action.Http http -> http(ref, step, http);
      case Action.Nested nested -> nested(ref, step, nested);
      case Action.Assign set -> assign(set);
      case Action.Parallel group -> new Group(context, heals).run(group, step.timeout());
      case Action.Pause pause -> pause(ref, pause);
      case Action.Emit emit -> emit(ref, emit);
    };
  }

  private Outcome ask(Command.StepRef ref, Action.Ask ask)
      throws StepFailure, RunStopped, InterruptedException {
    var answer = questions.ask(ref, ask, null);
    if (answer.timedOut() && answer.choice().equals(SKIP)) {
      return new Outcome.Skipped("nobody answered in time", Produced.value(answer.choice()));
    }
    var told = new LinkedHashMap<String, Object>();
    told.put("answer", answer.choice());
    if (answer.timedOut()) {
      told.put("timed_out", true);
    }
    return new Outcome.Completed(told, Produced.value(answer.choice()));
  }

  private Outcome shell(Command.StepRef ref, StepSpec step, Action.Shell shell)
      throws StepFailure, RunStopped, InterruptedException {
    var command = context.text(shell.command());
    var place = commands.place(ref, step);
    var guard = shell.guard();
    String chosen = null;
    if (guard != null) {
      var proposal = questions.proposal(guard, command, step);
      var answer = questions.ask(ref, guard, proposal);
      chosen = answer.choice();
      if (!answer.goesOn()) {
        return new Outcome.Skipped(
            answer.timedOut() ? "nobody answered in time" : "answered '" + chosen + "'",
            new Produced(Map.of("_answer", chosen), Map.of()));
      }
      var again = context.text(shell.command());
      command = questions.approved(answer, questions.proposal(guard, again, step));
    }
    var approved = command;
    var result =
        attempts.make(new Attempts.Work<>(step, place, () -> commands.run(approved, place)));
    var produced = Produced.text(result.stdout());
    return new Outcome.Completed(
        told(result), chosen == null ? produced : produced.and("_answer", chosen));
  }

  private Outcome http(Command.StepRef ref, StepSpec step, Action.Http http)
      throws StepFailure, RunStopped, InterruptedException {
    var calls = new HttpCalls(context);
    var request = calls.request(http, step.timeout());
    var answer =
        attempts.make(
            new Attempts.Work<>(
                step, commands.place(ref, step), () -> calls.send(http, request, step.timeout())));
    return new Outcome.Completed(HttpCalls.told(answer, TOLD_CHARS), answer.produced());
  }

  private Outcome nested(Command.StepRef ref, StepSpec step, Action.Nested nested)
      throws StepFailure, RunStopped, InterruptedException {
    var runs = new NestedRuns(context);
    var inputs = runs.inputs(nested);
    var result =
        attempts.make(
            new Attempts.Work<>(
                step,
                commands.place(ref, step),
                () -> runs.run(nested.skill(), inputs, step.timeout())));
    var told = new LinkedHashMap<String, Object>();
    told.put("skill_id", result.run().value());
    told.put("outputs", result.outputs());
    return new Outcome.Completed(told, Produced.value(result.outputs()));
  }

  private Outcome assign(Action.Assign set) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    for (var entry : set.values().entrySet()) {
      var view = context.seeing(context.values().seeing(new HashMap<>(values)));
      values.put(entry.getKey(), entry.getValue().filled(view::value));
    }
    return new Outcome.Completed(values, Produced.named(values));
  }

  private Outcome pause(Command.StepRef ref, Action.Pause pause)
      throws StepFailure, RunStopped, InterruptedException {
    var text = context.text(pause.time());
    var time = Durations.parse(text);
    if (time == null || time.compareTo(Durations.MOST) > 0) {
      throw new StepFailure("'" + text + "' is no time such as 30 (seconds), 500ms, 5m or 2h.");
    }
    var left = time;
    while (left.compareTo(SIGN_OF_LIFE) > 0) {
      Attempts.pause(context, SIGN_OF_LIFE);
      left = left.minus(SIGN_OF_LIFE);
      context.mention(ref, "Waits " + left.toMinutes() + " more minutes.");
    }
    Attempts.pause(context, left);
    return new Outcome.Completed(Map.of("waited_ms", time.toMillis()), Produced.NOTHING);
  }

  private Outcome emit(Command.StepRef ref, Action.Emit emit)
      throws RunStopped, InterruptedException {
    var fields = Draft.filled(emit.fields(), context::value);
    if (emit.type().equals("persona_changed")) {
      var persona = context.secrets().mask(String.valueOf(fields.get("persona")));
      context.reporter().tell(new Command.ChangePersona(persona, null, null));
    } else {
      fields.putIfAbsent("skill_id", context.options().run().value());
      fields.putIfAbsent("step_index", ref.index());
      context
          .reporter()
          .tell(new Command.Broadcast(emit.type(), JsonText.of(context.secrets().masked(fields))));
    }
    return new Outcome.Completed(Map.of("type", emit.type()), Produced.NOTHING);
  }

  private static Map<String, Object> told(ShellResult result) {
    var told = new LinkedHashMap<String, Object>();
    told.put("exit_code", result.exitCode());
    var stdout = result.stdout().strip();
    boolean cut = result.cut() || stdout.length() > TOLD_CHARS;
    told.put("stdout", stdout.substring(0, Math.min(stdout.length(), TOLD_CHARS)));
    if (cut) {
      told.put("truncated", true);
    }
    return told;
  }

  /// The items of a `for_each`.
  static List<?> items(@Nullable Object value) throws StepFailure {
    return switch (value) {
      case List<?> list -> list;
      case java.util.Collection<?> items -> List.copyOf(items);
      case null, default -> throw new StepFailure("'for_each' needs a list, not '" + value + "'.");
    };
  }
}
