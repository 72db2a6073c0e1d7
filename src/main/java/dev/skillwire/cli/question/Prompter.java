package dev.skillwire.cli.question;

import dev.skillwire.cli.base.Ink;
import dev.skillwire.cli.text.EventLine;
import dev.skillwire.cli.text.Shown;
import dev.skillwire.client.HubClient;
import dev.skillwire.client.Message;
import dev.skillwire.core.Command;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Reason;
import dev.skillwire.core.Remember;
import dev.skillwire.core.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Asks a person at this terminal while anybody else may answer too: the first answer wins, and a
/// question that was answered elsewhere is taken off the screen.
public final class Prompter {

  private static final Duration TICK = Duration.ofMillis(200);

  private final OpenQuestions questions;
  private final Keyboard typed;
  private final Stage stage;
  private final Ink ink;
  private final InstantSource clock;
  private final String hub;
  private final Map<String, Message> closings = new ConcurrentHashMap<>();
  private volatile @Nullable String showing;

  /// When the person last did something here; starting the command counts.
  private Instant lastInput;

  /// A prompter for one terminal.
  ///
  /// @param hub how a proposed command names the hub, beginning with a blank; "" where it need not
  public Prompter(
      OpenQuestions questions,
      Keyboard typed,
      Stage stage,
      Ink ink,
      InstantSource clock,
      String hub) {
    this.questions = questions;
    this.typed = typed;
    this.stage = stage;
    this.ink = ink;
    this.clock = clock;
    this.hub = hub;
    this.lastInput = clock.instant();
  }

  /// Tells how a question was closed; only the one on the screen is of interest.
  public void closed(Message event) {
    var id = event.text("id");
    if (id.equals(showing)) {
      closings.put(id, event);
    }
  }

  /// Asks one question until it is closed, here or elsewhere.
  ///
  /// @param client over which the answer goes; must not be the one that asked
  public void ask(Question first, HubClient client) throws InterruptedException {
    showing = first.id();
    present(client);
    var prompt = "  Your choice [1-" + first.options().size() + "]: ";
    stage.ask(first.card(ink, hub), first.timeLeft(clock.instant()));
    report(first, client);
    typed.forget(); // what was typed before the question could be read is no answer to it
    stage.prompt(prompt);
    var shownTime = "";
    try {
      while (true) {
        var question = questions.get(first.id());
        if (question == null) {
          stage.done("  " + elsewhere(first.id()), false);
          return;
        }
        var time = question.timeLeft(clock.instant());
        if (!time.equals(shownTime)) {
          stage.timeLeft(time);
          shownTime = time;
        }
        var line = typed.poll(TICK);
        if (line == null) {
          continue;
        }
        if (!(line instanceof Keyboard.Typed.Line(var text))) {
          stage.done(
              "  Left open. Answer it with: skillwire answer " + Shown.id(question.id()) + hub,
              false);
          return;
        }
        lastInput = clock.instant();
        present(client);
        var choice = question.choice(text);
        if (choice == null) {
          stage.prompt("  That is none of the options.\n" + "  " + time + "\n" + prompt);
          continue;
        }
        if (answer(question, choice, client)) {
          return;
        }
        stage.prompt(prompt);
      }
    } finally {
      showing = null;
      typed.forget();
      closings.remove(first.id());
    }
  }

  /// While somebody sits here the hub need not raise windows over this terminal.
  private void present(HubClient client) {
    client.present(Duration.between(lastInput, clock.instant()));
  }

  /// The card is printed whole, so it was in view to its end.
  private static void report(Question question, HubClient client) {
    var _ =
        client.submit(
            new Command.ReportShown(
                new ConfirmationId(question.id()), question.actionDigest(), true));
  }

  /// @return true when the question is closed
  private boolean answer(Question question, String choice, HubClient client)
      throws InterruptedException {
    var reply = send(question, choice, client);
    if (reply instanceof Reply.Done) {
      var quorum = question.told().whole("quorum");
      stage.done(
          ink.green("  You answered: ")
              + Shown.line(choice)
              + (quorum == null ? "" : " (" + quorum + " people must say the same)"),
          true);
      return true;
    }
    var rejection = ((Reply.Refused) reply).rejection();
    var words = "  " + Shown.line(rejection.message());
    if (rejection.reason() == Reason.ALREADY_ANSWERED
        || rejection.reason() == Reason.ALREADY_CLOSED
        || rejection.reason() == Reason.UNKNOWN_CONFIRMATION) {
      stage.done(words, true);
      return true;
    }
    stage.prompt(ink.red(words) + "\n\n");
    return false;
  }

  /// Sends an answer and waits for what the hub says to it.
  public static Reply send(Question question, String choice, HubClient client)
      throws InterruptedException {
    try {
      return client
          .submit(
              new Command.AnswerConfirmation(
                  new ConfirmationId(question.id()),
                  choice,
                  Remember.NONE,
                  null,
                  null,
                  question.actionDigest()))
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private String elsewhere(String id) {
    var closing = closings.get(id);
    return closing == null ? "The question is closed." : closing(closing);
  }

  /// How a question ended, in words.
  public static String closing(Message event) {
    var response = Shown.line(event.text("response"));
    if (event.type().equals("confirmation_answered")) {
      return "Answered"
          + EventLine.by(event, "answered_by")
          + ": "
          + response
          + (event.text("comment").isBlank() ? "" : " (" + Shown.line(event.text("comment")) + ")");
    }
    return switch (event.text("reason")) {
      case "run_ended" -> "Closed, because the run ended.";
      case "cancelled" -> "Withdrawn by who asked.";
      default -> "Nobody answered in time; taken as: " + response;
    };
  }
}
