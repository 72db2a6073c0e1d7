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
import java.util.stream.Collectors;

/// The audit as a table: one line for each question.
public final class AuditLines {

  private static final List<String> HEAD =
      List.of("ASKED", "RISK", "SKILL", "QUESTION", "DECISION", "BY", "AFTER", "THEN");

  /// Code points of the widest cell.
  private static final int CELL = 40;

  private final Ink ink;
  private final DateTimeFormatter clock;

  public AuditLines(Ink ink, ZoneId zone) {
    this.ink = ink;
    this.clock = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
  }

  /// A line of names, then the questions.
  public List<String> of(List<Message> questions) {
    var rows = new ArrayList<List<String>>();
    rows.add(HEAD);
    questions.forEach(question -> rows.add(cells(question)));
    var widths = new int[HEAD.size()];
    for (var row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    var lines = new ArrayList<String>();
    for (var row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - length(row.get(i)) + 2));
      }
      var text = line.toString().stripTrailing();
      lines.add(lines.isEmpty() ? ink.bold(text) : text);
    }
    return lines;
  }

  private List<String> cells(Message question) {
    var waited = question.whole("waited_ms");
    return List.of(
        time(question.text("timestamp")),
        cell(question.text("risk")),
        cell(skill(question)),
        cell(question.text("prompt")),
        cell(question.has("response") ? question.text("response") : "-"),
        cell(by(question)),
        waited == null ? "-" : Durations.text(waited),
        cell(then(question)));
  }

  private static String skill(Message question) {
    var name = question.text("skill_name");
    var step = question.text("step_name");
    return name.isEmpty() ? "-" : step.isEmpty() ? name : name + "/" + step;
  }

  private static String by(Message question) {
    var actor = question.object("answered_by");
    if (actor == null) {
      return question.text("status").equals("pending") ? "(open)" : question.text("reason");
    }
    var rule = question.text("rule_id");
    if (!rule.isEmpty()) {
      return "rule " + rule;
    }
    return actor.text("name").isEmpty() ? actor.text("kind") : actor.text("name");
  }

  private static String then(Message question) {
    var words =
        question.objects("then").stream()
            .map(
                event ->
                    event.type()
                        + (event.text("error").isEmpty() ? "" : " (" + event.text("error") + ")"))
            .collect(Collectors.joining(", "));
    return words.isEmpty() ? "-" : words;
  }

  private String time(String timestamp) {
    try {
      return clock.format(Instant.parse(timestamp));
    } catch (DateTimeException _) {
      return cell(timestamp);
    }
  }

  private static String cell(String text) {
    var line = Shown.line(text);
    return length(line) <= CELL
        ? line
        : line.substring(0, line.offsetByCodePoints(0, CELL - 1)) + "…";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
