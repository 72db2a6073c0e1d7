package dev.skillwire.contract;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// Plays a transcript on a stage, step by step. Strict: each line must fit the very next message of
/// its queue, and nothing may be left unheard at the end.
final class Performance {

  private static final String CURTAIN = "transcript_over";

  private final Stage stage;
  private final Expected expected = new Expected();
  private final TreeMap<String, Stage.Connection> open = new TreeMap<>();
  private final Set<String> filtered = new LinkedHashSet<>();

  private Performance(Stage stage) {
    this.stage = stage;
  }

  /// Plays the transcript.
  ///
  /// @throws AssertionError naming the line that did not come true
  static void play(Transcript transcript, Stage stage) {
    var performance = new Performance(stage);
    for (var step : transcript.steps()) {
      try {
        performance.play(step);
      } catch (AssertionError e) {
        throw new AssertionError("line %d: %s".formatted(step.line(), e.getMessage()), e);
      }
    }
    performance.end();
  }

  private void play(Transcript.Step step) {
    switch (step) {
      case Transcript.Step.Open s -> {
        var path = expected.filledIn(s.path());
        open.put(s.who(), stage.open(s.credential(), path));
        filter(s.who(), path.contains("types=") || path.contains("skill_ids="));
      }
      case Transcript.Step.Say s -> {
        filter(s.who(), filtered.contains(s.who()) || Json.has(s.message(), "type", "subscribe"));
        connection(s.who()).send(expected.filledIn(s.message()).toString());
      }
      case Transcript.Step.Utter s -> connection(s.who()).send(s.text());
      case Transcript.Step.Hear s -> {
        for (var who : s.who().equals(Transcript.EVERYONE) ? open.keySet() : Set.of(s.who())) {
          hear(who, s.pattern());
        }
      }
      case Transcript.Step.HearClose s -> {
        demand(s.code() == connection(s.who()).closeCode(), s.who() + " was closed otherwise");
        open.remove(s.who());
      }
      case Transcript.Step.Leave s -> {
        if (s.cut()) {
          connection(s.who()).cut();
        } else {
          connection(s.who()).leave();
        }
        open.remove(s.who());
      }
      case Transcript.Step.Restart s -> {
        open.clear();
        stage.restart(s.killed());
      }
      case Transcript.Step.Wait s -> stage.pass(s.time());
    }
  }

  private void hear(String who, ObjectNode pattern) {
    var connection = connection(who);
    ObjectNode message;
    if (Json.has(pattern, "type", "connected")) {
      message = connection.connected();
    } else if (Stage.isReply(pattern)) {
      message = connection.nextReply();
    } else {
      message = connection.nextEvent();
    }
    var difference = expected.difference(pattern, message);
    demand(difference == null, "%s heard %s; %s".formatted(who, message, difference));
  }

  /// A last event, and a last reply for each, show that nothing came before them unheard.
  private void end() {
    if (open.isEmpty()) {
      return;
    }
    var closing = stage.open(Transcript.Credential.TOKEN, "/");
    closing.send(Json.object("type", CURTAIN).toString());
    for (var who : List.copyOf(open.keySet())) {
      var connection = connection(who);
      if (!filtered.contains(who)) {
        var event = connection.nextEvent();
        demand(Json.has(event, "type", CURTAIN), "at the end " + who + " still heard " + event);
      }
      connection.send("{\"type\":\"heartbeat\"}");
      var reply = connection.nextReply();
      demand(
          Json.has(reply, "type", "heartbeat_ack"), "at the end " + who + " still heard " + reply);
      connection.leave();
    }
  }

  private void filter(String who, boolean isFiltered) {
    if (isFiltered) {
      filtered.add(who);
    } else {
      filtered.remove(who);
    }
  }

  private Stage.Connection connection(String who) {
    var connection = open.get(who);
    if (connection == null) {
      throw new AssertionError(who + " is not connected");
    }
    return connection;
  }

  private static void demand(boolean condition, String message) {
    if (!condition) {
      throw new AssertionError(message);
    }
  }
}
