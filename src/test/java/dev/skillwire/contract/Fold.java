package dev.skillwire.contract;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a client makes of a snapshot and of the events after it: runs, their steps, open questions.
///
/// It keeps only what the contract derives from events without doubt, so that two folds, or a fold
/// and a snapshot, can be compared. Ended runs are left out: a snapshot forgets them by the clock.
final class Fold {

  private static final String[] RUN_FIELDS = {
    "skill_id", "skill_name", "session_id", "source", "inputs", "parent_skill_id"
  };
  private static final String[] STEP_FIELDS = {
    "status", "duration_ms", "percent", "message", "reason", "error", "output"
  };
  private static final String[] QUESTION_FIELDS = {
    "id", "skill_id", "prompt", "message", "options", "claude_suggestion", "risk", "on_timeout"
  };

  private final Map<String, Map<String, JsonNode>> runs = new TreeMap<>();
  private final Map<String, Map<Integer, Map<String, JsonNode>>> steps = new TreeMap<>();
  private final Map<String, Map<String, JsonNode>> questions = new TreeMap<>();

  /// Starts from the state that `connected` or `resync` carries.
  static Fold of(ObjectNode snapshot) {
    var fold = new Fold();
    for (var run : snapshot.path("running_skills")) {
      if (Json.has(run, "status", "running")) {
        fold.begin(run);
        for (var step : run.path("steps")) {
          if (!Json.has(step, "status", "pending")) {
            fold.step(run, step.path("index").asInt(), step, "");
          }
        }
      }
    }
    for (var question : snapshot.path("pending_confirmations")) {
      fold.ask(question);
    }
    return fold;
  }

  /// Folds one live event in.
  Fold apply(ObjectNode event) {
    var index = event.path("step_index").asInt(-1);
    switch (event.path("type").asString("")) {
      case "skill_started" -> begin(event);
      case "step_started" -> step(event, index, event, "running");
      case "step_progress" -> step(event, index, Json.without(event, "output"), "running");
      case "step_completed" -> step(event, index, event, "completed");
      case "step_failed" -> step(event, index, event, "failed");
      case "step_skipped" -> step(event, index, event, "skipped");
      case "skill_completed", "skill_failed", "skill_error" -> endRun(event);
      case "confirmation_required" -> ask(event);
      case "confirmation_answered", "confirmation_expired" ->
          questions.remove(event.path("id").asString(""));
      case "confirmation_paused" -> pause(event, true);
      case "confirmation_resumed" -> pause(event, false);
      case "confirmation_extended" -> deadline(event);
      default -> {}
    }
    return this;
  }

  /// The whole state as text: equal states have equal texts.
  @Override
  public String toString() {
    return "runs " + runs + "\nsteps " + steps + "\nquestions " + questions;
  }

  private void begin(JsonNode source) {
    var run = new TreeMap<String, JsonNode>();
    copy(source, run, RUN_FIELDS);
    runs.put(source.path("skill_id").asString(""), run);
  }

  private void endRun(JsonNode event) {
    runs.remove(event.path("skill_id").asString(""));
    steps.remove(event.path("skill_id").asString(""));
  }

  private void step(JsonNode owner, int index, JsonNode source, String status) {
    var run = owner.path("skill_id").asString("");
    if (!runs.containsKey(run)) {
      return;
    }
    var step =
        steps
            .computeIfAbsent(run, _ -> new TreeMap<>())
            .computeIfAbsent(index, _ -> new TreeMap<>());
    copy(source, step, STEP_FIELDS);
    var name = source.has("step_name") ? source.path("step_name") : source.path("name");
    step.put("name", name);
    if (!status.isEmpty()) {
      step.put("status", Json.value(status));
    }
    if (!Json.value("running").equals(step.get("status"))) {
      step.remove("percent"); // what an ended step keeps of its progress is left open
      step.remove("message");
    }
  }

  private void ask(JsonNode source) {
    var question = new TreeMap<String, JsonNode>();
    copy(source, question, QUESTION_FIELDS);
    question.put("paused", Json.value(source.path("paused").asBoolean(false)));
    copyDeadline(source, question);
    questions.put(source.path("id").asString(""), question);
  }

  private void pause(JsonNode event, boolean paused) {
    var question = questions.get(event.path("id").asString(""));
    if (question != null) {
      question.put("paused", Json.value(paused));
      copyDeadline(event, question);
    }
  }

  private void deadline(JsonNode event) {
    var question = questions.get(event.path("id").asString(""));
    if (question != null) {
      copyDeadline(event, question);
    }
  }

  /// While the clock stands there is no deadline to compare.
  private static void copyDeadline(JsonNode source, Map<String, JsonNode> question) {
    if (question.getOrDefault("paused", Json.value(false)).asBoolean(false)) {
      question.remove("deadline");
    } else if (source.hasNonNull("deadline")) {
      question.put("deadline", source.path("deadline"));
    }
  }

  private static void copy(JsonNode source, Map<String, JsonNode> target, String... names) {
    for (var name : names) {
      if (source.hasNonNull(name)) {
        target.put(name, source.path(name));
      }
    }
  }
}
