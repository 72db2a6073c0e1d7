package dev.skillwire.client;

import dev.skillwire.core.Actor;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Event;
import dev.skillwire.core.Reason;
import dev.skillwire.core.Rejection;
import dev.skillwire.core.Reply;
import dev.skillwire.core.RuleId;
import dev.skillwire.core.RunId;
import dev.skillwire.wire.BadMessage;
import dev.skillwire.wire.EventReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Makes values of the hub's messages.
final class Incoming {

  private Incoming() {}

  /// An `ack`.
  static Reply.Done done(Message ack) {
    var sequence = ack.whole("seq");
    return new Reply.Done(
        sequence == null ? 0 : sequence,
        ack.has("skill_id") ? new RunId(ack.text("skill_id")) : null,
        ack.has("id") ? new ConfirmationId(ack.text("id")) : null,
        null,
        ack.has("rule_id") ? new RuleId(ack.text("rule_id")) : null);
  }

  /// An `error`, or a problem document.
  static Rejection rejection(Message error) {
    var first = error.object("answered_by");
    return new Rejection(
        reason(error.text("code")),
        error.text("message"),
        error.has("field") ? error.text("field") : null,
        error.has("id") ? error.text("id") : null,
        first == null ? null : actor(first),
        error.has("response") ? error.text("response") : null);
  }

  /// Who did something.
  static Actor actor(Message by) {
    var kind = by.text("kind").toUpperCase(Locale.ROOT);
    return new Actor(
        by.text("client_id"),
        by.text("name"),
        switch (kind) {
          case "RULE" -> Actor.Kind.RULE;
          case "DESKTOP" -> Actor.Kind.DESKTOP;
          case "SYSTEM" -> Actor.Kind.SYSTEM;
          default -> Actor.Kind.HUMAN;
        });
  }

  /// The event that closed a question, or null for any other message.
  static @Nullable Event outcome(Message message) {
    var type = message.type();
    if (!type.equals("confirmation_answered") && !type.equals("confirmation_expired")) {
      return null;
    }
    try {
      return EventReader.read(message.toString().getBytes(StandardCharsets.UTF_8), new byte[0]);
    } catch (BadMessage e) {
      return null;
    }
  }

  private static Reason reason(String code) {
    for (var reason : Reason.values()) {
      if (reason.code().equals(code)) {
        return reason;
      }
    }
    return Reason.INVALID_MESSAGE;
  }
}
