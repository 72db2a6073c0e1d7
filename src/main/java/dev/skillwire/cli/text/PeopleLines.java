package dev.skillwire.cli.text;

import dev.skillwire.cli.base.Ink;
import dev.skillwire.client.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What people do about a question before it is answered, in words.
public final class PeopleLines {

  private PeopleLines() {}

  /// What happened to a question, without its id.
  static String of(Message e, Ink ink) {
    var by = EventLine.by(e, "by");
    return switch (e.type()) {
      case "confirmation_voted" ->
          ink.yellow("= " + Shown.line(e.text("response")))
              + by
              + EventLine.comment(e)
              + ", "
              + missing(e)
              + (e.has("previous") ? " (was: " + Shown.line(e.text("previous")) + ")" : "");
      case "confirmation_claimed" -> "question looked into" + by;
      case "confirmation_released" ->
          "question looked into no more"
              + (e.text("reason").equals("released") ? by : ": " + Shown.line(e.text("reason")));
      case "confirmation_delegated" ->
          "question handed to " + Shown.line(e.text("to")) + by + EventLine.comment(e);
      case "confirmation_escalated" ->
          ink.yellow(
              "question is now also for " + (e.texts("to").isEmpty() ? "others" : names(e, "to")));
      default -> ink.yellow("! a question still waits" + left(e));
    };
  }

  /// Who is to decide a question, and what those did who decide it with others; a line each.
  ///
  /// @param told `confirmation_required`, or the same as a part of a snapshot
  public static List<String> terms(Message told) {
    var lines = new ArrayList<String>();
    var quorum = told.whole("quorum");
    if (quorum != null && quorum > 1) {
      var veto = told.texts("veto");
      lines.add(
          quorum
              + " people must say the same"
              + (veto.isEmpty() ? "." : "; one is enough for: " + names(told, "veto") + "."));
      for (var vote : told.objects("votes")) {
        lines.add("  said so far: " + Shown.line(vote.text("response")) + EventLine.by(vote, "by"));
      }
    }
    if (!told.texts("answerers").isEmpty()) {
      lines.add("It is for: " + names(told, "answerers"));
    }
    if (!told.texts("delegated_to").isEmpty()) {
      lines.add("Handed to: " + names(told, "delegated_to"));
    }
    if (told.truth("escalated") && !told.texts("escalate_to").isEmpty()) {
      lines.add("Now also for: " + names(told, "escalate_to"));
    }
    if (told.has("claimed_by")) {
      lines.add("Looked into" + EventLine.by(told, "claimed_by"));
    }
    return lines;
  }

  /// How many more are needed, in words.
  public static String missing(Message e) {
    var missing = e.whole("missing");
    return missing == null
        ? ""
        : missing == 1 ? "one more is needed" : missing + " more are needed";
  }

  private static String left(Message e) {
    var seconds = e.number("remaining_seconds");
    return seconds == null ? "" : ", " + Math.round(seconds) + " s left";
  }

  private static String names(Message e, String field) {
    return e.texts(field).stream().map(Shown::line).collect(Collectors.joining(", "));
  }
}
