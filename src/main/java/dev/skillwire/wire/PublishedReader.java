package dev.skillwire.wire;

import dev.skillwire.core.Command;
import dev.skillwire.core.Event;
import dev.skillwire.core.Json;
import dev.skillwire.core.RunId;
import java.util.ArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads the events that a source may emit, as commands.
final class PublishedReader {

  private PublishedReader() {}

  /// The command that an event asks for.
  ///
  /// @return null when a source can't emit that type
  static @Nullable Command read(String type, Fields f, Supplier<String> ids) throws BadMessage {
    return switch (type) {
      case "skill_started" -> started(f, ids);
      case "step_started" -> new Command.StartStep(step(f));
      case "step_progress" ->
          new Command.ProgressStep(
              step(f), f.number("percent"), f.text("message"), f.text("output"));
      case "step_completed" ->
          new Command.CompleteStep(step(f), f.whole("duration_ms"), f.object("output"));
      case "step_failed" ->
          new Command.FailStep(step(f), f.whole("duration_ms"), f.needed("error"));
      case "step_skipped" -> new Command.SkipStep(step(f), f.text("reason", ""));
      case "skill_completed" ->
          new Command.CompleteSkill(run(f), f.whole("total_duration_ms"), f.object("outputs"));
      case "skill_failed" ->
          new Command.FailSkill(
              run(f),
              f.needed("error"),
              f.whole("total_duration_ms"),
              f.word("reason", Event.FailReason.class, Event.FailReason.FAILED));
      case "auto_heal_triggered" ->
          new Command.TriggerHeal(
              run(f),
              f.index("step_index"),
              f.text("step_name"),
              f.text("heal_id"),
              f.text("tool_name", ""),
              f.text("error_type", ""),
              f.text("error", f.text("error_snippet", "")),
              f.needed("fix_action"));
      case "auto_heal_completed" ->
          new Command.CompleteHeal(
              run(f),
              f.index("step_index"),
              f.text("step_name"),
              f.text("heal_id"),
              f.needed("fix_action"),
              success(f),
              f.whole("duration_ms"));
      case "memory_query_started" ->
          new Command.StartMemoryQuery(
              f.needed("query_id"), f.text("query", ""), f.textsOrNone("sources"));
      case "intent_classified" ->
          new Command.ClassifyIntent(
              f.needed("query_id"),
              f.text("query", ""),
              f.text("intent", ""),
              f.number("confidence"),
              f.textsOrNone("sources_suggested"));
      case "memory_query_completed" ->
          new Command.CompleteMemoryQuery(
              f.needed("query_id"),
              intent(f),
              f.textsOrNone("sources_queried"),
              f.whole("result_count"),
              f.number("latency_ms"),
              f.text("error"));
      case "persona_changed" ->
          new Command.ChangePersona(f.needed("persona"), f.text("previous"), f.whole("tool_count"));
      case "tools_list_changed" ->
          new Command.ChangeTools(
              f.textsOrNone("added"), f.textsOrNone("removed"), f.whole("tool_count"));
      default -> null;
    };
  }

  static Command.RunRef run(Fields f) throws BadMessage {
    var id = f.text("skill_id");
    var given = id == null || id.isEmpty() ? null : new RunId(id);
    return new Command.RunRef(given, f.text("skill_name"));
  }

  private static Command started(Fields f, Supplier<String> ids) throws BadMessage {
    var steps = new ArrayList<Event.StepPlan>();
    for (var step : f.objects("steps")) {
      steps.add(new Event.StepPlan(step.text("name", ""), step.text("description", "")));
    }
    var id = f.text("skill_id");
    var parent = f.text("parent_skill_id");
    var inputs = f.object("inputs");
    return new Command.StartSkill(
        new RunId(id == null || id.isEmpty() ? ids.get() : id),
        f.needed("skill_name"),
        f.text("session_id", ""),
        f.index("total_steps"),
        inputs == null ? Json.EMPTY_OBJECT : inputs,
        f.text("source", ""),
        parent == null || parent.isEmpty() ? null : new RunId(parent),
        steps);
  }

  private static Command.StepRef step(Fields f) throws BadMessage {
    return new Command.StepRef(
        run(f),
        f.neededIndex("step_index"),
        f.text("step_name"),
        f.text("description"),
        f.index("total_steps"));
  }

  private static boolean success(Fields f) throws BadMessage {
    var success = f.truth("success");
    if (success == null) {
      throw BadMessage.field("success", "success is missing");
    }
    return success;
  }

  private static Json intent(Fields f) throws BadMessage {
    var intent = f.any("intent");
    if (intent == null) {
      return new Json("\"\"");
    }
    if (intent.text().startsWith("{") || intent.text().startsWith("\"")) {
      return intent;
    }
    throw BadMessage.field("intent", "intent is an object or a string");
  }
}
