package dev.skillwire.cli.text;

import dev.skillwire.cli.base.Ink;
import dev.skillwire.client.Message;
import java.util.ArrayList;
import java.util.List;

/// A run as text: one line, or its whole story.
public final class RunLines {

  private final Ink ink;

  public RunLines(Ink ink) {
    this.ink = ink;
  }

  /// One line: id, state, name, how far it is.
  public String summary(Message run) {
    var current = run.whole("current_step");
    var total = run.whole("total_steps");
    var state = run.truth("waiting") ? "waiting" : field(run, "status");
    var line = new StringBuilder();
    line.append(ink.dim(Shown.id(run.text("skill_id"))))
        .append("  ")
        .append(colour(state, String.format(java.util.Locale.ROOT, "%-9s", state)))
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
    add(lines, "started", run, "started_at");
    add(lines, "ended", run, "ended_at");
    add(lines, "source", run, "source");
    add(lines, "parent", run, "parent_skill_id");
    if (run.has("inputs") && !run.json("inputs").equals("{}")) {
      lines.add("  inputs   " + Shown.line(run.json("inputs")));
    }
    for (var step : run.objects("steps")) {
      lines.addAll(step(step));
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

  private List<String> step(Message step) {
    var lines = new ArrayList<String>();
    var index = step.whole("index");
    var status = field(step, "status");
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

  private static void add(List<String> lines, String label, Message run, String name) {
    if (run.has(name)) {
      lines.add(String.format(java.util.Locale.ROOT, "  %-8s %s", label, field(run, name)));
    }
  }

  private static String field(Message message, String name) {
    return Shown.line(message.text(name));
  }
}
