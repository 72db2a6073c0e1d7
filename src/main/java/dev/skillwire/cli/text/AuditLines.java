package dev.skillwire.cli.text;

import dev.skillwire.cli.base.Ink;
import dev.skillwire.client.Message;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The audit as a table: who decided what in aligned columns, and below each line the question, what was said to it and what ran then.
public final class AuditLines {

  private static final List<String> HEAD =
      List.of("ASKED", "RISK", "DECISION", "BY", "AFTER", "SKILL");

  /// Code points of a decision, and of who took it.
  private static final int CELL = 18;

  private static final int GAP = 2;

  private final Ink ink;
  private final DateTimeFormatter clock;
  private final int width;

  /// @param width characters of a line
  public AuditLines(Ink ink, ZoneId zone, int width) {
    this.ink = ink;
    this.clock = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
    this.width = width;
  }

  /// A line of names, then the questions.
  public List<String> of(List<Message> questions) {
    var rows = new ArrayList<List<String>>();
    rows.add(HEAD);
    questions.forEach(question -> rows.add(cells(question)));
    var widths = new int[HEAD.size() - 1];
    for (var row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], length(row.get(i)) + GAP);
      }
    }
    var lines = new ArrayList<String>();
    lines.add(ink.bold(line(HEAD, widths)));
    for (int i = 0; i < questions.size(); i++) {
      lines.add(line(rows.get(i + 1), widths));
      below(questions.get(i)).forEach(text -> lines.add(cut("  " + text, width)));
    }
    return lines;
  }

  private String line(List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(cells.get(i)).append(" ".repeat(widths[i] - length(cells.get(i))));
    }
    return cut(line.append(cells.getLast()).toString(), width);
  }

  private List<String> cells(Message question) {
    var waited = question.whole("waited_ms");
    return List.of(
        time(question.text("timestamp")),
        cell(question.text("risk")),
        cell(question.has("response") ? question.text("response") : "-"),
        cell(by(question)),
        waited == null ? "-" : Durations.text(waited),
        skill(question));
  }

  private static String skill(Message question) {
    var name = question.text("skill_name");
    var step = question.text("step_name");
    return name.isEmpty() ? "-" : Shown.line(step.isEmpty() ? name : name + "/" + step);
  }

  private static String by(Message question) {
    var actor = question.object("answered_by");
    if (actor == null) {
      return question.text("status").equals("pending") ? "(open)" : question.text("reason");
    }
    var rule = question.text("rule_id");
    if (!rule.isEmpty()) {
      return rule;
    }
    return actor.text("name").isEmpty() ? actor.text("kind") : actor.text("name");
  }

  private static List<String> below(Message question) {
    var lines = new ArrayList<String>();
    lines.add(Shown.line(question.text("prompt")));
    if (!question.text("comment").isEmpty()) {
      lines.add("comment: " + Shown.line(question.text("comment")));
    }
    for (var event : question.objects("events")) {
      if (event.type().equals("confirmation_voted")) {
        lines.add(
            "said before: "
                + Shown.line(event.text("response"))
                + EventLine.by(event, "by")
                + EventLine.comment(event));
      }
    }
    for (var event : question.objects("then")) {
      var why = event.text("error").isEmpty() ? event.text("reason") : event.text("error");
      lines.add("then " + Shown.line(event.type() + (why.isEmpty() ? "" : ": " + why)));
    }
    return lines;
  }

  private String time(String timestamp) {
    try {
      return clock.format(Instant.parse(timestamp));
    } catch (DateTimeException _) {
      return cell(timestamp);
    }
  }

  private static String cell(String text) {
    return cut(Shown.line(text), CELL);
  }

  private static String cut(String line, int most) {
    return length(line) <= most
        ? line.stripTrailing()
        : line.substring(0, line.offsetByCodePoints(0, most - 1)) + "…";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
