package dev.skillwire.wire;

import dev.skillwire.core.Actor;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Event;
import dev.skillwire.core.Json;
import dev.skillwire.core.Question;
import dev.skillwire.core.Remember;
import dev.skillwire.core.RememberFor;
import dev.skillwire.core.Risk;
import dev.skillwire.core.Rule;
import dev.skillwire.core.RuleId;
import dev.skillwire.core.RunId;
import dev.skillwire.core.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Events of every type: once with every field filled, once with every field that may be missing
/// left out.
final class Samples {

  static final Instant AT = Instant.parse("2026-03-01T10:15:30.120Z");
  static final RunId RUN = new RunId("run-1");
  static final ConfirmationId ASK = new ConfirmationId("ask-1");
  static final Actor ANN = new Actor("client-7", "Ann \"A.\" Ümläut", Actor.Kind.HUMAN);
  static final Json OBJECT =
      new Json("{\"a\":[1,2.50,-0.001,null,true],\"b\":{\"ü\\n\":\"\\u0001\"}}");
  static final Event.Step STEP =
      new Event.Step(RUN, "deploy", 2, "push", 5, "pushes the branch \u2028 \uD83D\uDE80");
  static final Event.Step BARE_STEP = new Event.Step(RUN, "deploy", 0, "", 1, "");

  private Samples() {}

  static List<Event> full() {
    return List.of(
        new Event.SkillStarted(
            RUN,
            "deploy",
            "session-9",
            5,
            OBJECT,
            "cron",
            new RunId("run-0"),
            List.of(new Event.StepPlan("build", "compiles"), new Event.StepPlan("", "")),
            "client-3"),
        new Event.StepStarted(STEP, true),
        new Event.StepProgress(STEP, 33.5, "a third", "line 1\r\nline 2\n", true),
        new Event.StepCompleted(STEP, 1_234, OBJECT, true),
        new Event.StepFailed(STEP, 1_234, "exit code 1", true),
        new Event.StepSkipped(STEP, "condition was false", true),
        new Event.SkillCancelRequested(RUN, "deploy", ANN),
        new Event.SkillCompleted(RUN, "deploy", 99_000, OBJECT, true),
        new Event.SkillFailed(
            RUN, "deploy", "exit code 1", 99_000, Event.FailReason.CANCELLED, true),
        new Event.HealTriggered(
            STEP, "heal-1", "git", "auth", "401 Unauthorized", "401", "log in again", true),
        new Event.HealCompleted(STEP, "heal-1", "git", "auth", "log in again", true, 77),
        new Event.ConfirmationRequired(question(true)),
        new Event.ConfirmationAnswered(
            ASK,
            RUN,
            "yes",
            Remember.THIS_ERROR,
            new RememberFor(90_500L, 3L, true),
            "looks fine",
            ANN,
            new Event.Memory(
                new RuleId("rule-4"),
                question(true),
                new RuleId("rule-5"),
                "no reason",
                List.of(new RuleId("rule-2"), new RuleId("rule-3")))),
        new Event.ConfirmationExpired(ASK, RUN, "abort", Event.CloseReason.RUN_ENDED),
        new Event.ConfirmationPaused(ASK, RUN, 12_345L, ANN, AT.plusSeconds(60)),
        new Event.ConfirmationResumed(ASK, RUN, 12_345L, AT.plusMillis(12_345), Actor.SYSTEM),
        new Event.ConfirmationExtended(ASK, RUN, 30_000, 42_345, AT.plusMillis(42_345), ANN),
        new Event.RuleSaved(rule(true)),
        new Event.RuleChanged(new RuleId("rule-4"), false, ANN, "token:abc"),
        new Event.RuleDeleted(new RuleId("rule-4"), Event.RuleEnd.USED_UP, Actor.SYSTEM),
        new Event.MemoryQueryStarted("q-1", "where is it?", List.of("notes", "mail"), true),
        new Event.IntentClassified("q-1", "where is it?", "find", 0.875, List.of("notes"), true),
        new Event.MemoryQueryCompleted(
            "q-1", OBJECT, List.of("notes"), 3L, 12.25, "one source is down", true),
        new Event.PersonaChanged("developer", "writer", 42L),
        new Event.ToolsListChanged(List.of("git"), List.of("svn"), 41L),
        new Event.Custom("coffee_made", OBJECT));
  }

  static List<Event> bare() {
    return List.of(
        new Event.SkillStarted(RUN, "deploy", "", 0, Json.EMPTY_OBJECT, "", null, List.of(), ""),
        new Event.StepStarted(BARE_STEP, false),
        new Event.StepProgress(BARE_STEP, null, null, null, false),
        new Event.StepCompleted(BARE_STEP, 0, null, false),
        new Event.StepFailed(BARE_STEP, 0, "", false),
        new Event.StepSkipped(BARE_STEP, "", false),
        new Event.SkillCancelRequested(RUN, "deploy", Actor.SYSTEM),
        new Event.SkillCompleted(RUN, "deploy", 0, null, false),
        new Event.SkillFailed(RUN, "deploy", "", 0, Event.FailReason.FAILED, false),
        new Event.HealTriggered(BARE_STEP, "h", "", "", "", "", "fix", false),
        new Event.HealCompleted(BARE_STEP, "", "", "", "fix", false, 0),
        new Event.ConfirmationRequired(question(false)),
        new Event.ConfirmationAnswered(
            ASK, new RunId(""), "yes", Remember.NONE, null, null, Actor.SYSTEM, Event.Memory.NONE),
        new Event.ConfirmationExpired(ASK, new RunId(""), "abort", Event.CloseReason.TIMEOUT),
        new Event.ConfirmationPaused(ASK, RUN, null, ANN, AT),
        new Event.ConfirmationResumed(ASK, RUN, null, null, ANN),
        new Event.ConfirmationExtended(ASK, RUN, 1, 1, null, ANN),
        new Event.RuleSaved(rule(false)),
        new Event.RuleChanged(new RuleId("rule-1"), true, Actor.SYSTEM, ""),
        new Event.RuleDeleted(new RuleId("rule-1"), Event.RuleEnd.DELETED, ANN),
        new Event.MemoryQueryStarted("q-1", "", List.of(), false),
        new Event.IntentClassified("q-1", "", "", null, List.of(), false),
        new Event.MemoryQueryCompleted("q-1", new Json("\"\""), List.of(), null, null, null, false),
        new Event.PersonaChanged("developer", null, null),
        new Event.ToolsListChanged(List.of(), List.of(), null),
        new Event.Custom("coffee_made", Json.EMPTY_OBJECT));
  }

  static Question question(boolean full) {
    return new Question(
        ASK,
        full ? RUN : new RunId(""),
        full ? "deploy" : "",
        full ? Integer.valueOf(2) : null,
        full ? "push" : "",
        "Shall we?",
        List.of("Yes, go on", "no"),
        full ? "Better not." : "",
        full ? Long.valueOf(30_500) : null,
        AT,
        "abort",
        full ? Risk.HIGH : Risk.LOW,
        full ? OBJECT : null,
        full ? Canonical.digest(OBJECT) : null,
        full ? "auth" : null,
        full ? "git" : null,
        full,
        full ? "token:abc" : "");
  }

  static Rule rule(boolean full) {
    return new Rule(
        new RuleId(full ? "rule-4" : "rule-1"),
        full
            ? new Scope("deploy", "push", "auth", "git", Canonical.digest(OBJECT), "Shall we\\*?*")
            : Scope.EVERYTHING,
        "yes",
        full ? RUN : null,
        full ? AT.plusSeconds(3_600) : null,
        full ? Long.valueOf(3) : null,
        new Rule.Origin(AT, ANN, full ? ASK : null, full ? "token:abc" : ""),
        !full,
        null,
        Rule.Tally.NONE);
  }

  /// What these bytes say, read by the reader of messages.
  static ObjectNode parsed(byte[] json) {
    try {
      return JsonText.object(json);
    } catch (BadMessage e) {
      throw new AssertionError(new String(json, StandardCharsets.UTF_8), e);
    }
  }

  static ObjectNode parsed(String json) {
    return parsed(json.getBytes(StandardCharsets.UTF_8));
  }

  static String text(byte @Nullable [] utf8) {
    return utf8 == null ? "" : new String(utf8, StandardCharsets.UTF_8);
  }
}
