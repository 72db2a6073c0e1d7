package dev.skillwire.engine;

import dev.skillwire.engine.skill.Action;
import dev.skillwire.engine.skill.InputException;
import dev.skillwire.engine.skill.Skill;
import dev.skillwire.engine.skill.StepSpec;
import dev.skillwire.engine.template.Similar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is not done again: the steps before the one that a run begins at, with what an earlier run left.
///
/// @param from index of the first step that is run
/// @param run the earlier run, or "" when only the place is known
/// @param steps what it told, by index
/// @param inputs what it was given, without what was kept secret
public record Earlier(int from, String run, Map<Integer, Past> steps, Map<String, Object> inputs) {

  /// Nothing was done yet.
  public static final Earlier NOTHING = new Earlier(0, "", Map.of(), Map.of());

  static final String DONE_BY = "done by the run ";

  /// A step of the earlier run.
  ///
  /// @param status as the hub tells it
  /// @param output what it told at its end
  /// @param whole false when that was cut
  record Past(
      String name,
      String status,
      @Nullable String error,
      @Nullable String reason,
      Map<?, ?> output,
      boolean whole) {}

  /// A run that begins at a step, and knows nothing of those before it.
  ///
  /// @throws InputException when there is no such step
  public static Earlier none(Skill skill, String step) {
    return new Earlier(index(skill, step), "", Map.of(), Map.of());
  }

  /// A run that goes on where an earlier one ended.
  ///
  /// @param told the earlier run, as the hub tells it: a JSON object
  /// @param step where to begin, or null for the step that was not done
  /// @throws InputException when that can't be
  public static Earlier of(Skill skill, String told, @Nullable String step) {
    if (!(JsonText.parse(told) instanceof Map<?, ?> run)) {
      throw new InputException("What the hub tells of the earlier run can't be read.");
    }
    var id = String.valueOf(run.get("skill_id"));
    if (!skill.name().equals(run.get("skill_name"))) {
      throw new InputException(
          "The run "
              + id
              + " was one of '"
              + run.get("skill_name")
              + "', not of '"
              + skill.name()
              + "'.");
    }
    var steps = new HashMap<Integer, Past>();
    if (run.get("steps") instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i) instanceof Map<?, ?> past) {
          steps.put(i, past(past));
        }
      }
    }
    if (step == null && "running".equals(run.get("status"))) {
      throw new InputException("The run " + id + " is still at work.");
    }
    int from = step == null ? first(skill, id, steps) : index(skill, step);
    check(skill, id, from, steps);
    return new Earlier(from, id, Map.copyOf(steps), inputs(skill, run.get("inputs")));
  }

  private static Past past(Map<?, ?> told) {
    var output = told.get("output") instanceof Map<?, ?> map ? map : Map.of();
    boolean cut =
        Boolean.TRUE.equals(told.get("truncated")) || Boolean.TRUE.equals(output.get("truncated"));
    return new Past(
        String.valueOf(told.get("name")),
        String.valueOf(told.get("status")),
        told.get("error") == null ? null : String.valueOf(told.get("error")),
        told.get("reason") == null ? null : String.valueOf(told.get("reason")),
        output,
        !cut);
  }

  private static int index(Skill skill, String name) {
    for (var step : skill.steps()) {
      if (step.name().equals(name)) {
        return step.index();
      }
    }
    var names = skill.steps().stream().map(StepSpec::name).toList();
    throw new InputException(
        "The skill '" + skill.name() + "' has no step '" + name + "'" + Similar.hint(name, names));
  }

  /// The first step that was not done.
  private static int first(Skill skill, String id, Map<Integer, Past> steps) {
    for (var step : skill.steps()) {
      var past = steps.get(step.index());
      var status = past == null ? "pending" : past.status();
      boolean done =
          status.equals("completed")
              || status.equals("skipped")
              || (status.equals("failed") && step.onError() == StepSpec.OnError.CONTINUE);
      if (done) {
        continue;
      }
      if (status.equals("running") && !step.idempotent()) {
        throw new InputException(
            "Nobody knows how far the step '"
                + step.name()
                + "' came in the run "
                + id
                + ". Name the step to begin at, or give it 'idempotent: true' if it may be done twice.");
      }
      return step.index();
    }
    throw new InputException(
        "Nothing is left to do of the run " + id + "; name a step to begin at.");
  }

  private static void check(Skill skill, String id, int from, Map<Integer, Past> steps) {
    for (var step : skill.plan()) {
      var past = steps.get(step.index());
      if (step.index() >= from || past == null) {
        continue;
      }
      if (!past.name().equals(step.name())) {
        throw new InputException(
            "The skill is not the one of the run "
                + id
                + ": a step was '"
                + past.name()
                + "' and is '"
                + step.name()
                + "'.");
      }
      if (past.reason() != null && past.reason().startsWith(DONE_BY)) {
        throw new InputException(
            "The step '"
                + step.name()
                + "' was "
                + past.reason()
                + ", which has to be named instead.");
      }
      boolean read = step.output() != null || step.action() instanceof Action.Assign;
      if (read && past.status().equals("completed") && (!past.whole() || masked(past.output()))) {
        throw new InputException(
            "What the step '"
                + step.name()
                + "' left is not known whole; name it, or one before it, to begin at.");
      }
    }
  }

  private static boolean masked(Object output) {
    return output.toString().contains(Secrets.MASK);
  }

  private static Map<String, Object> inputs(Skill skill, @Nullable Object told) {
    var inputs = new LinkedHashMap<String, Object>();
    if (told instanceof Map<?, ?> map) {
      for (var input : skill.inputs()) {
        var value = map.get(input.name());
        if (value != null && !masked(value)) {
          inputs.put(input.name(), value);
        }
      }
    }
    return inputs;
  }

  /// Why a step is not run.
  String reason(Skill skill) {
    if (!run.isEmpty()) {
      return DONE_BY + run;
    }
    var first =
        skill.steps().stream().filter(step -> step.index() == from).findFirst().map(StepSpec::name);
    return "the run begins at '" + first.orElse("") + "'";
  }

  /// Gives later steps what a step left.
  void restore(StepSpec step, Values values) {
    var past = steps.get(step.index());
    if (past == null) {
      return;
    }
    switch (past.status()) {
      case "completed" -> values.ended(step, "success", null, produced(step, past.output()));
      case "failed" -> values.ended(step, "failed", past.error(), Produced.NOTHING);
      case "skipped" -> values.ended(step, "skipped", null, Produced.NOTHING);
      default -> {}
    }
  }

  private static Produced produced(StepSpec step, Map<?, ?> output) {
    if (step.each() == null || !(output.get("items") instanceof List<?> items)) {
      return produced(step.action(), output);
    }
    var values = new ArrayList<@Nullable Object>();
    for (var item : items) {
      values.add(
          item instanceof Map<?, ?> one ? produced(step.action(), one).bySuffix().get("") : null);
    }
    return Produced.value(values);
  }

  private static Produced produced(Action action, Map<?, ?> output) {
    return switch (action) {
      case Action.Shell _ -> Produced.text(String.valueOf(output.get("stdout")));
      case Action.Http _ ->
          Produced.text(String.valueOf(output.get("body"))).and("_status", output.get("status"));
      case Action.Ask _ -> Produced.value(output.get("answer"));
      case Action.Nested _ -> Produced.value(output.get("outputs"));
      case Action.Assign _ -> {
        var named = new LinkedHashMap<String, @Nullable Object>();
        output.forEach((name, value) -> named.put(String.valueOf(name), value));
        yield Produced.named(named);
      }
      case Action.Return _, Action.Parallel _, Action.Pause _, Action.Emit _ -> Produced.NOTHING;
    };
  }
}
