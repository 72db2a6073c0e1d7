package dev.skillwire.core;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes of what an asker wants what a question asks of people.
final class TermRules {

  private TermRules() {}

  /// @param onTimeout what the asker said about silence, or null
  static Terms terms(
      Terms.Wanted wanted,
      List<String> options,
      @Nullable Long timeoutMs,
      @Nullable String onTimeout,
      Risk risk) {
    int quorum = wanted.quorum() == null ? 1 : wanted.quorum();
    if (quorum < 1 || quorum > Limits.QUORUM) {
      throw Refused.field(Reason.INVALID_MESSAGE, "quorum", "quorum is from 1 to " + Limits.QUORUM);
    }
    var veto = veto(wanted.veto(), quorum, options);
    boolean decided = quorum > 1 || wanted.veto() != null;
    if (decided
        && onTimeout != null
        && (quorum > 1 || risk == Risk.HIGH)
        && options.contains(onTimeout)
        && !veto.contains(onTimeout)) {
      throw Refused.field(
          Reason.INVALID_MESSAGE,
          "on_timeout",
          "on_timeout is an option that people must approve; silence can't stand for them");
    }
    return new Terms(
        quorum,
        veto,
        names("answerers", wanted.answerers()),
        escalation(wanted, options, timeoutMs, onTimeout),
        reminders(wanted.remindAfterMs(), timeoutMs));
  }

  /// Whoever says anything else than what is asked for stops it, unless the asker says otherwise.
  private static List<String> veto(@Nullable List<String> told, int quorum, List<String> options) {
    if (told == null) {
      return quorum == 1 ? List.of() : options.subList(1, options.size());
    }
    if (!options.containsAll(told)) {
      throw Refused.field(Reason.INVALID_MESSAGE, "veto", "veto names only options");
    }
    if (new HashSet<>(told).containsAll(options)) {
      throw Refused.field(Reason.INVALID_MESSAGE, "veto", "veto leaves nothing to approve");
    }
    return told.stream().distinct().toList();
  }

  private static Terms.@Nullable Escalation escalation(
      Terms.Wanted wanted,
      List<String> options,
      @Nullable Long timeoutMs,
      @Nullable String onTimeout) {
    var to = names("escalate_to", wanted.escalateTo());
    var after = wanted.escalateAfterMs();
    boolean atDeadline = Question.ESCALATE.equals(onTimeout) && !options.contains(onTimeout);
    if (after == null && !atDeadline) {
      if (!to.isEmpty()) {
        throw Refused.field(
            Reason.INVALID_MESSAGE, "escalate_after", "escalate_to needs an escalate_after");
      }
      return null;
    }
    if (after != null && atDeadline) {
      throw Refused.field(
          Reason.INVALID_MESSAGE, "escalate_after", "on_timeout says when it is escalated");
    }
    if (atDeadline && timeoutMs == null) {
      throw Refused.field(
          Reason.INVALID_MESSAGE, "on_timeout", "a question without a time limit has no timeout");
    }
    if (after != null) {
      within("escalate_after", after, timeoutMs);
    }
    return new Terms.Escalation(after, to);
  }

  private static List<Long> reminders(@Nullable List<Long> told, @Nullable Long timeoutMs) {
    if (told == null) {
      return timeoutMs == null || timeoutMs < Limits.REMINDED_FROM.toMillis()
          ? List.of()
          : List.of(timeoutMs / 2, timeoutMs - Limits.LAST_REMINDER.toMillis());
    }
    if (told.size() > Limits.REMINDERS) {
      throw Refused.field(
          Reason.TOO_LARGE,
          "remind_after",
          "a question has at most " + Limits.REMINDERS + " reminders");
    }
    var all = new ArrayList<>(told.stream().distinct().sorted().toList());
    all.forEach(after -> within("remind_after", after, timeoutMs));
    return List.copyOf(all);
  }

  private static void within(String field, long millis, @Nullable Long timeoutMs) {
    long end = timeoutMs == null ? Limits.TIMEOUT_MAX.toMillis() : timeoutMs;
    if (millis <= 0 || millis >= end) {
      throw Refused.field(
          Reason.INVALID_MESSAGE,
          field,
          field + " is more than 0 and less than the time that the question waits");
    }
  }

  private static List<String> names(String field, List<String> told) {
    if (told.size() > Limits.ANSWERERS) {
      throw Refused.field(
          Reason.TOO_LARGE, field, field + " has more than " + Limits.ANSWERERS + " entries");
    }
    told.forEach(name -> Check.needed(field, name));
    return told.stream().distinct().toList();
  }
}
