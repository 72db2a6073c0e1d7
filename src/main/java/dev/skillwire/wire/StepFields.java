package dev.skillwire.wire;

import dev.skillwire.core.Event;
import tools.jackson.core.JsonGenerator;

/// Fields of the events of a step.
final class StepFields {

  private StepFields() {}

  static void write(JsonGenerator out, Event.StepEvent event) {
    var step = event.step();
    EventWriter.run(out, step.run().value(), step.skillName());
    out.writeNumberProperty("step_index", step.index());
    out.writeStringProperty("step_name", step.name());
    out.writeNumberProperty("total_steps", step.totalSteps());
    out.writeStringProperty("description", step.description());
    switch (event) {
      case Event.StepStarted e -> Out.flag(out, "truncated", e.truncated());
      case Event.StepProgress e -> {
        if (e.percent() != null) {
          Out.number(out, "percent", e.percent());
        }
        Out.optional(out, "message", e.message());
        Out.optional(out, "output", e.output());
        Out.flag(out, "truncated", e.truncated());
      }
      case Event.StepCompleted e -> {
        out.writeNumberProperty("duration_ms", e.durationMs());
        out.writeStringProperty("result", "success");
        Out.optional(out, "output", e.output());
        Out.flag(out, "truncated", e.truncated());
      }
      case Event.StepFailed e -> {
        out.writeNumberProperty("duration_ms", e.durationMs());
        out.writeStringProperty("error", e.error());
        out.writeStringProperty("result", "failed");
        Out.flag(out, "truncated", e.truncated());
      }
      case Event.StepSkipped e -> {
        out.writeStringProperty("reason", e.reason());
        out.writeStringProperty("result", "skipped");
        Out.flag(out, "truncated", e.truncated());
      }
      case Event.HealTriggered e -> {
        out.writeStringProperty("tool_name", e.toolName());
        out.writeStringProperty("error_type", e.errorType());
        out.writeStringProperty("error", e.error());
        out.writeStringProperty("error_snippet", e.errorSnippet());
        out.writeStringProperty("fix_action", e.fixAction());
        out.writeStringProperty("heal_id", e.healId());
        Out.flag(out, "truncated", e.truncated());
      }
      case Event.HealCompleted e -> {
        out.writeStringProperty("tool_name", e.toolName());
        out.writeStringProperty("error_type", e.errorType());
        out.writeStringProperty("fix_action", e.fixAction());
        out.writeBooleanProperty("success", e.success());
        out.writeNumberProperty("duration_ms", e.durationMs());
        out.writeStringProperty("heal_id", e.healId());
      }
    }
  }
}
