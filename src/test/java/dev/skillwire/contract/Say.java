package dev.skillwire.contract;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The messages that tests send, with as few fields as the contract allows.
public final class Say {

  private static final AtomicLong COUNTER = new AtomicLong();
  private static final String SALT =
      Long.toString(ThreadLocalRandom.current().nextLong(1 << 24), 36);

  private Say() {}

  /// An id that no other test uses.
  public static String fresh(String prefix) {
    return prefix + "-" + SALT + "-" + COUNTER.incrementAndGet();
  }

  /// A word of its own for an event that only marks a place.
  public static String freshWord() {
    return "mark_" + COUNTER.incrementAndGet();
  }

  public static ObjectNode heartbeat() {
    return Json.object("type", "heartbeat");
  }

  public static ObjectNode started(String run, @Nullable Object... more) {
    var event = Json.object("type", "skill_started", "skill_id", run, "skill_name", "tidy_up");
    return Json.plus(event, more);
  }

  public static ObjectNode completed(String run, @Nullable Object... more) {
    return Json.plus(Json.object("type", "skill_completed", "skill_id", run), more);
  }

  public static ObjectNode failed(String run, String error, @Nullable Object... more) {
    return Json.plus(Json.object("type", "skill_failed", "skill_id", run, "error", error), more);
  }

  public static ObjectNode step(String type, String run, int index, @Nullable Object... more) {
    return Json.plus(Json.object("type", type, "skill_id", run, "step_index", index), more);
  }

  /// A question of no run with the options yes and no, open for a minute.
  public static ObjectNode question(String id, @Nullable Object... more) {
    var question =
        Json.object(
            "type",
            "request_confirmation",
            "id",
            id,
            "prompt",
            "Shall we?",
            "options",
            List.of("yes", "no"),
            "timeout_seconds",
            60);
    return Json.plus(question, more);
  }

  public static ObjectNode answer(String id, @Nullable Object response, @Nullable Object... more) {
    var answer = Json.object("type", "confirmation_response", "id", id, "response", response);
    return Json.plus(answer, more);
  }

  public static ObjectNode about(String type, String id, @Nullable Object... more) {
    return Json.plus(Json.object("type", type, "id", id), more);
  }

  /// Publishes a marker through `publisher` and waits until `reader` has it: what was accepted
  /// before is then known to have reached the reader, or never will.
  ///
  /// @return everything that the reader received until then
  public static List<ObjectNode> historyNow(WireClient publisher, Inbox reader) {
    var word = freshWord();
    publisher.acked(Json.object("type", word));
    return reader.historyUntil(word);
  }
}
