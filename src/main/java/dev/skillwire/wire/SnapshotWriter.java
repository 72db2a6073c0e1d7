package dev.skillwire.wire;

import dev.skillwire.core.ClosedConfirmation;
import dev.skillwire.core.Event;
import dev.skillwire.core.OpenConfirmation;
import dev.skillwire.core.Run;
import dev.skillwire.core.Snapshot;
import dev.skillwire.core.StepState;
import java.io.OutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// The state as clients see it: runs and waiting questions.
public final class SnapshotWriter {

  private SnapshotWriter() {}

  /// `{"running_skills":[…],"pending_confirmations":[…]}`; with a comma for its first byte it is the end of a message that
  /// [Replies#openingHead] begins.
  public static void state(OutputStream to, Snapshot snapshot) {
    JsonText.write(
        to,
        out -> {
          runs(out, "running_skills", snapshot);
          questions(out, "pending_confirmations", snapshot);
        });
  }

  /// All waiting questions of a snapshot as an array.
  public static void questions(JsonGenerator out, String name, Snapshot snapshot) {
    out.writeName(name);
    out.writeStartArray();
    for (var open : snapshot.open()) {
      out.writeStartObject();
      open(out, open, snapshot.at());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /// All runs of a snapshot as an array.
  public static void runs(JsonGenerator out, String name, Snapshot snapshot) {
    var waiting = snapshot.waitingRuns();
    out.writeName(name);
    out.writeStartArray();
    for (var run : snapshot.runs()) {
      out.writeStartObject();
      run(out, run, waiting.contains(run.id()));
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /// Fields of a waiting question, with the time that is left at `now`.
  public static void open(JsonGenerator out, OpenConfirmation open, Instant now) {
    EventWriter.question(
        out, open.question(), open.deadline(), open.remainingMs(now), open.paused());
    if (open.pausedBy() != null) {
      Out.actor(out, "paused_by", open.pausedBy());
    }
    Out.seconds(out, "pause_budget_seconds", open.budgetMs(now));
    if (open.pauseEnds() != null) {
      out.writeStringProperty("resumes_at", Timestamps.text(open.pauseEnds()));
    }
    PeopleFields.handling(out, open);
    if (open.seen().isEmpty()) {
      return;
    }
    out.writeName("seen_by");
    out.writeStartArray();
    for (var receipt : open.seen()) {
      out.writeStartObject();
      Out.actorFields(out, receipt.by());
      out.writeBooleanProperty("whole", receipt.whole());
      out.writeStringProperty("at", Timestamps.text(receipt.at()));
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /// One waiting question as an event that is told again to one client.
  public static byte[] replayed(OpenConfirmation open, Instant now) {
    return JsonText.write(
        out -> {
          out.writeStringProperty("type", "confirmation_required");
          out.writeStringProperty("timestamp", Timestamps.text(open.question().createdAt()));
          out.writeBooleanProperty("replayed", true);
          open(out, open, now);
        });
  }

  /// Status and outcome of a question, as HTTP tells them.
  public static void status(JsonGenerator out, OpenConfirmation open, Instant now) {
    out.writeStringProperty("id", open.question().id().value());
    out.writeStringProperty("status", "pending");
    out.writeName("confirmation");
    out.writeStartObject();
    open(out, open, now);
    out.writeEndObject();
  }

  /// Status and outcome of a settled question, as HTTP tells them.
  public static void status(JsonGenerator out, ClosedConfirmation closed) {
    out.writeStringProperty("id", closed.question().id().value());
    if (closed.answer() != null) {
      var answer = closed.answer();
      out.writeStringProperty("status", "answered");
      out.writeStringProperty("response", answer.response());
      out.writeStringProperty("remember", answer.remember().word());
      Out.optional(out, "comment", answer.comment());
      Out.actor(out, "answered_by", answer.answeredBy());
      EventWriter.memory(out, answer.memory().withoutQuestion());
      EventWriter.bound(out, answer.bound());
      if (!answer.votes().isEmpty()) {
        PeopleFields.votes(out, answer.votes());
      }
    } else if (closed.expiry() != null) {
      var expiry = closed.expiry();
      boolean timeout = expiry.reason() == Event.CloseReason.TIMEOUT;
      out.writeStringProperty("status", timeout ? "expired" : "cancelled");
      out.writeStringProperty("response", expiry.response());
      out.writeStringProperty("remember", "none");
      out.writeStringProperty("reason", Out.word(expiry.reason()));
    }
    if (closed.usedAt() != null) {
      out.writeStringProperty("used_at", Timestamps.text(closed.usedAt()));
    }
    out.writeName("confirmation");
    out.writeStartObject();
    EventWriter.question(out, closed.question(), null, 0L, false);
    Out.seconds(out, "pause_budget_seconds", 0L);
    out.writeEndObject();
  }

  /// Fields of one run.
  public static void run(JsonGenerator out, Run run, boolean waiting) {
    var start = run.start();
    EventWriter.run(out, run.id().value(), start.skillName());
    out.writeStringProperty("session_id", start.sessionId());
    out.writeNumberProperty("total_steps", run.totalSteps());
    out.writeNumberProperty("current_step", run.currentStep());
    out.writeStringProperty("status", status(run.end()));
    Out.flag(out, "waiting", waiting);
    out.writeStringProperty("source", start.source());
    Out.json(out, "inputs", start.inputs());
    out.writeStringProperty("started_at", Timestamps.text(run.startedAt()));
    if (start.parent() != null) {
      out.writeStringProperty("parent_skill_id", start.parent().value());
    }
    if (run.cancelRequestedAt() != null) {
      out.writeStringProperty("cancel_requested_at", Timestamps.text(run.cancelRequestedAt()));
    }
    var end = run.end();
    if (end != null) {
      out.writeStringProperty("ended_at", Timestamps.text(end.at()));
      Out.optional(out, "error", end.error());
      if (end.reason() != null) {
        out.writeStringProperty("reason", Out.word(end.reason()));
      }
      Out.optional(out, "outputs", end.outputs());
      out.writeNumberProperty("total_duration_ms", end.totalDurationMs());
      Out.flag(out, "truncated", end.truncated());
    }
    out.writeName("steps");
    out.writeStartArray();
    for (int i = 0; i < run.steps().size(); i++) {
      out.writeStartObject();
      step(out, i, run.steps().get(i));
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static String status(Run.@Nullable End end) {
    return end == null ? "running" : end.failed() ? "failed" : "completed";
  }

  private static void step(JsonGenerator out, int index, StepState step) {
    out.writeNumberProperty("index", index);
    out.writeStringProperty("name", step.name());
    out.writeStringProperty("description", step.description());
    out.writeStringProperty("status", Out.word(step.status()));
    if (step.startedAt() != null) {
      out.writeStringProperty("started_at", Timestamps.text(step.startedAt()));
    }
    Out.optional(out, "duration_ms", step.durationMs());
    if (step.percent() != null) {
      Out.number(out, "percent", step.percent());
    }
    Out.optional(out, "message", step.message());
    Out.optional(out, "reason", step.reason());
    Out.optional(out, "output", step.output());
    Out.optional(out, "error", step.error());
    Out.flag(out, "truncated", step.truncated());
    if (step.heals().isEmpty()) {
      return;
    }
    out.writeName("heals");
    out.writeStartArray();
    for (var heal : step.heals()) {
      out.writeStartObject();
      out.writeStringProperty("heal_id", heal.healId());
      out.writeStringProperty("tool_name", heal.toolName());
      out.writeStringProperty("error_type", heal.errorType());
      out.writeStringProperty("fix_action", heal.fixAction());
      out.writeStringProperty("started_at", Timestamps.text(heal.startedAt()));
      if (heal.success() != null) {
        out.writeBooleanProperty("success", heal.success());
      }
      Out.optional(out, "duration_ms", heal.durationMs());
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
