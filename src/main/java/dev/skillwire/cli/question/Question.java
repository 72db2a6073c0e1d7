package dev.skillwire.cli.question;

import dev.skillwire.cli.base.Ink;
import dev.skillwire.cli.text.PeopleLines;
import dev.skillwire.cli.text.Shown;
import dev.skillwire.client.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An open question as a terminal shows it.
///
/// @param told the hub's own words: `confirmation_required`, or the same as a part of a snapshot
/// @param deadline by this machine's clock; null without a time limit or while the clock is held
public record Question(Message told, @Nullable Instant deadline, boolean paused) {

  /// The question as the hub told it just now.
  public static Question of(Message told, Instant now) {
    var remaining = told.number("remaining_seconds");
    boolean paused = told.truth("paused");
    return new Question(
        told,
        remaining == null || paused ? null : now.plusMillis(Math.round(remaining * 1_000)),
        paused);
  }

  public String id() {
    return told.text("id");
  }

  public String run() {
    return told.text("skill_id");
  }

  public List<String> options() {
    return told.texts("options");
  }

  /// The digest that an answer must repeat, or null.
  public @Nullable String actionDigest() {
    return told.has("action_digest") ? told.text("action_digest") : null;
  }

  /// The same question after its clock was held, released or given time.
  Question after(Message clock, Instant now) {
    var remaining = clock.number("remaining_seconds");
    boolean held =
        clock.type().equals("confirmation_paused")
            || (!clock.type().equals("confirmation_resumed") && paused);
    return new Question(
        told,
        remaining == null || held ? null : now.plusMillis(Math.round(remaining * 1_000)),
        held);
  }

  /// Time that is left, in words.
  public String timeLeft(Instant now) {
    if (paused) {
      return "the clock is held";
    }
    var end = deadline;
    if (end == null) {
      return "no time limit";
    }
    long seconds = Math.max(0, (Duration.between(now, end).toMillis() + 999) / 1_000);
    return seconds < 120
        ? seconds + " s left"
        : (seconds / 60) + " min " + seconds % 60 + " s left";
  }

  /// The whole question: who asks, what, what will run, the options with their numbers.
  public List<String> card(Ink ink) {
    return card(ink, "");
  }

  /// The same, for a hub that may have to be named.
  ///
  /// @param hub how a proposed command names the hub, beginning with a blank; "" where it need not
  public List<String> card(Ink ink, String hub) {
    var lines = new ArrayList<String>();
    var skill = Shown.line(told.text("skill_name"));
    var step = Shown.line(told.text("step_name"));
    var where = skill.isEmpty() || step.isEmpty() ? "" : " in step '" + step + "'";
    lines.add(
        ink.bold("? " + (skill.isEmpty() ? "Somebody" : skill) + " asks")
            + where
            + ink.dim("  " + Shown.id(id())));
    Shown.lines(told.text("prompt")).lines().forEach(line -> lines.add("  " + line));
    var action = told.object("action");
    if (action != null) {
      lines.add("  It will do:");
      for (var name : action.names()) {
        var text = action.text(name).isEmpty() ? action.json(name) : action.text(name);
        Shown.lines(text)
            .lines()
            .forEach(line -> lines.add("    " + Shown.line(name) + ": " + line));
      }
    }
    for (var attached : told.objects("attachments")) {
      lines.addAll(Attached.lines(attached, ink));
    }
    if (told.truth("allow_edit")) {
      lines.add(
          ink.dim(
              "  It may be changed: skillwire answer " + Shown.id(id()) + " OPTION --edit" + hub));
    }
    var risk = told.text("risk").toLowerCase(Locale.ROOT);
    if (risk.equals("high")) {
      lines.add("  " + ink.red("Risk: high"));
    } else if (risk.equals("medium")) {
      lines.add("  " + ink.yellow("Risk: medium"));
    }
    if (!told.text("claude_suggestion").isBlank()) {
      lines.add("  Suggestion: " + Shown.line(told.text("claude_suggestion")));
    }
    for (int i = 0; i < options().size(); i++) {
      lines.add("  " + ink.bold((i + 1) + ")") + " " + Shown.line(options().get(i)));
    }
    PeopleLines.terms(told).forEach(line -> lines.add("  " + line));
    if (!told.text("on_timeout").isEmpty() && told.number("timeout_seconds") != null) {
      lines.add(ink.dim("  Without an answer: " + silence(Shown.line(told.text("on_timeout")))));
    }
    return lines;
  }

  /// What is taken for the answer of somebody who gives none.
  private String silence(String word) {
    if (options().contains(word)) {
      return word;
    }
    return switch (word) {
      case "let_claude" -> "it is left to the agent (let_claude)";
      case "abort" -> "what waits for it is given up (abort)";
      case "skip" -> "what waits for it is left out (skip)";
      case "escalate" -> "it goes to others (escalate)";
      default -> word;
    };
  }

  /// The option that a typed line means: its number, itself, or what only it begins with; null for none.
  public @Nullable String choice(String typed) {
    var text = typed.strip();
    if (text.isEmpty()) {
      return null;
    }
    for (var option : options()) {
      if (option.equals(text)) {
        return option;
      }
    }
    if (text.matches("\\d{1,3}")) {
      int number = Integer.parseInt(text);
      return number >= 1 && number <= options().size() ? options().get(number - 1) : null;
    }
    var exact = options().stream().filter(o -> plain(o).equals(plain(text))).toList();
    if (!exact.isEmpty()) {
      return exact.size() == 1 ? exact.getFirst() : null;
    }
    var begun = options().stream().filter(o -> plain(o).startsWith(plain(text))).toList();
    return begun.size() == 1 ? begun.getFirst() : null;
  }

  private static String plain(String option) {
    return option.toLowerCase(Locale.ROOT).replace(' ', '_');
  }
}
