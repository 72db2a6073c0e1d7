package dev.skillwire.wire;

import dev.skillwire.core.Away;
import dev.skillwire.core.Envelope;
import dev.skillwire.core.Event;
import dev.skillwire.core.Json;
import dev.skillwire.core.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.core.JsonGenerator;

/// `away` in `connected`, but for its first field: many clients share one such text.
public final class AwayWriter {

  /// Code points of a prompt, and of the first line of an error.
  private static final int SHORT = 200;

  /// Bytes of one text.
  private static final int BYTES = 16 * 1024;

  private AwayWriter() {}

  /// All but `since`. Where long names make it large, its lists are shorter: each client that comes back gets its own copy.
  public static Json text(Away away) {
    int most = Limits.AWAY_LIST;
    var bytes = write(away, most);
    while (bytes.length > BYTES && most > 0) {
      most /= 2;
      bytes = write(away, most);
    }
    return new Json(new String(bytes, StandardCharsets.UTF_8));
  }

  private static byte[] write(Away away, int most) {
    return JsonText.write(
        out -> {
          out.writeNumberProperty("until", away.until());
          Out.flag(out, "partial", away.partial());
          out.writeNumberProperty("completed", away.completed());
          out.writeNumberProperty("failed", away.failed());
          list(out, "runs", away.runs(), most, AwayWriter::run);
          out.writeNumberProperty("decided", away.decided());
          list(out, "decisions", away.decisions(), most, AwayWriter::decision);
          out.writeNumberProperty("healed", away.healed());
          out.writeNumberProperty("not_healed", away.notHealed());
          list(out, "heals", away.heals(), most, AwayWriter::heal);
          out.writeNumberProperty("asked", away.asked());
          out.writeNumberProperty("waiting", away.open().size());
          var ids = away.open().stream().map(id -> id.value()).toList();
          Out.texts(out, "open", ids.subList(Math.max(0, ids.size() - 2 * most), ids.size()));
        });
  }

  private static <T> void list(
      JsonGenerator out, String name, List<T> all, int most, BiConsumer<JsonGenerator, T> write) {
    out.writeName(name);
    out.writeStartArray();
    all.stream().limit(most).forEach(one -> write.accept(out, one));
    out.writeEndArray();
  }

  private static void run(JsonGenerator out, Envelope envelope) {
    out.writeStartObject();
    place(out, envelope);
    if (envelope.event() instanceof Event.SkillCompleted e) {
      EventWriter.run(out, e.run().value(), e.skillName());
      out.writeStringProperty("status", "completed");
      out.writeNumberProperty("total_duration_ms", e.totalDurationMs());
    } else if (envelope.event() instanceof Event.SkillFailed e) {
      EventWriter.run(out, e.run().value(), e.skillName());
      out.writeStringProperty("status", "failed");
      out.writeNumberProperty("total_duration_ms", e.totalDurationMs());
      out.writeStringProperty("reason", Out.word(e.reason()));
      out.writeStringProperty("error", firstLine(e.error()));
    }
    out.writeEndObject();
  }

  private static void decision(JsonGenerator out, Away.Decided decided) {
    out.writeStartObject();
    place(out, decided.outcome());
    if (decided.outcome().event() instanceof Event.ConfirmationEvent e) {
      out.writeStringProperty("id", e.id().value());
      out.writeStringProperty("skill_id", e.run().value());
    }
    var question = decided.question();
    if (question != null) {
      out.writeStringProperty("skill_name", question.skillName());
      out.writeStringProperty("prompt", cut(question.prompt()));
      out.writeStringProperty("risk", Out.word(question.risk()));
    }
    outcome(out, decided.outcome().event());
    if (decided.outcome().event() instanceof Event.ConfirmationAnswered e
        && e.memory().decidedBy() != null) {
      out.writeStringProperty("rule_id", e.memory().decidedBy().value());
    }
    out.writeEndObject();
  }

  /// By whom and how a question ended.
  static void outcome(JsonGenerator out, Event outcome) {
    if (outcome instanceof Event.ConfirmationAnswered e) {
      out.writeStringProperty("response", e.response());
      Out.actor(out, "answered_by", e.answeredBy());
    } else if (outcome instanceof Event.ConfirmationExpired e) {
      out.writeStringProperty("response", e.response());
      out.writeStringProperty("reason", Out.word(e.reason()));
    }
  }

  private static void heal(JsonGenerator out, Envelope envelope) {
    out.writeStartObject();
    place(out, envelope);
    if (envelope.event() instanceof Event.HealCompleted e) {
      EventWriter.run(out, e.step().run().value(), e.step().skillName());
      out.writeNumberProperty("step_index", e.step().index());
      out.writeStringProperty("step_name", e.step().name());
      out.writeStringProperty("heal_id", e.healId());
      out.writeStringProperty("tool_name", e.toolName());
      out.writeStringProperty("fix_action", cut(e.fixAction()));
      out.writeBooleanProperty("success", e.success());
    }
    out.writeEndObject();
  }

  /// `seq` and `timestamp` of an event that is told in another form.
  static void place(JsonGenerator out, Envelope envelope) {
    out.writeNumberProperty("seq", envelope.sequence());
    out.writeStringProperty("timestamp", Timestamps.text(envelope.at()));
  }

  /// The first line of a text, and not too much of that.
  static String firstLine(String text) {
    int end = text.indexOf('\n');
    return cut(end < 0 ? text : text.substring(0, end).stripTrailing());
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= SHORT
        ? text
        : text.substring(0, text.offsetByCodePoints(0, SHORT));
  }
}
