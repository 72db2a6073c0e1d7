package dev.skillwire.wire;

import dev.skillwire.core.Envelope;
import dev.skillwire.core.Event;
import dev.skillwire.core.QuestionStory;
import java.util.List;
import java.util.stream.Collectors;

/// The audit as CSV (RFC 4180), safe to open in a spreadsheet: a cell that would be a formula there begins with an apostrophe.
public final class AuditTable {

  private static final List<String> COLUMNS =
      List.of(
          "seq",
          "asked_at",
          "id",
          "skill_id",
          "skill_name",
          "step_name",
          "prompt",
          "risk",
          "action",
          "action_digest",
          "masked",
          "asked_by",
          "seen_by",
          "status",
          "response",
          "answered_by",
          "kind",
          "rule_id",
          "reason",
          "comment",
          "closed_at",
          "waited_ms",
          "events",
          "then");

  private static final String END = "\r\n";

  private AuditTable() {}

  /// A line of names, then a line for each question.
  public static String text(List<QuestionStory> stories) {
    var out = new StringBuilder();
    row(out, COLUMNS);
    stories.forEach(story -> row(out, cells(story)));
    return out.toString();
  }

  private static List<String> cells(QuestionStory story) {
    var q = story.question();
    var outcome = story.outcome();
    var answer = AuditWriter.outcomeEvent(story) instanceof Event.ConfirmationAnswered e ? e : null;
    var expiry = AuditWriter.outcomeEvent(story) instanceof Event.ConfirmationExpired e ? e : null;
    return List.of(
        Long.toString(story.asked().sequence()),
        Timestamps.text(story.asked().at()),
        q.id().value(),
        q.run().value(),
        q.skillName(),
        q.stepName(),
        q.prompt(),
        Out.word(q.risk()),
        q.action() == null ? "" : q.action().text(),
        q.actionDigest() == null ? "" : q.actionDigest(),
        Boolean.toString(q.masked()),
        q.requester(),
        story.seenBy().stream()
            .map(actor -> actor.name().isEmpty() ? actor.clientId() : actor.name())
            .distinct()
            .collect(Collectors.joining(", ")),
        AuditWriter.status(story),
        AuditWriter.response(story),
        answer == null ? "" : answer.answeredBy().name(),
        answer == null ? "" : Out.word(answer.answeredBy().kind()),
        answer == null ? "" : AuditWriter.rule(answer),
        expiry == null ? "" : Out.word(expiry.reason()),
        answer == null || answer.comment() == null ? "" : answer.comment(),
        outcome == null ? "" : Timestamps.text(outcome.at()),
        outcome == null ? "" : Long.toString(AuditWriter.waitedMs(story)),
        words(story.events()),
        words(story.then()));
  }

  private static String words(List<Envelope> envelopes) {
    return envelopes.stream()
        .map(envelope -> EventWriter.kind(envelope.event()))
        .collect(Collectors.joining(" "));
  }

  private static void row(StringBuilder out, List<String> cells) {
    out.append(cells.stream().map(AuditTable::cell).collect(Collectors.joining(","))).append(END);
  }

  /// One cell: in quotes where it must be, and never a formula.
  static String cell(String value) {
    var safe = isFormula(value) ? "'" + value : value;
    boolean plain =
        safe.chars()
            .noneMatch(
                c -> c == '"' || c == ',' || c == '\n' || c == '\r' || c == ';' || c == '\t');
    return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
  }

  /// What spreadsheets take for one: also behind blanks, which some of them skip, and written in full width.
  private static boolean isFormula(String value) {
    int first = 0;
    while (first < value.length() && value.charAt(first) <= ' ') {
      if (value.charAt(first) != ' ') {
        return true; // a tab or a break
      }
      first++;
    }
    return first < value.length() && "=+-@|%＝＋－＠".indexOf(value.charAt(first)) >= 0;
  }
}
