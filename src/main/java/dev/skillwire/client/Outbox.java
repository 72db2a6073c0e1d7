package dev.skillwire.client;

import dev.skillwire.core.Command;
import dev.skillwire.core.Reason;
import dev.skillwire.core.Rejection;
import dev.skillwire.core.Reply;
import dev.skillwire.wire.CommandWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Commands that the hub has not yet replied to, in the order they were submitted. Not safe for several
/// threads: [HubClient] guards it.
final class Outbox {

  /// Commands without a reply at the same time.
  static final int COMMANDS = 4_096;

  /// Characters of all commands without a reply.
  static final int CHARS = 16 * 1024 * 1024;

  /// Characters of one command; what takes more, the hub refuses too.
  static final int COMMAND_CHARS = 1024 * 1024;

  /// One command on its way.
  static final class Pending {
    final String requestId;
    final Command command;
    final String text;
    final CompletableFuture<Reply> reply = new CompletableFuture<>();
    boolean sent;

    private Pending(String requestId, Command command, String text) {
      this.requestId = requestId;
      this.command = command;
      this.text = text;
    }
  }

  private final Map<String, Pending> waiting = new LinkedHashMap<>();
  private final String sender;
  private long lastRequest;
  private long chars;

  /// @param sender unique among all clients ever: it makes the event ids of this one unique
  Outbox(String sender) {
    this.sender = sender;
  }

  /// Takes a command; one that is refused has its reply already and is not sent.
  Pending add(Command command) {
    var requestId = "r" + ++lastRequest;
    var text =
        CommandWriter.write(
            command, requestId, published(command) ? sender + "-" + lastRequest : "");
    var pending = new Pending(requestId, command, text);
    if (text.length() > COMMAND_CHARS) {
      refuse(
          pending,
          Reason.TOO_LARGE,
          "The message takes more than " + COMMAND_CHARS + " characters.");
    } else if (waiting.size() >= COMMANDS || chars + text.length() > CHARS) {
      refuse(
          pending,
          Reason.BUSY,
          waiting.size() + " messages wait for the hub's reply already; wait for some of them.");
    } else {
      waiting.put(requestId, pending);
      chars += text.length();
    }
    return pending;
  }

  /// Takes out the command that a reply is about; null when it is none of ours.
  @Nullable Pending remove(String requestId) {
    var pending = waiting.remove(requestId);
    if (pending != null) {
      chars -= pending.text.length();
    }
    return pending;
  }

  /// What is to be sent on a new connection, in order.
  List<Pending> unanswered() {
    return List.copyOf(waiting.values());
  }

  /// Takes out what was sent on a lost connection and is not safe to send again.
  List<Pending> removeUnrepeatable() {
    var lost = waiting.values().stream().filter(p -> p.sent && !repeatable(p.command)).toList();
    lost.forEach(p -> remove(p.requestId));
    return lost;
  }

  List<Pending> removeAll() {
    var all = new ArrayList<>(waiting.values());
    waiting.clear();
    chars = 0;
    return all;
  }

  /// Twice the same extension would give twice the time. Everything else has an event id, or holds or
  /// is refused the second time as it was the first.
  private static boolean repeatable(Command command) {
    return !(command instanceof Command.ExtendConfirmation);
  }

  /// True for events, which carry an event id. A question carries none: asking again by its own id is
  /// what attaches the asker to it.
  private static boolean published(Command command) {
    return switch (command) {
      case Command.AskConfirmation _,
          Command.AnswerConfirmation _,
          Command.ReportShown _,
          Command.PauseConfirmation _,
          Command.ResumeConfirmation _,
          Command.ExtendConfirmation _,
          Command.HoldConfirmation _,
          Command.ClaimConfirmation _,
          Command.ReleaseClaim _,
          Command.DelegateConfirmation _,
          Command.CancelConfirmation _,
          Command.SaveRule _,
          Command.ChangeRule _,
          Command.DeleteRule _,
          Command.CancelSkill _,
          Command.ExpireDue _,
          Command.ReleasePauses _ ->
          false;
      case Command.StartSkill _,
          Command.StartStep _,
          Command.ProgressStep _,
          Command.CompleteStep _,
          Command.FailStep _,
          Command.SkipStep _,
          Command.CompleteSkill _,
          Command.FailSkill _,
          Command.TriggerHeal _,
          Command.CompleteHeal _,
          Command.StartMemoryQuery _,
          Command.ClassifyIntent _,
          Command.CompleteMemoryQuery _,
          Command.ChangePersona _,
          Command.ChangeTools _,
          Command.UseApproval _,
          Command.Broadcast _ ->
          true;
    };
  }

  private static void refuse(Pending pending, Reason reason, String message) {
    pending.reply.complete(new Reply.Refused(Rejection.of(reason, message)));
  }
}
