package dev.skillwire.wire;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Every event type with its fields: the source for the published schema, and what
/// `docs/protocol.md` is compared with.
public final class Catalogue {

  /// Types of values.
  public enum Type {
    TEXT,
    WHOLE,
    NUMBER,
    TRUTH,
    OBJECT,
    TEXTS,
    OBJECTS,
    ACTOR,
    INSTANT,
    ANY
  }

  /// One field.
  ///
  /// @param optional may be absent
  /// @param nullable may be `null`
  public record Field(String name, Type type, boolean optional, boolean nullable) {}

  /// One event type.
  ///
  /// @param word canonical word
  /// @param published whether a source may send it
  public record Entry(String word, boolean published, List<Field> fields) {}

  private static final Set<String> RESERVED =
      Set.of(
          "connected",
          "resync",
          "ack",
          "error",
          "heartbeat_ack",
          "presence",
          "claim",
          "receipt",
          "vote",
          "rules",
          "rule_preview",
          "skill_cancel_requested");

  private static final String STEP =
      "skill_id:text skill_name:text step_index:whole step_name:text total_steps:whole"
          + " description:text ";

  private static final String HEAL =
      STEP + "tool_name:text error_type:text fix_action:text heal_id:text ";

  private static final String RUN = "skill_id:text skill_name:text ";

  private static final String CLOCK = "id:text skill_id:text remaining_seconds:number~ by:actor ";

  private static final List<Entry> ENTRIES =
      List.of(
          source(
              "skill_started",
              RUN
                  + "session_id:text total_steps:whole inputs:object source:text"
                  + " parent_skill_id:text? steps:objects?"),
          source("step_started", STEP + "truncated:truth?"),
          source(
              "step_progress",
              STEP + "percent:number? message:text? output:text? truncated:truth?"),
          source(
              "step_completed",
              STEP + "duration_ms:whole result:text output:object? truncated:truth?"),
          source("step_failed", STEP + "duration_ms:whole error:text result:text truncated:truth?"),
          source("step_skipped", STEP + "reason:text result:text truncated:truth?"),
          hub("skill_cancel_requested", RUN + "by:actor"),
          source(
              "skill_completed", RUN + "total_duration_ms:whole outputs:object? truncated:truth?"),
          source(
              "skill_failed",
              RUN + "error:text total_duration_ms:whole reason:text truncated:truth?"),
          source("auto_heal_triggered", HEAL + "error:text error_snippet:text truncated:truth?"),
          source("auto_heal_completed", HEAL + "success:truth duration_ms:whole"),
          source(
              "confirmation_required",
              RUN
                  + "id:text step_index:whole~ step_name:text prompt:text message:text options:texts"
                  + " claude_suggestion:text timeout_seconds:number~ created_at:instant"
                  + " deadline:instant~ remaining_seconds:number~ paused:truth on_timeout:text"
                  + " risk:text action:object? action_digest:text? error_type:text? tool_name:text?"
                  + " masked:truth?"),
          hub(
              "confirmation_answered",
              "id:text skill_id:text response:text remember:text remember_for:object? comment:text?"
                  + " answered_by:actor rule_id:text? question:object? saved_as:text?"
                  + " not_remembered:text? contradicts:texts?"),
          hub("confirmation_expired", "id:text skill_id:text response:text reason:text"),
          hub("confirmation_paused", CLOCK + "resumes_at:instant"),
          hub("confirmation_resumed", CLOCK + "deadline:instant?"),
          hub("confirmation_extended", CLOCK + "seconds:number deadline:instant?"),
          hub("confirmation_rule_saved", "rule:object"),
          hub("confirmation_rule_changed", "rule_id:text enabled:truth by:actor"),
          hub("confirmation_rule_deleted", "rule_id:text reason:text by:actor"),
          source("memory_query_started", "query_id:text query:text sources:texts truncated:truth?"),
          source(
              "intent_classified",
              "query_id:text query:text intent:text confidence:number~ sources_suggested:texts"
                  + " truncated:truth?"),
          source(
              "memory_query_completed",
              "query_id:text intent:any sources_queried:texts result_count:whole~ latency_ms:number~"
                  + " error:text? truncated:truth?"),
          source("persona_changed", "persona:text previous:text? tool_count:whole?"),
          source("tools_list_changed", "added:texts removed:texts tool_count:whole?"));

  private static final Map<String, Entry> BY_WORD =
      ENTRIES.stream().collect(Collectors.toUnmodifiableMap(Entry::word, Function.identity()));

  private Catalogue() {}

  public static List<Entry> entries() {
    return ENTRIES;
  }

  public static @Nullable Entry entry(String canonical) {
    return BY_WORD.get(canonical);
  }

  /// True for words that only the hub says, so that no source may.
  public static boolean reserved(String canonical) {
    return RESERVED.contains(canonical) || canonical.startsWith("confirmation_");
  }

  private static Entry source(String word, String fields) {
    return new Entry(word, true, parse(fields));
  }

  private static Entry hub(String word, String fields) {
    return new Entry(word, false, parse(fields));
  }

  /// Reads `name:type`, with `?` for a field that may be absent and `~` for one that may be null.
  private static List<Field> parse(String fields) {
    return List.of(fields.trim().split("\\s+")).stream()
        .map(
            text -> {
              boolean optional = text.endsWith("?");
              boolean nullable = text.endsWith("~");
              var plain = optional || nullable ? text.substring(0, text.length() - 1) : text;
              int colon = plain.indexOf(':');
              var type =
                  Type.valueOf(plain.substring(colon + 1).toUpperCase(java.util.Locale.ROOT));
              return new Field(plain.substring(0, colon), type, optional, nullable);
            })
        .toList();
  }
}
