package dev.skillwire.cli.text;

import dev.skillwire.cli.base.Ink;
import dev.skillwire.client.Message;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Rules for a person: a table of all, or all about one.
public final class RuleLines {

  private static final List<String> HEADINGS =
      List.of("RULE", "", "ANSWERS", "TO QUESTIONS OF", "HOLDS", "USED", "CONTRADICTED", "BY");

  /// Characters of one cell; a prompt may be long.
  private static final int CELL = 60;

  private static final Map<String, String> SCOPE =
      Map.of(
          "skill_name", "skill",
          "step_name", "step",
          "error_type", "error",
          "tool_name", "tool",
          "action_digest", "action",
          "prompt_pattern", "prompt");

  private final Ink ink;
  private final DateTimeFormatter clock;

  public RuleLines(Ink ink, ZoneId zone) {
    this.ink = ink;
    this.clock = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(zone);
  }

  /// One line for each, in aligned columns, below a line of headings.
  public List<String> table(List<Message> rules) {
    var rows = new ArrayList<List<String>>();
    rows.add(HEADINGS);
    for (var rule : rules) {
      rows.add(
          List.of(
              Shown.line(rule.text("rule_id")),
              rule.truth("enabled") ? "" : "off",
              cut(Shown.line(rule.text("response"))),
              cut(scope(rule)),
              holds(rule),
              String.valueOf(rule.whole("used")),
              contradicted(rule),
              cut(by(rule))));
    }
    var widths = new int[HEADINGS.size()];
    rows.forEach(row -> Arrays.setAll(widths, i -> Math.max(widths[i], row.get(i).length())));
    var lines = new ArrayList<String>();
    for (var row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      var text = line.toString().stripTrailing();
      lines.add(lines.isEmpty() ? ink.dim(text) : text);
    }
    return lines;
  }

  /// All about one, a line for each fact.
  public List<String> whole(Message rule) {
    var lines = new ArrayList<String>();
    var state = rule.truth("enabled") ? "" : ink.yellow(" (switched off)");
    lines.add(ink.bold(Shown.line(rule.text("rule_id"))) + state);
    lines.add("  answers       " + Shown.line(rule.text("response")));
    lines.add("  to questions  " + scope(rule));
    lines.add("  holds         " + holds(rule));
    var from = Shown.line(rule.text("created_from"));
    var answered = from.isEmpty() ? "" : " with the answer to " + from;
    lines.add("  made          " + time(rule.text("created_at")) + " by " + by(rule) + answered);
    var last = rule.has("last_used_at") ? ", last " + time(rule.text("last_used_at")) : "";
    lines.add("  used          " + rule.whole("used") + times(number(rule, "used")) + last);
    var contradiction = rule.object("last_contradiction");
    if (contradiction != null) {
      lines.add(
          ink.yellow("  contradicted  ")
              + rule.whole("contradicted")
              + times(number(rule, "contradicted"))
              + ", last "
              + time(contradiction.text("at"))
              + EventLine.by(contradiction, "by")
              + " with '"
              + Shown.line(contradiction.text("response"))
              + "' to "
              + Shown.line(contradiction.text("id")));
    }
    return lines;
  }

  /// What a preview found, in one sentence or two.
  public static String preview(Message preview) {
    long questions = number(preview, "questions");
    long matched = number(preview, "matched");
    long differently = number(preview, "answered_differently");
    long unanswered = number(preview, "unanswered");
    long risky = number(preview, "left_for_risk");
    return "would have answered "
        + matched
        + " of "
        + (questions == 1 ? "one question" : "the last " + questions + " questions")
        + (matched == 0 ? "" : ", " + differently + " of which were answered differently")
        + (unanswered == 0 ? "" : " and " + unanswered + " not at all")
        + "."
        + (risky == 0 ? "" : " " + risky + " more are of high risk and stay with people.");
  }

  /// Which questions, in words.
  public static String scope(Message rule) {
    var scope = rule.object("scope");
    var words = new ArrayList<String>();
    if (scope != null) {
      for (var name : scope.names()) {
        var value = Shown.line(scope.text(name));
        var shown =
            name.equals("action_digest") && value.length() > 12
                ? value.substring(0, 12) + "…"
                : value;
        words.add(SCOPE.getOrDefault(name, Shown.line(name)) + " " + shown);
      }
    }
    if (rule.has("skill_id")) {
      words.add("run " + Shown.id(rule.text("skill_id")));
    }
    return words.isEmpty() ? "everybody" : String.join(", ", words);
  }

  private String holds(Message rule) {
    var words = new ArrayList<String>();
    var uses = rule.whole("uses_left");
    if (uses != null) {
      words.add(uses + " more" + times(uses));
    }
    if (rule.has("expires_at")) {
      words.add("until " + time(rule.text("expires_at")));
    }
    if (rule.has("skill_id")) {
      words.add("until the run ends");
    }
    return words.isEmpty() ? "for ever" : String.join(", ", words);
  }

  private static String contradicted(Message rule) {
    var last = rule.object("last_contradiction");
    return last == null ? "" : rule.whole("contradicted") + EventLine.by(last, "by");
  }

  private static String by(Message rule) {
    var by = EventLine.by(rule, "created_by").strip();
    return by.startsWith("by ") ? by.substring(3) : by;
  }

  private static String times(long count) {
    return count == 1 ? " time" : " times";
  }

  private static long number(Message message, String name) {
    var value = message.whole(name);
    return value == null ? 0 : value;
  }

  private static String cut(String text) {
    return text.length() <= CELL ? text : text.substring(0, CELL - 1) + "…";
  }

  private String time(String timestamp) {
    try {
      return clock.format(Instant.parse(timestamp));
    } catch (DateTimeException e) {
      return Shown.line(timestamp);
    }
  }
}
