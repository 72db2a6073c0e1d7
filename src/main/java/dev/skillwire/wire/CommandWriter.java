package dev.skillwire.wire;

import dev.skillwire.core.Command;
import dev.skillwire.core.Event;
import dev.skillwire.core.RememberFor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Commands as the messages that a client of the hub sends; the reverse of [MessageReader].
public final class CommandWriter {

  private CommandWriter() {}

  /// One message.
  ///
  /// @param requestId repeated in the `ack` or `error`
  /// @param eventId makes a published event safe to send twice, or "" for none
  public static String write(Command command, String requestId, String eventId) {
    return new String(
        JsonText.write(
            out -> {
              out.writeStringProperty("type", type(command));
              out.writeStringProperty("request_id", requestId);
              if (!eventId.isEmpty()) {
                out.writeStringProperty("event_id", eventId);
              }
              fields(out, command);
            }),
        StandardCharsets.UTF_8);
  }

  private static String type(Command command) {
    return switch (command) {
      case Command.StartSkill _ -> "skill_started";
      case Command.StartStep _ -> "step_started";
      case Command.ProgressStep _ -> "step_progress";
      case Command.CompleteStep _ -> "step_completed";
      case Command.FailStep _ -> "step_failed";
      case Command.SkipStep _ -> "step_skipped";
      case Command.CompleteSkill _ -> "skill_completed";
      case Command.FailSkill _ -> "skill_failed";
      case Command.TriggerHeal _ -> "auto_heal_triggered";
      case Command.CompleteHeal _ -> "auto_heal_completed";
      case Command.AskConfirmation _ -> "request_confirmation";
      case Command.AnswerConfirmation _ -> "confirmation_response";
      case Command.ReportShown _ -> "shown";
      case Command.UseApproval _ -> "use_confirmation";
      case Command.PauseConfirmation _ -> "pause_timer";
      case Command.ResumeConfirmation _ -> "resume_timer";
      case Command.ExtendConfirmation _ -> "extend_timer";
      case Command.HoldConfirmation _ -> "presence";
      case Command.ClaimConfirmation _ -> "claim";
      case Command.ReleaseClaim _ -> "release_claim";
      case Command.DelegateConfirmation _ -> "delegate_confirmation";
      case Command.CancelConfirmation _ -> "cancel_confirmation";
      case Command.SaveRule _ -> "save_rule";
      case Command.ChangeRule _ -> "change_rule";
      case Command.DeleteRule _ -> "delete_rule";
      case Command.CancelSkill _ -> "cancel_skill";
      case Command.StartMemoryQuery _ -> "memory_query_started";
      case Command.ClassifyIntent _ -> "intent_classified";
      case Command.CompleteMemoryQuery _ -> "memory_query_completed";
      case Command.ChangePersona _ -> "persona_changed";
      case Command.ChangeTools _ -> "tools_list_changed";
      case Command.Broadcast c -> c.type();
      case Command.ExpireDue _, Command.ReleasePauses _ ->
          throw new IllegalArgumentException("timers are the hub's own: " + command);
    };
  }

  private static void fields(JsonGenerator out, Command command) {
    switch (command) {
      case Command.StartSkill c -> start(out, c);
      case Command.StartStep c -> step(out, c.step());
      case Command.ProgressStep c -> {
        step(out, c.step());
        if (c.percent() != null) {
          Out.number(out, "percent", c.percent());
        }
        Out.optional(out, "message", c.message());
        Out.optional(out, "output", c.output());
      }
      case Command.CompleteStep c -> {
        step(out, c.step());
        Out.optional(out, "duration_ms", c.durationMs());
        Out.optional(out, "output", c.output());
      }
      case Command.FailStep c -> {
        step(out, c.step());
        Out.optional(out, "duration_ms", c.durationMs());
        out.writeStringProperty("error", c.error());
      }
      case Command.SkipStep c -> {
        step(out, c.step());
        out.writeStringProperty("reason", c.reason());
      }
      case Command.CompleteSkill c -> {
        run(out, c.run());
        Out.optional(out, "total_duration_ms", c.totalDurationMs());
        Out.optional(out, "outputs", c.outputs());
      }
      case Command.FailSkill c -> {
        run(out, c.run());
        out.writeStringProperty("error", c.error());
        Out.optional(out, "total_duration_ms", c.totalDurationMs());
        out.writeStringProperty("reason", Out.word(c.reason()));
      }
      case Command.TriggerHeal c -> {
        heal(out, c.run(), c.index(), c.stepName(), c.healId());
        out.writeStringProperty("tool_name", c.toolName());
        out.writeStringProperty("error_type", c.errorType());
        out.writeStringProperty("error", c.error());
        out.writeStringProperty("fix_action", c.fixAction());
      }
      case Command.CompleteHeal c -> {
        heal(out, c.run(), c.index(), c.stepName(), c.healId());
        out.writeStringProperty("fix_action", c.fixAction() == null ? "" : c.fixAction());
        out.writeBooleanProperty("success", c.success());
        Out.optional(out, "duration_ms", c.durationMs());
      }
      case Command.AskConfirmation c -> ask(out, c);
      case Command.AnswerConfirmation c -> {
        out.writeStringProperty("id", c.id().value());
        out.writeStringProperty("response", c.choice());
        out.writeStringProperty("remember", c.remember().word());
        RuleFields.rememberFor(out, c.rememberFor());
        Out.optional(out, "comment", c.comment());
        Out.optional(out, "action_digest", c.actionDigest());
        ExtrasFields.write(out, c.with());
      }
      case Command.ReportShown c -> {
        out.writeStringProperty("id", c.id().value());
        Out.optional(out, "action_digest", c.actionDigest());
        out.writeBooleanProperty("whole", c.whole());
      }
      case Command.UseApproval c -> {
        out.writeStringProperty("id", c.id().value());
        out.writeStringProperty("action_digest", c.actionDigest());
        Out.optional(out, "response", c.response());
      }
      case Command.PauseConfirmation c -> out.writeStringProperty("id", c.id().value());
      case Command.ResumeConfirmation c -> out.writeStringProperty("id", c.id().value());
      case Command.ExtendConfirmation c -> {
        out.writeStringProperty("id", c.id().value());
        Out.seconds(out, "seconds", c.byMs());
      }
      case Command.HoldConfirmation c -> {
        out.writeStringProperty("state", "focused");
        out.writeStringProperty(c.doing().word(), c.id().value());
      }
      case Command.ClaimConfirmation c -> {
        out.writeStringProperty("id", c.id().value());
        if (c.leaseMs() != null) {
          Out.seconds(out, "seconds", c.leaseMs());
        }
      }
      case Command.ReleaseClaim c -> out.writeStringProperty("id", c.id().value());
      case Command.DelegateConfirmation c -> {
        out.writeStringProperty("id", c.id().value());
        out.writeStringProperty("to", c.to());
        Out.optional(out, "comment", c.comment());
      }
      case Command.CancelConfirmation c -> out.writeStringProperty("id", c.id().value());
      case Command.SaveRule c -> save(out, c);
      case Command.ChangeRule c -> {
        out.writeStringProperty("rule_id", c.id().value());
        out.writeBooleanProperty("enabled", c.enabled());
      }
      case Command.DeleteRule c -> out.writeStringProperty("rule_id", c.id().value());
      case Command.CancelSkill c -> out.writeStringProperty("skill_id", c.run().value());
      case Command.StartMemoryQuery c -> {
        out.writeStringProperty("query_id", c.queryId());
        out.writeStringProperty("query", c.query());
        Out.texts(out, "sources", c.sources());
      }
      case Command.ClassifyIntent c -> {
        out.writeStringProperty("query_id", c.queryId());
        out.writeStringProperty("query", c.query());
        out.writeStringProperty("intent", c.intent());
        Out.nullable(out, "confidence", c.confidence());
        Out.texts(out, "sources_suggested", c.sourcesSuggested());
      }
      case Command.CompleteMemoryQuery c -> {
        out.writeStringProperty("query_id", c.queryId());
        Out.json(out, "intent", c.intent());
        Out.texts(out, "sources_queried", c.sourcesQueried());
        Out.nullable(out, "result_count", c.resultCount());
        Out.nullable(out, "latency_ms", c.latencyMs());
        Out.optional(out, "error", c.error());
      }
      case Command.ChangePersona c -> {
        out.writeStringProperty("persona", c.persona());
        Out.optional(out, "previous", c.previous());
        Out.optional(out, "tool_count", c.toolCount());
      }
      case Command.ChangeTools c -> {
        Out.texts(out, "added", c.added());
        Out.texts(out, "removed", c.removed());
        Out.optional(out, "tool_count", c.toolCount());
      }
      case Command.Broadcast c -> {
        for (var member : JsonText.node(c.fields()).properties()) {
          out.writeName(member.getKey());
          out.writeRawValue(member.getValue().toString());
        }
      }
      case Command.ExpireDue _, Command.ReleasePauses _ ->
          throw new IllegalArgumentException("timers are the hub's own: " + command);
    }
  }

  private static void save(JsonGenerator out, Command.SaveRule c) {
    RuleFields.scope(out, c.scope());
    out.writeStringProperty("response", c.response());
    out.writeBooleanProperty("enabled", c.enabled());
    Out.optional(out, "skill_id", c.run() == null ? null : c.run().value());
    Out.optional(out, "expires_at", c.until() == null ? null : Timestamps.text(c.until()));
    RuleFields.rememberFor(out, c.holds().equals(RememberFor.EVER) ? null : c.holds());
  }

  private static void start(JsonGenerator out, Command.StartSkill c) {
    EventWriter.run(out, c.run().value(), c.skillName());
    out.writeStringProperty("session_id", c.sessionId());
    if (c.totalSteps() != null) {
      out.writeNumberProperty("total_steps", c.totalSteps());
    }
    Out.json(out, "inputs", c.inputs());
    out.writeStringProperty("source", c.source());
    if (c.parent() != null) {
      out.writeStringProperty("parent_skill_id", c.parent().value());
    }
    plan(out, c.steps());
  }

  private static void plan(JsonGenerator out, List<Event.StepPlan> steps) {
    out.writeName("steps");
    out.writeStartArray();
    for (var step : steps) {
      out.writeStartObject();
      out.writeStringProperty("name", step.name());
      out.writeStringProperty("description", step.description());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void ask(JsonGenerator out, Command.AskConfirmation c) {
    out.writeStringProperty("id", c.id().value());
    run(out, c.run());
    if (c.stepIndex() != null) {
      out.writeNumberProperty("step_index", c.stepIndex());
    }
    Out.optional(out, "step_name", c.stepName());
    out.writeStringProperty("prompt", c.prompt());
    if (c.options() != null) {
      Out.texts(out, "options", c.options());
    }
    out.writeStringProperty("claude_suggestion", c.suggestion());
    Out.seconds(out, "timeout_seconds", c.timeoutMs());
    Out.optional(out, "on_timeout", c.onTimeout());
    out.writeStringProperty("risk", Out.word(c.risk()));
    Out.optional(out, "action", c.action());
    Out.optional(out, "action_digest", c.actionDigest());
    Out.optional(out, "error_type", c.errorType());
    Out.optional(out, "tool_name", c.toolName());
    ExtrasFields.write(out, c.extras());
    PeopleFields.wanted(out, c.terms());
  }

  private static void step(JsonGenerator out, Command.StepRef step) {
    run(out, step.run());
    out.writeNumberProperty("step_index", step.index());
    Out.optional(out, "step_name", step.name());
    Out.optional(out, "description", step.description());
    if (step.total() != null) {
      out.writeNumberProperty("total_steps", step.total());
    }
  }

  private static void heal(
      JsonGenerator out,
      Command.RunRef run,
      @Nullable Integer index,
      @Nullable String stepName,
      @Nullable String healId) {
    run(out, run);
    if (index != null) {
      out.writeNumberProperty("step_index", index);
    }
    Out.optional(out, "step_name", stepName);
    Out.optional(out, "heal_id", healId);
  }

  private static void run(JsonGenerator out, Command.RunRef run) {
    if (run.id() != null) {
      out.writeStringProperty("skill_id", run.id().value());
    }
    Out.optional(out, "skill_name", run.skillName());
  }
}
