package dev.skillwire.wire;

import dev.skillwire.core.Envelope;
import dev.skillwire.core.Event;
import dev.skillwire.core.Question;
import dev.skillwire.core.QuestionStory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// Questions with all that came of them, as the audit tells them.
public final class AuditWriter {

  private static final String TOKEN = "token:";
  private static final String CLIENT = "client:";

  private AuditWriter() {}

  /// An array `questions`.
  public static void questions(JsonGenerator out, List<QuestionStory> stories) {
    out.writeName("questions");
    out.writeStartArray();
    for (var story : stories) {
      out.writeStartObject();
      story(out, story);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void story(JsonGenerator out, QuestionStory story) {
    var q = story.question();
    AwayWriter.place(out, story.asked());
    var deadline = q.timeoutMs() == null ? null : q.createdAt().plusMillis(q.timeoutMs());
    EventWriter.question(out, q, deadline, q.timeoutMs(), false);
    out.writeName("asked_by");
    out.writeStartObject();
    out.writeStringProperty("client_id", after(CLIENT, q));
    out.writeStringProperty("token", after(TOKEN, q));
    out.writeEndObject();
    out.writeName("seen_by");
    out.writeStartArray();
    for (var actor : story.seenBy()) {
      Out.actor(out, actor);
    }
    out.writeEndArray();
    out.writeStringProperty("status", status(story));
    outcome(out, story);
    out.writeName("events");
    out.writeStartArray();
    for (var envelope : story.events()) {
      out.writeRawValue(
          new String(
              EventWriter.write(envelope.sequence(), envelope.at(), envelope.event()),
              StandardCharsets.UTF_8));
    }
    out.writeEndArray();
    out.writeName("then");
    out.writeStartArray();
    for (var envelope : story.then()) {
      out.writeStartObject();
      then(out, envelope);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void outcome(JsonGenerator out, QuestionStory story) {
    var outcome = story.outcome();
    if (outcome == null) {
      return;
    }
    AwayWriter.outcome(out, outcome.event());
    if (outcome.event() instanceof Event.ConfirmationAnswered e) {
      out.writeStringProperty("remember", e.remember().word());
      RuleFields.rememberFor(out, e.rememberFor());
      Out.optional(out, "comment", e.comment());
      EventWriter.memory(out, e.memory().withoutQuestion());
    }
    out.writeNumberProperty("closed_seq", outcome.sequence());
    out.writeStringProperty("closed_at", Timestamps.text(outcome.at()));
    out.writeNumberProperty("waited_ms", waitedMs(story));
  }

  private static void then(JsonGenerator out, Envelope envelope) {
    out.writeStringProperty("type", EventWriter.kind(envelope.event()));
    AwayWriter.place(out, envelope);
    if (envelope.event() instanceof Event.StepEvent step) {
      out.writeNumberProperty("step_index", step.step().index());
      out.writeStringProperty("step_name", step.step().name());
    }
    switch (envelope.event()) {
      case Event.StepFailed e -> out.writeStringProperty("error", AwayWriter.firstLine(e.error()));
      case Event.StepSkipped e ->
          out.writeStringProperty("reason", AwayWriter.firstLine(e.reason()));
      case Event.HealTriggered e -> out.writeStringProperty("fix_action", e.fixAction());
      case Event.HealCompleted e -> out.writeBooleanProperty("success", e.success());
      case Event.SkillCancelRequested e -> Out.actor(out, "by", e.by());
      case Event.SkillFailed e -> {
        out.writeStringProperty("reason", Out.word(e.reason()));
        out.writeStringProperty("error", AwayWriter.firstLine(e.error()));
      }
      default -> {}
    }
  }

  /// pending, answered, expired or cancelled, as over HTTP.
  public static String status(QuestionStory story) {
    var outcome = outcomeEvent(story);
    if (outcome instanceof Event.ConfirmationExpired e) {
      return e.reason() == Event.CloseReason.TIMEOUT ? "expired" : "cancelled";
    }
    return outcome == null ? "pending" : "answered";
  }

  /// Whether somebody, or something, of this name took the decision: a client's name or id, human, rule, desktop, system, the
  /// id of a rule, timeout, cancelled or run_ended.
  public static boolean isBy(QuestionStory story, String by) {
    return switch (outcomeEvent(story)) {
      case Event.ConfirmationAnswered e ->
          by.equalsIgnoreCase(e.answeredBy().name())
              || by.equals(e.answeredBy().clientId())
              || by.equalsIgnoreCase(Out.word(e.answeredBy().kind()))
              || by.equals(rule(e));
      case Event.ConfirmationExpired e -> by.equalsIgnoreCase(Out.word(e.reason()));
      case null, default -> false;
    };
  }

  /// Whether it came out so: pending, answered, expired, cancelled, or what was answered or assumed.
  public static boolean cameOut(QuestionStory story, String outcome) {
    return outcome.equalsIgnoreCase(status(story)) || outcome.equalsIgnoreCase(response(story));
  }

  /// What was answered or assumed, or "".
  static String response(QuestionStory story) {
    return switch (outcomeEvent(story)) {
      case Event.ConfirmationAnswered e -> e.response();
      case Event.ConfirmationExpired e -> e.response();
      case null, default -> "";
    };
  }

  /// The rule that decided, or "".
  static String rule(Event.ConfirmationAnswered answer) {
    var rule = answer.memory().decidedBy();
    return rule == null ? "" : rule.value();
  }

  static long waitedMs(QuestionStory story) {
    var outcome = story.outcome();
    return outcome == null ? 0 : Duration.between(story.asked().at(), outcome.at()).toMillis();
  }

  static @Nullable Event outcomeEvent(QuestionStory story) {
    var outcome = story.outcome();
    return outcome == null ? null : outcome.event();
  }

  private static String after(String prefix, Question question) {
    return question.requester().startsWith(prefix)
        ? question.requester().substring(prefix.length())
        : "";
  }
}
