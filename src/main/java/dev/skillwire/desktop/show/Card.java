package dev.skillwire.desktop.show;

import dev.skillwire.core.Question;
import dev.skillwire.core.Risk;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A question as a person at a desktop reads it, safe to show.
///
/// @param title one line
/// @param prompt whole
/// @param facts lines: step, tool, error, suggestion, risk, what happens without an answer
/// @param action whole, in lines, or null
/// @param labels of the options, in their order, all different
/// @param risky whether a wrong answer would be bad
public record Card(
    String title,
    String prompt,
    List<String> facts,
    @Nullable String action,
    List<String> labels,
    boolean risky) {

  private static final int TITLE = 80;
  private static final int FACT = 300;
  private static final int SHORT_CHARS = 500;
  private static final int SHORT_LINES = 12;
  private static final int LABEL_LIMIT = 1_024;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  /// A card of a question.
  ///
  /// @param now in the zone of who reads it
  /// @param until when its time is over, or null where nobody knows
  public static Card of(Question q, ZonedDateTime now, @Nullable ZonedDateTime until) {
    var facts = new ArrayList<String>();
    if (q.stepIndex() != null) {
      var name = q.stepName().isEmpty() ? "" : ": " + q.stepName();
      facts.add("Step " + (q.stepIndex() + 1) + Plain.line(name, FACT));
    }
    if (q.toolName() != null && !q.toolName().isEmpty()) {
      facts.add("Tool: " + Plain.line(q.toolName(), FACT));
    }
    if (q.errorType() != null && !q.errorType().isEmpty()) {
      facts.add("Error: " + Plain.line(q.errorType(), FACT));
    }
    if (!q.suggestion().isEmpty()) {
      facts.add("Suggested: " + Plain.line(q.suggestion(), FACT));
    }
    if (q.risk() != Risk.LOW) {
      facts.add("Risk: " + q.risk().name().toLowerCase(Locale.ROOT));
    }
    if (until != null) {
      boolean today = until.toLocalDate().equals(now.toLocalDate());
      facts.add(
          "Without an answer by "
              + (today ? TIME : DAY).format(until)
              + ": "
              + Plain.line(q.onTimeout(), FACT));
    }
    if (q.actionDigest() != null) {
      facts.add("SHA-256 of the action: " + q.actionDigest());
    }
    var of = q.skillName().isEmpty() ? "" : ": " + q.skillName();
    return new Card(
        Plain.line("Skillwire" + of, TITLE),
        Plain.lines(q.prompt()),
        List.copyOf(facts),
        q.action() == null ? null : q.action().lines(),
        labels(q.options()),
        q.risk() == Risk.HIGH);
  }

  /// Everything, in lines.
  public String text() {
    var out = new StringBuilder(prompt);
    if (!facts.isEmpty()) {
      out.append("\n\n").append(String.join("\n", facts));
    }
    if (action != null) {
      out.append("\n\nWhat will run:\n").append(action);
    }
    return out.toString();
  }

  /// True when everything fits a small window and there is nothing that must be read line by line.
  public boolean brief() {
    var text = text();
    return action == null && text.length() <= SHORT_CHARS && text.lines().count() <= SHORT_LINES;
  }

  /// True when somebody who sees prompt and options has seen all that there is to decide on.
  public boolean simple() {
    return brief() && !risky;
  }

  /// Options that look alike, or like nothing, are told apart by their number.
  private static List<String> labels(List<String> options) {
    var seen = new HashSet<String>();
    var labels = new ArrayList<String>();
    for (int i = 0; i < options.size(); i++) {
      var label = Plain.line(options.get(i), LABEL_LIMIT);
      while (label.isEmpty() || !seen.add(label)) {
        label = (label + " (option " + (i + 1) + ")").strip();
      }
      labels.add(label);
    }
    return List.copyOf(labels);
  }
}
