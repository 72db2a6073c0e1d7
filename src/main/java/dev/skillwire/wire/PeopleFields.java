package dev.skillwire.wire;

import dev.skillwire.core.Actor;
import dev.skillwire.core.Claim;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Event;
import dev.skillwire.core.Handling;
import dev.skillwire.core.OpenConfirmation;
import dev.skillwire.core.RunId;
import dev.skillwire.core.Terms;
import dev.skillwire.core.Vote;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// What a question asks of people, and what they did about it, as fields.
final class PeopleFields {

  private PeopleFields() {}

  /// Fields of a question; nothing of one that anybody answers.
  static void terms(JsonGenerator out, Terms terms) {
    if (terms.quorum() > 1) {
      out.writeNumberProperty("quorum", terms.quorum());
    }
    if (terms.quorum() > 1 || !terms.veto().isEmpty()) {
      Out.texts(out, "veto", terms.veto());
    }
    some(out, "answerers", terms.answerers());
    var escalation = terms.escalation();
    if (escalation != null) {
      if (escalation.afterMs() != null) {
        Out.seconds(out, "escalate_after", escalation.afterMs());
      }
      Out.texts(out, "escalate_to", escalation.to());
    }
    if (!terms.remindAfterMs().isEmpty()) {
      seconds(out, terms.remindAfterMs());
    }
  }

  /// Reads back what [#terms] wrote.
  static Terms terms(Fields f) throws BadMessage {
    var quorum = f.index("quorum");
    var to = f.texts("escalate_to");
    var remind = remindAfter(f);
    return new Terms(
        quorum == null ? 1 : quorum,
        f.textsOrNone("veto"),
        f.textsOrNone("answerers"),
        to == null ? null : new Terms.Escalation(EventReader.millis(f, "escalate_after"), to),
        remind == null ? List.of() : remind);
  }

  /// What an asker says.
  static Terms.Wanted wanted(Fields f) throws BadMessage {
    return new Terms.Wanted(
        f.index("quorum"),
        f.texts("veto"),
        f.textsOrNone("answerers"),
        EventReader.millis(f, "escalate_after"),
        f.textsOrNone("escalate_to"),
        remindAfter(f));
  }

  /// The same the other way.
  static void wanted(JsonGenerator out, Terms.Wanted wanted) {
    if (wanted.quorum() != null) {
      out.writeNumberProperty("quorum", wanted.quorum());
    }
    if (wanted.veto() != null) {
      Out.texts(out, "veto", wanted.veto());
    }
    some(out, "answerers", wanted.answerers());
    if (wanted.escalateAfterMs() != null) {
      Out.seconds(out, "escalate_after", wanted.escalateAfterMs());
    }
    some(out, "escalate_to", wanted.escalateTo());
    if (wanted.remindAfterMs() != null) {
      seconds(out, wanted.remindAfterMs());
    }
  }

  /// What people did about an open question so far.
  static void handling(JsonGenerator out, OpenConfirmation open) {
    var handling = open.handling();
    if (open.question().terms().quorum() > 1) {
      out.writeNumberProperty("missing", open.missing());
      votes(out, handling.votes());
    }
    var claim = handling.claim();
    if (claim != null) {
      Out.actor(out, "claimed_by", claim.by());
      out.writeStringProperty("claim_expires_at", Timestamps.text(claim.until()));
    }
    some(out, "delegated_to", handling.delegates());
    Out.flag(out, "escalated", handling.escalated());
    Out.optional(out, "hold", handling.hold() == null ? null : handling.hold().word());
  }

  static void votes(JsonGenerator out, List<Vote> votes) {
    out.writeName("votes");
    out.writeStartArray();
    for (var vote : votes) {
      out.writeStartObject();
      out.writeStringProperty("response", vote.response());
      Out.actor(out, "by", vote.by());
      out.writeStringProperty("at", Timestamps.text(vote.at()));
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /// Votes as they were told: who is behind them is known only while the question is open.
  static List<Vote> votes(Fields f) throws BadMessage {
    var votes = new ArrayList<Vote>();
    for (var vote : f.objects("votes")) {
      votes.add(
          new Vote(
              "",
              vote.needed("response"),
              EventReader.actor(vote, "by"),
              EventReader.needed(vote, "at")));
    }
    return List.copyOf(votes);
  }

  static void write(JsonGenerator out, Event.ConfirmationEvent event) {
    switch (event) {
      case Event.ConfirmationVoted e -> {
        out.writeStringProperty("response", e.response());
        Out.optional(out, "previous", e.previous());
        Out.optional(out, "comment", e.comment());
        Out.actor(out, "by", e.by());
        out.writeNumberProperty("missing", e.missing());
      }
      case Event.ConfirmationClaimed e -> {
        Out.actor(out, "by", e.by());
        out.writeStringProperty("expires_at", Timestamps.text(e.until()));
      }
      case Event.ConfirmationReleased e -> {
        Out.actor(out, "by", e.by());
        out.writeStringProperty("reason", Out.word(e.reason()));
      }
      case Event.ConfirmationDelegated e -> {
        out.writeStringProperty("to", e.to());
        Out.optional(out, "comment", e.comment());
        Out.actor(out, "by", e.by());
      }
      case Event.ConfirmationEscalated e -> {
        Out.texts(out, "to", e.to());
        out.writeStringProperty("reason", Out.word(e.reason()));
        EventWriter.clock(out, e.remainingMs(), e.deadline());
      }
      case Event.ConfirmationReminder e -> {
        out.writeNumberProperty("number", e.number());
        EventWriter.clock(out, e.remainingMs(), e.deadline());
      }
      default -> throw new IllegalArgumentException("written elsewhere: " + event);
    }
  }

  /// @param secret who is behind it
  static Event read(String kind, Fields f, ConfirmationId id, RunId run, String secret)
      throws BadMessage {
    return switch (kind) {
      case "confirmation_voted" ->
          new Event.ConfirmationVoted(
              id,
              run,
              f.needed("response"),
              f.text("previous"),
              f.text("comment"),
              by(f),
              secret,
              f.neededIndex("missing"));
      case "confirmation_claimed" ->
          new Event.ConfirmationClaimed(
              id, run, by(f), secret, EventReader.needed(f, "expires_at"));
      case "confirmation_released" ->
          new Event.ConfirmationReleased(
              id, run, by(f), f.word("reason", Claim.End.class, Claim.End.RELEASED));
      case "confirmation_delegated" ->
          new Event.ConfirmationDelegated(id, run, f.needed("to"), f.text("comment"), by(f));
      case "confirmation_escalated" ->
          new Event.ConfirmationEscalated(
              id,
              run,
              f.textsOrNone("to"),
              f.word("reason", Terms.Cause.class, Terms.Cause.DELAY),
              EventReader.millis(f, "remaining_seconds"),
              EventReader.instant(f, "deadline"));
      default ->
          new Event.ConfirmationReminder(
              id,
              run,
              f.neededIndex("number"),
              EventReader.millis(f, "remaining_seconds"),
              EventReader.instant(f, "deadline"));
    };
  }

  /// What somebody does who keeps a clock from running out, or null.
  static Handling.@Nullable Doing doing(Fields f, String name) throws BadMessage {
    return f.text(name) == null ? null : f.word(name, Handling.Doing.class, Handling.Doing.READING);
  }

  private static Actor by(Fields f) throws BadMessage {
    return EventReader.actor(f, "by");
  }

  private static @Nullable List<Long> remindAfter(Fields f) throws BadMessage {
    var told = f.node().get("remind_after");
    if (told == null || told.isNull()) {
      return null;
    }
    var millis = new ArrayList<Long>();
    for (var entry : told.isArray() ? told : f.node().arrayNode().add(told)) {
      double value = entry.isNumber() ? entry.doubleValue() * 1000 : Double.NaN;
      if (!(Math.abs(value) < Long.MAX_VALUE / 2.0)) {
        throw BadMessage.field("remind_after", "remind_after is a list of seconds");
      }
      millis.add(Math.round(value));
    }
    return List.copyOf(millis);
  }

  private static void seconds(JsonGenerator out, List<Long> millis) {
    out.writeName("remind_after");
    out.writeStartArray();
    millis.forEach(value -> Out.seconds(out, value));
    out.writeEndArray();
  }

  private static void some(JsonGenerator out, String name, List<String> values) {
    if (!values.isEmpty()) {
      Out.texts(out, name, values);
    }
  }
}
