package dev.skillwire.wire;

import dev.skillwire.core.Command;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.PastQuestion;
import dev.skillwire.core.RememberFor;
import dev.skillwire.core.Rule;
import dev.skillwire.core.RuleId;
import dev.skillwire.core.RulePreview;
import dev.skillwire.core.RunId;
import dev.skillwire.core.Scope;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ObjectNode;

/// Rules as JSON, as they are told and as they are asked for.
public final class RuleFields {

  private static final Set<String> HOLDS = Set.of("seconds", "uses", "run");
  private static final Set<String> SCOPE =
      Set.of(
          "skill_name", "step_name", "error_type", "tool_name", "action_digest", "prompt_pattern");

  private RuleFields() {}

  /// Fields of one rule.
  public static void write(JsonGenerator out, Rule rule) {
    var origin = rule.origin();
    var tally = rule.tally();
    out.writeStringProperty("rule_id", rule.id().value());
    scope(out, rule.scope());
    out.writeStringProperty("response", rule.response());
    out.writeBooleanProperty("enabled", rule.enabled());
    Out.optional(out, "skill_id", rule.run() == null ? null : rule.run().value());
    Out.optional(out, "expires_at", rule.until() == null ? null : Timestamps.text(rule.until()));
    Out.optional(out, "uses_left", rule.usesLeft());
    out.writeStringProperty("created_at", Timestamps.text(origin.at()));
    Out.actor(out, "created_by", origin.by());
    Out.optional(out, "created_from", origin.question() == null ? null : origin.question().value());
    out.writeNumberProperty("used", tally.used());
    var lastUsed = tally.lastUsedAt();
    Out.optional(out, "last_used_at", lastUsed == null ? null : Timestamps.text(lastUsed));
    out.writeNumberProperty("contradicted", tally.contradicted());
    var last = tally.last();
    if (last != null) {
      out.writeName("last_contradiction");
      out.writeStartObject();
      out.writeStringProperty("id", last.question().value());
      out.writeStringProperty("response", last.response());
      Out.actor(out, "by", last.by());
      out.writeStringProperty("at", Timestamps.text(last.at()));
      out.writeEndObject();
    }
  }

  /// The field `scope`; only what matters is in it.
  public static void scope(JsonGenerator out, Scope scope) {
    out.writeName("scope");
    out.writeStartObject();
    Out.optional(out, "skill_name", scope.skillName());
    Out.optional(out, "step_name", scope.stepName());
    Out.optional(out, "error_type", scope.errorType());
    Out.optional(out, "tool_name", scope.toolName());
    Out.optional(out, "action_digest", scope.actionDigest());
    Out.optional(out, "prompt_pattern", scope.promptPattern());
    out.writeEndObject();
  }

  /// What a person wants to be kept: a rule as it is told, of which only what one can choose counts.
  public static Command.SaveRule save(Fields f) throws BadMessage {
    var enabled = f.truth("enabled");
    var run = f.text("skill_id");
    var until = EventReader.instant(f, "expires_at");
    return new Command.SaveRule(
        neededScope(f),
        f.needed("response"),
        run == null || run.isEmpty() ? null : new RunId(run),
        until,
        holds(f, until != null),
        enabled == null || enabled);
  }

  /// The needed field `scope`: `{}` is everything, but nobody says so by forgetting it.
  public static Scope neededScope(Fields f) throws BadMessage {
    if (!(f.node().get("scope") instanceof ObjectNode node)) {
      throw BadMessage.field("scope", "scope is an object; {} is about every question");
    }
    var scope = readScope(new Fields(node));
    // A name that is misspelled must not widen the rule.
    for (var name : node.propertyNames()) {
      if (!SCOPE.contains(name)) {
        throw BadMessage.field("scope", "scope knows no '" + Replies.shown(name) + "'");
      }
    }
    return scope;
  }

  /// The field `remember_for` of an answer; null when it is absent.
  static @Nullable RememberFor rememberFor(Fields f) throws BadMessage {
    var value = f.node().get("remember_for");
    if (value == null || value.isNull()) {
      return null;
    }
    if (!(value instanceof ObjectNode node)
        || node.isEmpty()
        || !HOLDS.containsAll(node.propertyNames())) {
      throw noTime();
    }
    try {
      var inner = new Fields(node);
      return new RememberFor(
          EventReader.millis(inner, "seconds"),
          inner.whole("uses"),
          Boolean.TRUE.equals(inner.truth("run")));
    } catch (BadMessage e) {
      throw noTime();
    }
  }

  /// The field `remember_for` as it was announced; what cannot be read says nothing, because older
  /// logs hold anything in it.
  static @Nullable RememberFor announced(Fields f) {
    try {
      return rememberFor(f);
    } catch (BadMessage e) {
      return null;
    }
  }

  static void rememberFor(JsonGenerator out, @Nullable RememberFor holds) {
    if (holds == null) {
      return;
    }
    out.writeName("remember_for");
    out.writeStartObject();
    if (holds.millis() != null) {
      Out.seconds(out, "seconds", holds.millis());
    }
    Out.optional(out, "uses", holds.uses());
    Out.flag(out, "run", holds.thisRun());
    out.writeEndObject();
  }

  /// Reads back what [#write] wrote.
  ///
  /// @param creator identity of who made it
  static Rule read(Fields f, String creator) throws BadMessage {
    var run = f.text("skill_id");
    var question = f.text("created_from");
    return new Rule(
        new RuleId(f.needed("rule_id")),
        neededScope(f),
        f.needed("response"),
        run == null ? null : new RunId(run),
        EventReader.instant(f, "expires_at"),
        f.whole("uses_left"),
        new Rule.Origin(
            EventReader.needed(f, "created_at"),
            EventReader.actor(f, "created_by"),
            question == null ? null : new ConfirmationId(question),
            creator),
        Boolean.TRUE.equals(f.truth("enabled")),
        null,
        Rule.Tally.NONE);
  }

  /// Fields of a preview.
  public static void preview(JsonGenerator out, RulePreview preview) {
    out.writeNumberProperty("questions", preview.questions());
    out.writeNumberProperty("matched", preview.matched());
    out.writeNumberProperty("answered_differently", preview.differently());
    out.writeNumberProperty("unanswered", preview.unanswered());
    out.writeNumberProperty("left_for_risk", preview.risky());
    out.writeName("examples");
    out.writeStartArray();
    for (var example : preview.examples()) {
      out.writeStartObject();
      example(out, example);
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void example(JsonGenerator out, PastQuestion past) {
    var q = past.question();
    out.writeStringProperty("id", q.id().value());
    EventWriter.run(out, q.run().value(), q.skillName());
    out.writeStringProperty("step_name", q.stepName());
    out.writeStringProperty("prompt", q.prompt());
    out.writeStringProperty("created_at", Timestamps.text(q.createdAt()));
    var answer = past.answer();
    if (answer != null) {
      out.writeStringProperty("response", answer.response());
      Out.actor(out, "answered_by", answer.answeredBy());
    }
  }

  private static RememberFor holds(Fields f, boolean ends) throws BadMessage {
    var asked = rememberFor(f);
    var left = f.whole("uses_left");
    if (asked == null) {
      return new RememberFor(null, left, false);
    }
    if (asked.thisRun()) {
      throw BadMessage.field("remember_for", "A rule for one run names it in skill_id");
    }
    if (left != null || (ends && asked.millis() != null)) {
      throw BadMessage.field(
          "remember_for", "remember_for says the same as expires_at or uses_left");
    }
    return asked;
  }

  private static Scope readScope(Fields f) throws BadMessage {
    return new Scope(
        f.text("skill_name"),
        f.text("step_name"),
        f.text("error_type"),
        f.text("tool_name"),
        f.text("action_digest"),
        f.text("prompt_pattern"));
  }

  private static BadMessage noTime() {
    return BadMessage.field(
        "remember_for", "remember_for is an object of seconds, uses or run, and of nothing else");
  }
}
