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

/// One event as one line for a person.
public final class EventLine {

  private static final int NAMES = 1_000;
  private static final int ID_SHOWN = 8;
  private static final Set<String> ENVELOPE = Set.of("type", "seq", "timestamp", "replayed");

  private final Ink ink;
  private final DateTimeFormatter clock;
  private final Map<String, String> skillNames =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > NAMES;
        }
      };

  public EventLine(Ink ink, ZoneId zone) {
    this.ink = ink;
    this.clock = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
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
    return name.isEmpty() ? skillNames.getOrDefault(id, "") : name;
  }

  /// The line, without its end.
  public String of(Message event) {
    var parts = new ArrayList<String>();
    parts.add(ink.dim(time(event.text("timestamp"))));
    var run = run(event);
    if (!run.isEmpty()) {
      parts.add(ink.cyan(run));
    }
    parts.add(words(event));
    return String.join("  ", parts);
  }

  private String run(Message event) {
    var name = Shown.line(name(event));
    var id = Shown.line(event.text("skill_id"));
    var shortId = id.length() > ID_SHOWN ? id.substring(0, ID_SHOWN) : id;
    return name.isEmpty() ? shortId : shortId.isEmpty() ? name : name + "/" + shortId;
  }

  private String words(Message e) {
    return switch (e.type()) {
      case "skill_started" -> ink.bold("▶ started") + count(e) + from(e);
      case "step_started" -> "· " + step(e) + " started";
      case "step_progress" -> "  " + step(e) + progress(e);
      case "step_completed" -> ink.green("✓ ") + step(e) + took(e, "duration_ms");
      case "step_failed" ->
          ink.red("✗ " + step(e) + ": " + field(e, "error")) + took(e, "duration_ms");
      case "step_skipped" -> ink.dim("- " + step(e) + " skipped: " + field(e, "reason"));
      case "skill_cancel_requested" -> ink.yellow("! is to stop") + by(e, "by");
      case "skill_completed" -> ink.green("■ completed") + took(e, "total_duration_ms");
      case "skill_failed" ->
          ink.red("■ failed (" + field(e, "reason") + "): " + field(e, "error"))
              + took(e, "total_duration_ms");
      case "auto_heal_triggered" ->
          ink.yellow("+ healing " + step(e) + ": " + field(e, "fix_action"))
              + " because of "
              + field(e, "error_snippet");
      case "auto_heal_completed" ->
          e.truth("success")
              ? ink.green("+ healed " + step(e)) + took(e, "duration_ms")
              : ink.red("+ not healed " + step(e)) + took(e, "duration_ms");
      case "confirmation_required" ->
          ink.yellow("? " + field(e, "prompt"))
              + " ["
              + String.join(" | ", e.texts("options").stream().map(Shown::line).toList())
              + "] "
              + ink.dim(field(e, "id"));
      case "confirmation_answered" ->
          ink.green("= " + field(e, "response"))
              + by(e, "answered_by")
              + " "
              + ink.dim(field(e, "id"));
      case "confirmation_expired" ->
          ink.yellow("= " + field(e, "response") + " (" + field(e, "reason") + ")")
              + " "
              + ink.dim(field(e, "id"));
      case "confirmation_paused", "confirmation_resumed", "confirmation_extended" ->
          e.type().substring("confirmation_".length())
              + by(e, "by")
              + " "
              + ink.dim(field(e, "id"));
      default -> Shown.line(e.type()) + rest(e);
    };
  }

  private static String step(Message e) {
    var name = field(e, "step_name");
    var index = e.whole("step_index");
    return name.isEmpty() && index != null ? "step " + (index + 1) : name;
  }

  private static String progress(Message e) {
    var words = new StringBuilder();
    var percent = e.number("percent");
    if (percent != null) {
      words.append(' ').append(Math.round(percent)).append('%');
    }
    for (var name : List.of("message", "output")) {
      if (e.has(name)) {
        words.append(": ").append(field(e, name));
      }
    }
    return words.toString();
  }

  private static String count(Message e) {
    var steps = e.whole("total_steps");
    return steps == null || steps == 0 ? "" : " (" + steps + " steps)";
  }

  private static String from(Message e) {
    return e.text("source").isEmpty() ? "" : " from " + field(e, "source");
  }

  private String took(Message e, String name) {
    var millis = e.whole(name);
    return millis == null ? "" : ink.dim(" " + Durations.text(millis));
  }

  /// Who did it, in words, beginning with a blank; "" when nobody is named.
  public static String by(Message e, String name) {
    var by = e.object(name);
    if (by == null) {
      return "";
    }
    var who = Shown.line(by.text("name"));
    var kind = Shown.line(by.text("kind"));
    if (kind.equals("human") || kind.isEmpty()) {
      return " by " + (who.isEmpty() ? "somebody" : who);
    }
    return " by " + (who.isEmpty() || who.equals(kind) ? kind : who + " (" + kind + ")");
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
}
