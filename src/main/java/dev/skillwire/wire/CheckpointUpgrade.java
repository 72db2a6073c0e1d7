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

  /// Version 4 masked nothing.
  static void from4(ObjectNode snapshot) {
    snapshot.path("open").forEach(open -> unmasked(open.path("question")));
    for (var closed : snapshot.path("closed")) {
      unmasked(closed.path("question"));
      unmasked(closed.path("answer").path("memory").path("question"));
    }
  }

  private static void unmasked(JsonNode node) {
    if (node instanceof ObjectNode question) {
      question.put("masked", false);
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
