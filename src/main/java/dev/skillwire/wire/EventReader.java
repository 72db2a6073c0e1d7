package dev.skillwire.wire;

import dev.skillwire.core.Actor;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Event;
import dev.skillwire.core.Json;
import dev.skillwire.core.Question;
import dev.skillwire.core.Remember;
import dev.skillwire.core.Risk;
import dev.skillwire.core.RuleId;
import dev.skillwire.core.RunId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Reads back what [EventWriter] wrote. Anything else in a log is damage, not input.
public final class EventReader {

  private static final Set<String> ENVELOPE = Set.of("type", "seq", "timestamp");

  private EventReader() {}

  /// The event that these bytes hold.
  ///
  /// @param body the bytes of [EventWriter#write]
  /// @param secret the bytes of [EventWriter#secret]
  /// @throws BadMessage when these bytes are no event of this version
  public static Event read(byte[] body, byte[] secret) throws BadMessage {
    var f = new Fields(JsonText.object(body));
    var kind = f.needed("type");
    return switch (kind) {
      case "skill_started" -> started(f, secret(secret, "publisher"));
      case "step_started" -> new Event.StepStarted(step(f), cut(f));
      case "step_progress" ->
          new Event.StepProgress(
              step(f), f.number("percent"), f.text("message"), f.text("output"), cut(f));
      case "step_completed" ->
          new Event.StepCompleted(step(f), whole(f, "duration_ms"), f.object("output"), cut(f));
      case "step_failed" ->
          new Event.StepFailed(step(f), whole(f, "duration_ms"), f.needed("error"), cut(f));
      case "step_skipped" -> new Event.StepSkipped(step(f), f.needed("reason"), cut(f));
      case "skill_cancel_requested" ->
          new Event.SkillCancelRequested(run(f), f.needed("skill_name"), actor(f, "by"));
      case "skill_completed" ->
          new Event.SkillCompleted(
              run(f),
              f.needed("skill_name"),
              whole(f, "total_duration_ms"),
              f.object("outputs"),
              cut(f));
      case "skill_failed" ->
          new Event.SkillFailed(
              run(f),
              f.needed("skill_name"),
              f.needed("error"),
              whole(f, "total_duration_ms"),
              f.word("reason", Event.FailReason.class, Event.FailReason.FAILED),
              cut(f));
      case "auto_heal_triggered" ->
          new Event.HealTriggered(
              step(f),
              f.needed("heal_id"),
              f.needed("tool_name"),
              f.needed("error_type"),
              f.needed("error"),
              f.needed("error_snippet"),
              f.needed("fix_action"),
              cut(f));
      case "auto_heal_completed" ->
          new Event.HealCompleted(
              step(f),
              f.needed("heal_id"),
              f.needed("tool_name"),
              f.needed("error_type"),
              f.needed("fix_action"),
              Boolean.TRUE.equals(f.truth("success")),
              whole(f, "duration_ms"));
      case "confirmation_required" ->
          new Event.ConfirmationRequired(question(f, secret(secret, "requester")));
      case "confirmation_answered",
          "confirmation_expired",
          "confirmation_paused",
          "confirmation_resumed",
          "confirmation_extended" ->
          confirmation(kind, f, secret(secret, "requester"));
      case "confirmation_rule_saved" ->
          new Event.RuleSaved(RuleFields.read(object(f, "rule"), secret(secret, "creator")));
      case "confirmation_rule_changed" ->
          new Event.RuleChanged(
              rule(f),
              Boolean.TRUE.equals(f.truth("enabled")),
              actor(f, "by"),
              secret(secret, "changer"));
      case "confirmation_rule_deleted" ->
          new Event.RuleDeleted(
              rule(f),
              f.word("reason", Event.RuleEnd.class, Event.RuleEnd.DELETED),
              actor(f, "by"));
      case "memory_query_started" ->
          new Event.MemoryQueryStarted(
              f.needed("query_id"), f.needed("query"), f.textsOrNone("sources"), cut(f));
      case "intent_classified" ->
          new Event.IntentClassified(
              f.needed("query_id"),
              f.needed("query"),
              f.needed("intent"),
              f.number("confidence"),
              f.textsOrNone("sources_suggested"),
              cut(f));
      case "memory_query_completed" ->
          new Event.MemoryQueryCompleted(
              f.needed("query_id"),
              json(f.any("intent")),
              f.textsOrNone("sources_queried"),
              f.whole("result_count"),
              f.number("latency_ms"),
              f.text("error"),
              cut(f));
      case "persona_changed" ->
          new Event.PersonaChanged(f.needed("persona"), f.text("previous"), f.whole("tool_count"));
      case "tools_list_changed" ->
          new Event.ToolsListChanged(
              f.textsOrNone("added"), f.textsOrNone("removed"), f.whole("tool_count"));
      default -> {
        f.node().remove(ENVELOPE);
        yield new Event.Custom(kind, JsonText.free(f.node()));
      }
    };
  }

  private static Event started(Fields f, String publisher) throws BadMessage {
    var steps = new ArrayList<Event.StepPlan>();
    for (var step : f.objects("steps")) {
      steps.add(new Event.StepPlan(step.needed("name"), step.needed("description")));
    }
    var parent = f.text("parent_skill_id");
    return new Event.SkillStarted(
        run(f),
        f.needed("skill_name"),
        f.needed("session_id"),
        f.neededIndex("total_steps"),
        json(f.object("inputs")),
        f.needed("source"),
        parent == null ? null : new RunId(parent),
        List.copyOf(steps),
        publisher);
  }

  private static Event confirmation(String kind, Fields f, String requester) throws BadMessage {
    var id = new ConfirmationId(f.needed("id"));
    var run = run(f);
    return switch (kind) {
      case "confirmation_answered" ->
          new Event.ConfirmationAnswered(
              id,
              run,
              f.needed("response"),
              remember(f),
              RuleFields.announced(f),
              f.text("comment"),
              actor(f, "answered_by"),
              memory(f, requester));
      case "confirmation_expired" ->
          new Event.ConfirmationExpired(
              id,
              run,
              f.needed("response"),
              f.word("reason", Event.CloseReason.class, Event.CloseReason.TIMEOUT));
      case "confirmation_paused" ->
          new Event.ConfirmationPaused(
              id, run, millis(f, "remaining_seconds"), actor(f, "by"), needed(f, "resumes_at"));
      case "confirmation_resumed" ->
          new Event.ConfirmationResumed(
              id, run, millis(f, "remaining_seconds"), instant(f, "deadline"), actor(f, "by"));
      default ->
          new Event.ConfirmationExtended(
              id,
              run,
              neededMillis(f, "seconds"),
              neededMillis(f, "remaining_seconds"),
              instant(f, "deadline"),
              actor(f, "by"));
    };
  }

  private static Event.Memory memory(Fields f, String requester) throws BadMessage {
    var decidedBy = f.text("rule_id");
    var savedAs = f.text("saved_as");
    return new Event.Memory(
        decidedBy == null ? null : new RuleId(decidedBy),
        f.node().hasNonNull("question") ? question(object(f, "question"), requester) : null,
        savedAs == null ? null : new RuleId(savedAs),
        f.text("not_remembered"),
        f.textsOrNone("contradicts").stream().map(RuleId::new).toList());
  }

  private static Question question(Fields f, String requester) throws BadMessage {
    return new Question(
        new ConfirmationId(f.needed("id")),
        run(f),
        f.needed("skill_name"),
        f.index("step_index"),
        f.needed("step_name"),
        f.needed("prompt"),
        f.textsOrNone("options"),
        f.needed("claude_suggestion"),
        millis(f, "timeout_seconds"),
        needed(f, "created_at"),
        f.needed("on_timeout"),
        f.word("risk", Risk.class, Risk.LOW),
        f.object("action"),
        f.text("action_digest"),
        f.text("error_type"),
        f.text("tool_name"),
        Boolean.TRUE.equals(f.truth("masked")),
        requester);
  }

  private static Event.Step step(Fields f) throws BadMessage {
    return new Event.Step(
        run(f),
        f.needed("skill_name"),
        f.neededIndex("step_index"),
        f.needed("step_name"),
        f.neededIndex("total_steps"),
        f.needed("description"));
  }

  static Remember remember(Fields f) throws BadMessage {
    var word = f.text("remember", Remember.NONE.word());
    for (var remember : Remember.values()) {
      if (remember.word().equals(word)) {
        return remember;
      }
    }
    throw BadMessage.field("remember", "remember is none, this-error, this-skill or always");
  }

  /// Seconds, with up to three places, as milliseconds.
  static @Nullable Long millis(Fields f, String name) throws BadMessage {
    var seconds = f.number(name);
    if (seconds == null) {
      return null;
    }
    double millis = seconds * 1000;
    if (Math.abs(millis) > Long.MAX_VALUE / 2.0) {
      throw BadMessage.field(name, name + " is too large");
    }
    return Math.round(millis);
  }

  private static long neededMillis(Fields f, String name) throws BadMessage {
    var millis = millis(f, name);
    if (millis == null) {
      throw BadMessage.field(name, name + " is missing");
    }
    return millis;
  }

  static Actor actor(Fields f, String name) throws BadMessage {
    var by = object(f, name);
    return new Actor(
        by.needed("client_id"),
        by.needed("name"),
        by.word("kind", Actor.Kind.class, Actor.Kind.HUMAN));
  }

  private static Fields object(Fields f, String name) throws BadMessage {
    if (f.node().get(name) instanceof ObjectNode node) {
      return new Fields(node);
    }
    throw BadMessage.field(name, name + " is missing");
  }

  private static RuleId rule(Fields f) throws BadMessage {
    return new RuleId(f.needed("rule_id"));
  }

  static @Nullable Instant instant(Fields f, String name) throws BadMessage {
    var text = f.text(name);
    return text == null ? null : instant(name, text);
  }

  static Instant needed(Fields f, String name) throws BadMessage {
    return instant(name, f.needed(name));
  }

  private static Instant instant(String name, String text) throws BadMessage {
    try {
      return Timestamps.instant(text);
    } catch (DateTimeException e) {
      throw BadMessage.field(name, name + " is no time");
    }
  }

  private static String secret(byte[] secret, String name) throws BadMessage {
    return secret.length == 0 ? "" : new Fields(JsonText.object(secret)).text(name, "");
  }

  private static RunId run(Fields f) throws BadMessage {
    return new RunId(f.needed("skill_id"));
  }

  private static long whole(Fields f, String name) throws BadMessage {
    var value = f.whole(name);
    return value == null ? 0 : value;
  }

  private static Json json(@Nullable Json value) {
    return value == null ? Json.EMPTY_OBJECT : value;
  }

  private static boolean cut(Fields f) throws BadMessage {
    return Boolean.TRUE.equals(f.truth("truncated"));
  }
}
