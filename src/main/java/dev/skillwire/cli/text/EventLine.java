package dev.skillwire.cli.text;

import dev.skillwire.cli.base.Ink;
import dev.skillwire.client.Message;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// One event for a person: one line, or one for each line of live output.
public final class EventLine {

  private static final int NAMES = 1_000;

  /// Lines of live output that one event shows; a command may send thousands at once.
  private static final int OUTPUT_LINES = 50;

  private static final Set<String> ENVELOPE = Set.of("type", "seq", "timestamp", "replayed");

  private final Ink ink;
  private final DateTimeFormatter clock;
  private final String hub;
  private final boolean oneRun;
  private final Map<String, String> skillNames = new Names();

  /// The step that was told last, by run.
  private final Map<String, String> lastSteps = new Names();

  public EventLine(Ink ink, ZoneId zone) {
    this(ink, zone, "");
  }

  /// For a hub that may have to be named.
  ///
  /// @param hub how a proposed command names the hub, beginning with a blank; "" where it need not
  public EventLine(Ink ink, ZoneId zone, String hub) {
    this(ink, zone, hub, false);
  }

  private EventLine(Ink ink, ZoneId zone, String hub, boolean oneRun) {
    this.ink = ink;
    this.hub = hub;
    this.oneRun = oneRun;
    this.clock = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
  }

  /// For a screen on which all events are of one run, so that it need not be named in each line.
  public static EventLine ofOneRun(Ink ink, ZoneId zone, String hub) {
    return new EventLine(ink, zone, hub, true);
  }

  /// Remembers the names of the runs of a snapshot.
  public void learn(Message opening) {
    opening.objects("running_skills").forEach(this::name);
  }

  /// The name of the run that an event belongs to, or "".
  public String name(Message event) {
    var id = event.text("skill_id");
    var name = event.text("skill_name");
    if (!name.isEmpty() && !id.isEmpty()) {
      skillNames.put(id, name);
    }
    var asked = event.object("question");
    var told = asked == null ? name : asked.text("skill_name");
    return told.isEmpty() ? skillNames.getOrDefault(id, "") : told;
  }

  /// The line or lines, without the end of the last.
  public String of(Message event) {
    var start = ink.dim(time(event.text("timestamp"))) + "  ";
    var run = run(event);
    if (!run.isEmpty() && !oneRun) {
      start += ink.cyan(run) + "  ";
    }
    var words = event.type().equals("step_progress") ? progress(event) : List.of(words(event));
    if (event.has("step_name")) {
      lastSteps.put(event.text("skill_id"), step(event));
    }
    return start + String.join("\n" + start, words);
  }

  private String run(Message event) {
    var name = Shown.line(name(event));
    var id = Shown.id(event.text("skill_id"));
    return name.isEmpty() ? id : id.isEmpty() ? name : name + "/" + id;
  }

  private String words(Message e) {
    return switch (e.type()) {
      case "skill_started" ->
          ink.bold("▶ " + (oneRun ? field(e, "skill_name") + " " : "") + "started")
              + count(e)
              + from(e);
      case "step_started" -> "· " + step(e) + " started";
      case "step_completed" -> ink.green("✓ ") + step(e) + took(e, "duration_ms");
      case "step_failed" ->
          ink.red("✗ " + step(e) + ": " + field(e, "error")) + took(e, "duration_ms");
      case "step_skipped" -> ink.dim("- " + step(e) + " skipped: " + field(e, "reason"));
      case "skill_cancel_requested" -> ink.yellow("! asked to stop") + by(e, "by");
      case "skill_completed" -> ink.green("■ completed") + took(e, "total_duration_ms");
      case "skill_failed" ->
          ink.red("■ " + ending(e) + ": " + field(e, "error")) + took(e, "total_duration_ms");
      case "auto_heal_triggered" ->
          ink.yellow("+ healing " + step(e) + ": " + field(e, "fix_action"))
              + ink.dim(" (because of " + field(e, "error_snippet") + ")");
      case "auto_heal_completed" ->
          e.truth("success")
              ? ink.green("+ healed " + step(e)) + took(e, "duration_ms")
              : ink.red("+ not healed " + step(e)) + took(e, "duration_ms");
      case "confirmation_required" ->
          ink.yellow("? " + field(e, "prompt"))
              + " ["
              + String.join(" | ", e.texts("options").stream().map(Shown::line).toList())
              + "]"
              + ink.dim(" skillwire answer " + Shown.id(e.text("id")) + hub);
      case "confirmation_answered" ->
          ink.green("= " + field(e, "response"))
              + by(e, "answered_by")
              + comment(e)
              + question(e)
              + decided(e)
              + remembered(e);
      case "confirmation_seen" ->
          ink.dim("question seen" + (e.truth("whole") ? "" : " in part") + by(e, "by"))
              + question(e);
      case "confirmation_used" ->
          "= " + field(e, "response") + ": what was approved is done" + by(e, "by") + question(e);
      case "confirmation_rule_saved" -> "§ " + rule(e);
      case "confirmation_rule_changed" ->
          "§ " + field(e, "rule_id") + (e.truth("enabled") ? " on" : " off") + by(e, "by");
      case "confirmation_rule_deleted" -> "§ " + field(e, "rule_id") + " is no more: " + reason(e);
      case "confirmation_expired" -> ink.yellow("= " + closing(e)) + question(e);
      case "confirmation_voted",
          "confirmation_claimed",
          "confirmation_released",
          "confirmation_delegated",
          "confirmation_escalated",
          "confirmation_reminder" ->
          PeopleLines.of(e, ink) + question(e);
      case "confirmation_paused", "confirmation_resumed", "confirmation_extended" ->
          "question " + e.type().substring("confirmation_".length()) + by(e, "by") + question(e);
      default -> Shown.line(e.type()) + rest(e);
    };
  }

  private static String step(Message e) {
    var name = field(e, "step_name");
    var index = e.whole("step_index");
    return name.isEmpty() && index != null ? "step " + (index + 1) : name;
  }

  /// The step where it is not the one of the line before, percent and message; then the output.
  private List<String> progress(Message e) {
    var lines = new ArrayList<String>();
    var head = new ArrayList<String>();
    var percent = e.number("percent");
    if (percent != null) {
      head.add(Math.round(percent) + "%");
    }
    if (e.has("message")) {
      head.add(field(e, "message"));
    }
    var step = step(e);
    boolean known = step.equals(lastSteps.get(e.text("skill_id")));
    if (!known || !head.isEmpty()) {
      lines.add("  " + (known ? "" : head.isEmpty() ? step : step + ": ") + String.join(" ", head));
    }
    var output = e.text("output").lines().toList();
    output.stream().limit(OUTPUT_LINES).forEach(line -> lines.add("    " + Shown.output(line)));
    if (output.size() > OUTPUT_LINES) {
      lines.add("    (" + (output.size() - OUTPUT_LINES) + " more lines)");
    }
    return lines.isEmpty() ? List.of("  " + step) : lines;
  }

  private static String ending(Message e) {
    var reason = field(e, "reason");
    return reason.isEmpty() || reason.equals("failed") ? "failed" : "failed (" + reason + ")";
  }

  private static String closing(Message e) {
    return switch (e.text("reason")) {
      case "run_ended" -> "closed: the run ended";
      case "cancelled" -> "withdrawn by who asked";
      case "timeout" -> field(e, "response") + ": nobody answered in time";
      default -> field(e, "response") + " (" + field(e, "reason") + ")";
    };
  }

  private String question(Message e) {
    return oneRun || e.text("id").isEmpty() ? "" : ink.dim(" " + Shown.id(e.text("id")));
  }

  /// What a rule decided: nobody was asked, so nobody has seen the question yet.
  private String decided(Message e) {
    var asked = e.object("question");
    return asked == null ? "" : ink.dim("  nobody was asked: ") + field(asked, "prompt");
  }

  private String remembered(Message e) {
    var words = e.has("saved_as") ? "  from now on by " + field(e, "saved_as") : "";
    if (e.has("not_remembered")) {
      words += "  not remembered: " + field(e, "not_remembered");
    }
    var against = e.texts("contradicts");
    if (!against.isEmpty()) {
      words += "  against " + String.join(", ", against.stream().map(Shown::line).toList());
    }
    return words.isEmpty() ? "" : ink.yellow(words);
  }

  private static String rule(Message e) {
    var rule = e.object("rule");
    return rule == null
        ? ""
        : field(rule, "rule_id")
            + " answers "
            + field(rule, "response")
            + " to questions of "
            + RuleLines.scope(rule)
            + by(rule, "created_by");
  }

  private static String reason(Message e) {
    var reason = field(e, "reason").replace('_', ' ');
    return reason.equals("deleted") || reason.equals("replaced") ? reason + by(e, "by") : reason;
  }

  private static String count(Message e) {
    var steps = e.whole("total_steps");
    return steps == null || steps == 0 ? "" : " (" + steps + (steps == 1 ? " step)" : " steps)");
  }

  private static String from(Message e) {
    var source = field(e, "source");
    return source.isEmpty() || source.equals("manual") ? "" : " by " + source;
  }

  private String took(Message e, String name) {
    var millis = e.whole(name);
    return millis == null ? "" : ink.dim("  " + Durations.text(millis));
  }

  /// Who did it, in words, beginning with a blank; "" when nobody is named.
  public static String by(Message e, String name) {
    var by = e.object(name);
    if (by == null) {
      return "";
    }
    var who = Shown.line(by.text("name"));
    var kind = Shown.line(by.text("kind"));
    if (kind.equals("rule") && !who.isEmpty()) {
      return " by " + who;
    }
    if (kind.equals("human") || kind.isEmpty()) {
      return " by " + (who.isEmpty() ? "somebody" : who);
    }
    return " by " + (who.isEmpty() || who.equals(kind) ? kind : who + " (" + kind + ")");
  }

  /// What who answered said to it, beginning with a blank; "" for nothing.
  public static String comment(Message e) {
    var said = field(e, "comment");
    return said.isEmpty() ? "" : ": \"" + said + "\"";
  }

  private static String rest(Message e) {
    var words = new StringBuilder();
    for (var name : e.names()) {
      if (!ENVELOPE.contains(name)) {
        words.append("  ").append(Shown.line(name)).append('=').append(Shown.line(e.json(name)));
      }
    }
    return words.toString();
  }

  private static String field(Message e, String name) {
    return Shown.line(e.text(name));
  }

  private String time(String timestamp) {
    try {
      return clock.format(Instant.parse(timestamp));
    } catch (DateTimeException e) {
      return "--:--:--";
    }
  }

  /// The newest entries; older ones are forgotten.
  private static final class Names extends LinkedHashMap<String, String> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
      return size() > NAMES;
    }
  }
}
