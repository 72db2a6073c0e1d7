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

/// A run as text: one line, or its whole story.
public final class RunLines {

  private final Ink ink;
  private final DateTimeFormatter clock;

  /// Lines with times of that zone.
  public RunLines(Ink ink, ZoneId zone) {
    this.ink = ink;
    this.clock = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(zone);
  }

  /// One line: id, state, name, how far it is.
  public String summary(Message run) {
    var current = run.whole("current_step");
    var total = run.whole("total_steps");
    var state = run.truth("waiting") ? "waiting" : field(run, "status");
    var line = new StringBuilder();
    line.append(ink.dim(Shown.id(run.text("skill_id"))))
        .append("  ")
        .append(colour(state, String.format(Locale.ROOT, "%-9s", state)))
        .append("  ")
        .append(field(run, "skill_name"));
    var took = run.whole("total_duration_ms");
    if (took == null && current != null && total != null && total > 0) {
      line.append("  step ").append(Math.min(current + 1, total)).append(" of ").append(total);
    }
    if (took != null) {
      line.append("  ").append(Durations.text(took));
    }
    if (run.has("error")) {
      line.append("  ").append(ink.red(field(run, "error")));
    }
    return line.toString();
  }

  /// All that a run tells: when, from where, its steps, its end.
  public List<String> story(Message run) {
    var lines = new ArrayList<String>();
    lines.add(ink.bold(field(run, "skill_name")) + "  " + field(run, "skill_id"));
    lines.add(
        "  state    "
            + colour(field(run, "status"), field(run, "status"))
            + (run.truth("waiting") ? ", waiting for an answer" : ""));
    add(lines, "started", time(run, "started_at"));
    add(lines, "ended", time(run, "ended_at"));
    add(lines, "source", field(run, "source"));
    add(lines, "parent", field(run, "parent_skill_id"));
    if (run.has("inputs") && !run.json("inputs").equals("{}")) {
      lines.add("  inputs   " + Shown.line(run.json("inputs")));
    }
    for (var step : run.objects("steps")) {
      lines.addAll(step(step, field(run, "status").equals("running")));
    }
    if (run.has("error")) {
      lines.add("  " + ink.red("error") + "    " + field(run, "error"));
    }
    var outputs = run.object("outputs");
    if (outputs != null) {
      for (var name : outputs.names()) {
        var text = outputs.text(name).isEmpty() ? outputs.json(name) : outputs.text(name);
        var shown = Shown.lines(text).stripTrailing();
        if (shown.contains("\n")) {
          lines.add("  " + Shown.line(name) + ":");
          shown.lines().forEach(line -> lines.add("    " + line));
        } else {
          lines.add("  " + Shown.line(name) + ": " + shown);
        }
      }
    }
    return lines;
  }

  /// @param live whether its run is at work; a step of another one that never ended will not
  private List<String> step(Message step, boolean live) {
    var lines = new ArrayList<String>();
    var index = step.whole("index");
    var told = field(step, "status");
    var status = told.equals("running") && !live ? "not ended" : told;
    var took = step.whole("duration_ms");
    var why = step.has("error") ? field(step, "error") : field(step, "reason");
    lines.add(
        "  "
            + (index == null ? "-" : index + 1)
            + ". "
            + colour(status, status)
            + "  "
            + field(step, "name")
            + (took == null ? "" : "  " + ink.dim(Durations.text(took)))
            + (why.isEmpty() ? "" : "  " + why));
    for (var heal : step.objects("heals")) {
      var how = !heal.has("success") ? "at work" : heal.truth("success") ? "healed" : "not healed";
      lines.add("       + " + how + ": " + field(heal, "fix_action"));
    }
    return lines;
  }

  private String colour(String state, String text) {
    return switch (state) {
      case "completed" -> ink.green(text);
      case "failed" -> ink.red(text);
      case "waiting" -> ink.yellow(text);
      case "running" -> ink.cyan(text);
      default -> ink.dim(text);
    };
  }

  private static void add(List<String> lines, String label, String text) {
    if (!text.isBlank()) {
      lines.add(String.format(Locale.ROOT, "  %-8s %s", label, text));
    }
  }

  private String time(Message run, String name) {
    var told = field(run, name);
    try {
      return told.isBlank() ? "" : clock.format(Instant.parse(told));
    } catch (DateTimeException e) {
      return told;
    }
  }

  private static String field(Message message, String name) {
    return Shown.line(message.text(name));
  }
}
