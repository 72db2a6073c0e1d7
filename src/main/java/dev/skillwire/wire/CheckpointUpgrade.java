package dev.skillwire.wire;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Brings checkpoints of earlier versions into today's shape: what is older than the log's oldest
/// record is nowhere else.
final class CheckpointUpgrade {

  private CheckpointUpgrade() {}

  /// Version 1 did not know which texts are not whole.
  static void from1(ObjectNode snapshot) {
    for (var run : snapshot.path("runs")) {
      run.path("steps").forEach(CheckpointUpgrade::whole);
      whole(run.path("end"));
    }
  }

  /// Version 2 knew no rules, nor what errors and tools questions are about.
  static void from2(ObjectNode snapshot) {
    snapshot.putArray("rules");
    snapshot.put("rulesMade", 0);
    snapshot.path("open").forEach(open -> question(open.path("question")));
    for (var closed : snapshot.path("closed")) {
      question(closed.path("question"));
      if (closed.path("answer") instanceof ObjectNode answer) {
        answer.putNull("rememberFor");
        answer.remove("ruleId");
        var memory = answer.putObject("memory");
        for (var name : new String[] {"decidedBy", "question", "savedAs", "notSaved"}) {
          memory.putNull(name);
        }
        memory.putArray("contradicted");
      }
    }
  }

  /// Version 3 did not say what runs take; the state counts it anew.
  static void from3(ObjectNode snapshot) {
    for (var run : snapshot.path("runs")) {
      if (run instanceof ObjectNode fields) {
        fields.put("bytes", 0);
      }
    }
  }

  /// Version 4 masked nothing, knew one answer of anybody and no more than a clock of each question, and did not know what answers were bound to, nor whether they were used.
  static void from4(ObjectNode snapshot) {
    for (var open : snapshot.path("open")) {
      extras(open.path("question"));
      if (open instanceof ObjectNode fields && !fields.has("seen")) {
        fields.putArray("seen");
      }
      handling(open);
    }
    for (var closed : snapshot.path("closed")) {
      absent(closed, "usedAt");
      extras(closed.path("question"));
      votes(closed.path("answer"));
      bind(closed.path("answer"), closed.path("question"));
    }
  }

  private static void handling(JsonNode node) {
    if (node instanceof ObjectNode fields && !fields.has("handling")) {
      var handling = fields.putObject("handling");
      handling.putArray("votes");
      handling.putNull("claim");
      handling.putArray("delegates");
      handling.put("escalated", false);
      handling.put("reminded", 0);
      handling.putNull("hold");
    }
  }

  private static void votes(JsonNode node) {
    if (node instanceof ObjectNode answer && !answer.has("votes")) {
      answer.putArray("votes");
    }
  }

  private static void extras(JsonNode node) {
    if (!(node instanceof ObjectNode question)) {
      return;
    }
    if (!question.has("masked")) {
      question.put("masked", false);
    }
    if (!question.has("extras")) {
      question.putObject("extras").put("allowEdit", false).putArray("attachments");
    }
    terms(question);
  }

  private static void terms(ObjectNode question) {
    if (!question.has("terms")) {
      var terms = question.putObject("terms");
      terms.put("quorum", 1);
      terms.putArray("veto");
      terms.putArray("answerers");
      terms.putNull("escalation");
      terms.putArray("remindAfterMs");
    }
  }

  private static void bind(JsonNode node, JsonNode question) {
    if (!(node instanceof ObjectNode answer)) {
      return;
    }
    extras(answer.path("memory").path("question"));
    if (!answer.has("bound")) {
      var bound = answer.putObject("bound");
      bound.set("actionDigest", question.path("actionDigest"));
      bound.putNull("editedAction");
      bound.putNull("originalDigest");
    }
  }

  private static void absent(JsonNode node, String name) {
    if (node instanceof ObjectNode fields && !fields.has(name)) {
      fields.putNull(name);
    }
  }

  private static void whole(JsonNode node) {
    if (node instanceof ObjectNode texts) {
      texts.put("truncated", false);
    }
  }

  private static void question(JsonNode node) {
    if (node instanceof ObjectNode question) {
      question.putNull("errorType");
      question.putNull("toolName");
    }
  }
}
