package dev.skillwire.stream;

import dev.skillwire.core.Actor;
import dev.skillwire.core.Command;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Event;
import dev.skillwire.core.Json;
import dev.skillwire.core.Remember;
import dev.skillwire.core.Risk;
import dev.skillwire.core.RunId;
import dev.skillwire.core.Sender;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Commands with as little in them as they need, and who sends them.
public final class Publishing {

  static final Sender SOURCE = new Sender("source", "", "", Actor.Kind.HUMAN);
  public static final Sender ANNA = new Sender("anna", "Anna", "", Actor.Kind.HUMAN);

  private Publishing() {}

  static Command start(String run) {
    return new Command.StartSkill(
        new RunId(run), "skill", "", null, Json.EMPTY_OBJECT, "cron", null, List.of());
  }

  static Command complete(String run) {
    return new Command.CompleteSkill(Command.RunRef.of(new RunId(run)), null, null);
  }

  static Command fail(String run) {
    return new Command.FailSkill(
        Command.RunRef.of(new RunId(run)), "broken", null, Event.FailReason.FAILED);
  }

  static Command step(String run, int index) {
    return new Command.StartStep(
        new Command.StepRef(Command.RunRef.of(new RunId(run)), index, null, null));
  }

  public static Command ask(String id, String run, @Nullable Long timeoutMs) {
    return new Command.AskConfirmation(
        new ConfirmationId(id),
        new Command.RunRef(run.isEmpty() ? null : new RunId(run), null),
        null,
        null,
        "Go on?",
        List.of("yes", "no"),
        "",
        timeoutMs,
        null,
        Risk.LOW,
        null,
        null,
        null,
        null);
  }

  public static Command answer(String id, String choice) {
    return new Command.AnswerConfirmation(
        new ConfirmationId(id), choice, Remember.NONE, null, null, null);
  }

  static Command pause(String id) {
    return new Command.PauseConfirmation(new ConfirmationId(id), false);
  }

  /// An event of one's own, about this large.
  public static Command word(String type, int chars) {
    return new Command.Broadcast(type, new Json("{\"text\":\"" + "x".repeat(chars) + "\"}"));
  }
}
