package dev.skillwire.wire;

import dev.skillwire.core.Event;
import dev.skillwire.core.Question;
import dev.skillwire.core.RuleId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Events as JSON objects: `type`, `seq`, `timestamp`, then the fields of the catalogue. These bytes
/// are what clients of the first vocabulary are sent, and what the log keeps.
public final class EventWriter {

  private static final int EMPTY_OBJECT_BYTES = 2;
  private static final String HEAD = "{\"type\":\"";

  private EventWriter() {}

  public static byte[] write(long sequence, Instant at, Event event) {
    if (event instanceof Event.Custom own) {
      return custom(sequence, at, own);
    }
    return JsonText.write(
        out -> {
          out.writeStringProperty("type", kind(event));
          out.writeNumberProperty("seq", sequence);
          out.writeStringProperty("timestamp", Timestamps.text(at));
          fields(out, event);
        });
  }

  /// An event told again to one client: marked, and without a sequence of its own.
  public static byte[] replayed(Instant at, Event event) {
    return JsonText.write(
        out -> {
          out.writeStringProperty("type", kind(event));
          out.writeStringProperty("timestamp", Timestamps.text(at));
          out.writeBooleanProperty("replayed", true);
          fields(out, event);
        });
  }

  /// An event told again to one client, from the bytes of [#write]: marked, and without a sequence.
  ///
  /// @param kind its canonical word
  public static byte[] replayed(byte[] body, String kind) {
    var text = new String(body, StandardCharsets.UTF_8);
    int afterType = HEAD.length() + kind.length() + 1;
    int afterSequence = text.indexOf(',', afterType + 1);
    return (text.substring(0, afterType) + ",\"replayed\":true" + text.substring(afterSequence))
        .getBytes(StandardCharsets.UTF_8);
  }

  /// The canonical word of an event.
  public static String kind(Event event) {
    return switch (event) {
      case Event.SkillStarted _ -> "skill_started";
      case Event.StepStarted _ -> "step_started";
      case Event.StepProgress _ -> "step_progress";
      case Event.StepCompleted _ -> "step_completed";
      case Event.StepFailed _ -> "step_failed";
      case Event.StepSkipped _ -> "step_skipped";
      case Event.SkillCancelRequested _ -> "skill_cancel_requested";
      case Event.SkillCompleted _ -> "skill_completed";
      case Event.SkillFailed _ -> "skill_failed";
      case Event.HealTriggered _ -> "auto_heal_triggered";
      case Event.HealCompleted _ -> "auto_heal_completed";
      case Event.ConfirmationRequired _ -> "confirmation_required";
      case Event.ConfirmationAnswered _ -> "confirmation_answered";
      case Event.ConfirmationExpired _ -> "confirmation_expired";
      case Event.ConfirmationPaused _ -> "confirmation_paused";
      case Event.ConfirmationResumed _ -> "confirmation_resumed";
      case Event.ConfirmationExtended _ -> "confirmation_extended";
      case Event.RuleSaved _ -> "confirmation_rule_saved";
      case Event.RuleChanged _ -> "confirmation_rule_changed";
      case Event.RuleDeleted _ -> "confirmation_rule_deleted";
      case Event.MemoryQueryStarted _ -> "memory_query_started";
      case Event.IntentClassified _ -> "intent_classified";
      case Event.MemoryQueryCompleted _ -> "memory_query_completed";
      case Event.PersonaChanged _ -> "persona_changed";
      case Event.ToolsListChanged _ -> "tools_list_changed";
      case Event.Custom e -> e.type();
    };
  }

  private static void fields(JsonGenerator out, Event event) {
    switch (event) {
      case Event.SkillStarted e -> started(out, e);
      case Event.StepEvent e -> StepFields.write(out, e);
      case Event.SkillCancelRequested e -> {
        run(out, e.run().value(), e.skillName());
        Out.actor(out, "by", e.by());
      }
      case Event.SkillCompleted e -> {
        run(out, e.run().value(), e.skillName());
        out.writeNumberProperty("total_duration_ms", e.totalDurationMs());
        Out.optional(out, "outputs", e.outputs());
        Out.flag(out, "truncated", e.truncated());
      }
      case Event.SkillFailed e -> {
        run(out, e.run().value(), e.skillName());
        out.writeStringProperty("error", e.error());
        out.writeNumberProperty("total_duration_ms", e.totalDurationMs());
        out.writeStringProperty("reason", Out.word(e.reason()));
        Out.flag(out, "truncated", e.truncated());
      }
      case Event.ConfirmationEvent e -> confirmation(out, e);
      case Event.RuleSaved e -> {
        out.writeName("rule");
        out.writeStartObject();
        RuleFields.write(out, e.rule());
        out.writeEndObject();
      }
      case Event.RuleChanged e -> {
        out.writeStringProperty("rule_id", e.id().value());
        out.writeBooleanProperty("enabled", e.enabled());
        Out.actor(out, "by", e.by());
      }
      case Event.RuleDeleted e -> {
        out.writeStringProperty("rule_id", e.id().value());
        out.writeStringProperty("reason", Out.word(e.reason()));
        Out.actor(out, "by", e.by());
      }
      case Event.MemoryQueryStarted e -> {
        out.writeStringProperty("query_id", e.queryId());
        out.writeStringProperty("query", e.query());
        Out.texts(out, "sources", e.sources());
        Out.flag(out, "truncated", e.truncated());
      }
      case Event.IntentClassified e -> {
        out.writeStringProperty("query_id", e.queryId());
        out.writeStringProperty("query", e.query());
        out.writeStringProperty("intent", e.intent());
        Out.nullable(out, "confidence", e.confidence());
        Out.texts(out, "sources_suggested", e.sourcesSuggested());
        Out.flag(out, "truncated", e.truncated());
      }
      case Event.MemoryQueryCompleted e -> {
        out.writeStringProperty("query_id", e.queryId());
        Out.json(out, "intent", e.intent());
        Out.texts(out, "sources_queried", e.sourcesQueried());
        Out.nullable(out, "result_count", e.resultCount());
        Out.nullable(out, "latency_ms", e.latencyMs());
        Out.optional(out, "error", e.error());
        Out.flag(out, "truncated", e.truncated());
      }
      case Event.PersonaChanged e -> {
        out.writeStringProperty("persona", e.persona());
        Out.optional(out, "previous", e.previous());
        Out.optional(out, "tool_count", e.toolCount());
      }
      case Event.ToolsListChanged e -> {
        Out.texts(out, "added", e.added());
        Out.texts(out, "removed", e.removed());
        Out.optional(out, "tool_count", e.toolCount());
      }
      case Event.Custom e -> members(out, e);
    }
  }

  private static void started(JsonGenerator out, Event.SkillStarted e) {
    run(out, e.run().value(), e.skillName());
    out.writeStringProperty("session_id", e.sessionId());
    out.writeNumberProperty("total_steps", e.totalSteps());
    Out.json(out, "inputs", e.inputs());
    out.writeStringProperty("source", e.source());
    if (e.parent() != null) {
      out.writeStringProperty("parent_skill_id", e.parent().value());
    }
    if (e.steps().isEmpty()) {
      return;
    }
    out.writeName("steps");
    out.writeStartArray();
    for (var step : e.steps()) {
      out.writeStartObject();
      out.writeStringProperty("name", step.name());
      out.writeStringProperty("description", step.description());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void confirmation(JsonGenerator out, Event.ConfirmationEvent event) {
    if (event instanceof Event.ConfirmationRequired e) {
      asked(out, e.question());
      return;
    }
    out.writeStringProperty("id", event.id().value());
    out.writeStringProperty("skill_id", event.run().value());
    switch (event) {
      case Event.ConfirmationRequired _ -> throw new IllegalStateException("written above");
      case Event.ConfirmationAnswered e -> {
        out.writeStringProperty("response", e.response());
        out.writeStringProperty("remember", e.remember().word());
        RuleFields.rememberFor(out, e.rememberFor());
        Out.optional(out, "comment", e.comment());
        Out.actor(out, "answered_by", e.answeredBy());
        memory(out, e.memory());
      }
      case Event.ConfirmationExpired e -> {
        out.writeStringProperty("response", e.response());
        out.writeStringProperty("reason", Out.word(e.reason()));
      }
      case Event.ConfirmationPaused e -> {
        Out.seconds(out, "remaining_seconds", e.remainingMs());
        out.writeStringProperty("resumes_at", Timestamps.text(e.ends()));
        Out.actor(out, "by", e.by());
      }
      case Event.ConfirmationResumed e -> clock(out, e.remainingMs(), e.deadline(), e.by());
      case Event.ConfirmationExtended e -> {
        Out.seconds(out, "seconds", e.grantedMs());
        clock(out, e.remainingMs(), e.deadline(), e.by());
      }
    }
  }

  private static void clock(
      JsonGenerator out,
      @Nullable Long remainingMs,
      @Nullable Instant deadline,
      dev.skillwire.core.Actor by) {
    Out.seconds(out, "remaining_seconds", remainingMs);
    if (deadline != null) {
      out.writeStringProperty("deadline", Timestamps.text(deadline));
    }
    Out.actor(out, "by", by);
  }

  /// What rules had to do with an answer.
  static void memory(JsonGenerator out, Event.Memory memory) {
    Out.optional(out, "rule_id", memory.decidedBy() == null ? null : memory.decidedBy().value());
    if (memory.question() != null) {
      out.writeName("question");
      out.writeStartObject();
      asked(out, memory.question());
      out.writeEndObject();
    }
    Out.optional(out, "saved_as", memory.savedAs() == null ? null : memory.savedAs().value());
    Out.optional(out, "not_remembered", memory.notSaved());
    if (!memory.contradicted().isEmpty()) {
      Out.texts(out, "contradicts", memory.contradicted().stream().map(RuleId::value).toList());
    }
  }

  /// A question with its clock as it was when it was asked.
  private static void asked(JsonGenerator out, Question q) {
    var deadline = q.timeoutMs() == null ? null : q.createdAt().plusMillis(q.timeoutMs());
    question(out, q, deadline, q.timeoutMs(), false);
  }

  /// A question with the state of its clock.
  static void question(
      JsonGenerator out,
      Question q,
      @Nullable Instant deadline,
      @Nullable Long remainingMs,
      boolean paused) {
    out.writeStringProperty("id", q.id().value());
    run(out, q.run().value(), q.skillName());
    if (q.stepIndex() == null) {
      out.writeNullProperty("step_index");
    } else {
      out.writeNumberProperty("step_index", q.stepIndex());
    }
    out.writeStringProperty("step_name", q.stepName());
    out.writeStringProperty("prompt", q.prompt());
    out.writeStringProperty("message", q.prompt());
    Out.texts(out, "options", q.options());
    out.writeStringProperty("claude_suggestion", q.suggestion());
    Out.seconds(out, "timeout_seconds", q.timeoutMs());
    out.writeStringProperty("created_at", Timestamps.text(q.createdAt()));
    Out.nullable(out, "deadline", deadline == null ? null : Timestamps.text(deadline));
    Out.seconds(out, "remaining_seconds", remainingMs);
    out.writeBooleanProperty("paused", paused);
    out.writeStringProperty("on_timeout", q.onTimeout());
    out.writeStringProperty("risk", Out.word(q.risk()));
    Out.optional(out, "action", q.action());
    Out.optional(out, "action_digest", q.actionDigest());
    Out.optional(out, "error_type", q.errorType());
    Out.optional(out, "tool_name", q.toolName());
    Out.flag(out, "masked", q.masked());
  }

  static void run(JsonGenerator out, String id, String skillName) {
    out.writeStringProperty("skill_id", id);
    out.writeStringProperty("skill_name", skillName);
  }

  /// An event of the publisher's own: its fields were written when it was read, and go behind the envelope as they are.
  private static byte[] custom(long sequence, Instant at, Event.Custom e) {
    var head =
        JsonText.write(
            out -> {
              out.writeStringProperty("type", e.type());
              out.writeNumberProperty("seq", sequence);
              out.writeStringProperty("timestamp", Timestamps.text(at));
            });
    var fields = e.fields().text().getBytes(StandardCharsets.UTF_8);
    if (fields.length <= EMPTY_OBJECT_BYTES) {
      return head;
    }
    var whole = Arrays.copyOf(head, head.length + fields.length - 1);
    whole[head.length - 1] = ',';
    System.arraycopy(fields, 1, whole, head.length, fields.length - 1);
    return whole;
  }

  /// Free fields of an event of the publisher's own; they can't repeat the envelope's.
  private static void members(JsonGenerator out, Event.Custom e) {
    var text = e.fields().text();
    if (text.length() > EMPTY_OBJECT_BYTES) {
      out.writeRaw(',');
      out.writeRaw(text, 1, text.length() - 2);
    }
  }

  /// What the log keeps beside the event and nobody is told; empty for most.
  public static byte[] secret(Event event) {
    return switch (event) {
      case Event.ConfirmationRequired e -> secret("requester", e.question().requester());
      case Event.ConfirmationAnswered e when e.memory().question() != null ->
          secret("requester", e.memory().question().requester());
      case Event.RuleSaved e -> secret("creator", e.rule().origin().creator());
      case Event.RuleChanged e -> secret("changer", e.changer());
      case Event.SkillStarted e -> secret("publisher", e.publisher());
      default -> new byte[0];
    };
  }

  private static byte[] secret(String name, String value) {
    return JsonText.write(out -> out.writeStringProperty(name, value));
  }

  /// Milliseconds between two instants, as clients are told.
  static long millis(Instant from, Instant to) {
    return Duration.between(from, to).toMillis();
  }
}
