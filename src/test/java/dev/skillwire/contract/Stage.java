package dev.skillwire.contract;

import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/// Where a transcript is played: a hub and the means to connect to it, with ports or without.
interface Stage {

  /// One client's end of a conversation. Replies and events are two queues, because the contract
  /// orders each of them but not one against the other.
  interface Connection {

    /// The message that every conversation begins with.
    ObjectNode connected();

    void send(String text);

    /// Takes the next message that is an event.
    ///
    /// @throws AssertionError when none comes
    ObjectNode nextEvent();

    /// Takes the next message for this client alone: an [#isReply(ObjectNode)].
    ///
    /// @throws AssertionError when none comes
    ObjectNode nextReply();

    /// Waits until the hub closes.
    ///
    /// @return the code of its close frame; -1 when there was none
    int closeCode();

    void leave();

    void cut();
  }

  Connection open(Transcript.Credential credential, String path);

  /// Ends the hub, politely or by a kill, and starts it again on the same data.
  void restart(boolean killed);

  /// Lets this much time go by, really or on a clock of its own.
  void pass(Duration time);

  /// Whether a message goes to one client alone and has no place in the order of events.
  static boolean isReply(ObjectNode message) {
    return switch (message.path("type").asString("")) {
      case "ack", "error", "heartbeat_ack", "rules", "rule_preview" -> true;
      default -> message.path("replayed").asBoolean(false);
    };
  }
}
