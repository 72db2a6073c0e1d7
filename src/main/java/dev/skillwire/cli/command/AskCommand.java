package dev.skillwire.cli.command;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.HubOption;
import dev.skillwire.cli.base.Shutdown;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.text.ActionText;
import dev.skillwire.cli.text.AttachedFiles;
import dev.skillwire.cli.text.Durations;
import dev.skillwire.cli.text.Shown;
import dev.skillwire.client.HubClient;
import dev.skillwire.client.MessageBuilder;
import dev.skillwire.core.Command.AskConfirmation;
import dev.skillwire.core.Command.CancelConfirmation;
import dev.skillwire.core.Command.RunRef;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Event;
import dev.skillwire.core.Extras;
import dev.skillwire.core.Limits;
import dev.skillwire.core.Reply;
import dev.skillwire.core.Risk;
import dev.skillwire.core.RunId;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Asks people a question, from any script.
@Command(
    name = "ask",
    description = {
      "Asks everyone who is connected to the hub, waits, and prints the answer on standard output.",
      "When nobody answers in time, it prints what is assumed then, and ends with code 124."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  skillwire ask --prompt 'Deploy to production?' --option yes --option no --timeout 5m --on-timeout no",
      "  git diff | skillwire ask --prompt 'Commit this?' --option yes --option no --attach -",
      "  skillwire ask --prompt 'Drop the table?' --option drop --option keep --quorum 2 --timeout 1h",
      "  if [ \"$(skillwire ask --prompt 'Go on?' --option yes --option no)\" = yes ]; then …; fi"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:answered",
      "2:an option can't be understood",
      "68:no hub runs",
      "76:the hub refused the question",
      "77:the hub does not let this program in",
      "124:nobody answered in time",
      "125:the question was withdrawn, or its run ended"
    })
public final class AskCommand implements Callable<Integer> {

  private final Surroundings around;

  @Mixin private HubOption hub = new HubOption();

  @Option(names = "--prompt", required = true, paramLabel = "TEXT", description = "The question.")
  private String prompt = "";

  @Option(
      names = "--option",
      required = true,
      paramLabel = "TEXT",
      description = "One possible answer. Repeatable.")
  private List<String> options = List.of();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Such as 30s, 5m, 1h, or none. Default: 30s.")
  private String timeout = "30s";

  @Option(
      names = "--on-timeout",
      paramLabel = "TEXT",
      description =
          "What is assumed when nobody answers: an option, let_claude, abort, skip, or escalate (as much time"
              + " again for --escalate-to). Default: let_claude, which leaves it to who asked; with --risk high or"
              + " --quorum: abort.")
  private @Nullable String onTimeout;

  @Option(names = "--risk", paramLabel = "RISK", description = "low, medium or high. Default: low.")
  private String risk = "low";

  @Option(names = "--suggest", paramLabel = "TEXT", description = "What you would do.")
  private String suggestion = "";

  @Option(
      names = "--action",
      paramLabel = "TEXT",
      description = "What will run, as a JSON object or as text; shown in full.")
  private @Nullable String action;

  @Option(
      names = "--allow-edit",
      description = "The answer may change what will run; --json tells it as edited_action.")
  private boolean allowEdit;

  @Option(
      names = "--attach",
      paramLabel = "FILE",
      description =
          "A diff or another text that is shown whole; - reads standard input. Repeatable.")
  private List<String> attach = List.of();

  @Option(names = "--run", paramLabel = "ID", description = "The run that waits for the answer.")
  private @Nullable String run;

  @Option(
      names = "--skill",
      paramLabel = "NAME",
      description = "The skill that asks; what people remember of their answers goes by it.")
  private @Nullable String skill;

  @Option(
      names = "--error-type",
      paramLabel = "WORD",
      description = "The kind of error that the question is about.")
  private @Nullable String errorType;

  @Option(
      names = "--tool",
      paramLabel = "NAME",
      description = "The tool that the question is about.")
  private @Nullable String tool;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "The question's id; asking again by the same id waits for the same question.")
  private @Nullable String id;

  @Mixin private PeopleOptions people = new PeopleOptions();

  @Option(names = "--json", description = "Print the outcome as one JSON object.")
  private boolean json;

  public AskCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws InterruptedException {
    var access = hub.access(around);
    var question = question();
    try (var client = access.source("ask", new HubAbsence(around))) {
      var reply = client.submit(question).get();
      if (reply instanceof Reply.Refused refused) {
        throw new CommandFailure(
            ExitCode.REFUSED,
            "the hub refused the question: "
                + refused.rejection().message()
                + " ("
                + refused.rejection().reason().code()
                + ")");
      }
      if (around.terminal()) {
        around.say(
            "Asked everyone who is connected. Answer it elsewhere: skillwire answer "
                + Shown.id(question.id().value())
                + access.option(around));
      }
      try (var _ = new Shutdown(() -> withdraw(client, question.id()))) {
        return told(client.outcome(question.id()).get());
      }
    } catch (ExecutionException e) {
      throw new CommandFailure(ExitCode.REFUSED, "no outcome: " + e.getCause());
    } catch (IOException e) {
      throw CommandFailure.of(e, access.address().toString());
    }
  }

  private AskConfirmation question() {
    var wait = timeout.equalsIgnoreCase("none") ? null : wait(timeout);
    return new AskConfirmation(
        new ConfirmationId(id == null ? UUID.randomUUID().toString() : id),
        new RunRef(run == null ? null : new RunId(run), skill),
        null,
        null,
        prompt,
        options,
        suggestion,
        wait,
        onTimeout,
        risk(),
        action == null ? null : ActionText.of(action),
        null,
        errorType,
        tool,
        false,
        new Extras(allowEdit, AttachedFiles.read(attach, around)),
        people.wanted());
  }

  private static long wait(String text) {
    var time = Durations.parse(text);
    if (time.isZero() || time.compareTo(Limits.TIMEOUT_MAX) > 0) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--timeout is '" + text + "'; it must be more than 0 and at most 30d, or none.");
    }
    return time.toMillis();
  }

  private Risk risk() {
    try {
      return Risk.valueOf(risk.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          ExitCode.USAGE, "--risk is '" + risk + "'; it must be low, medium or high.");
    }
  }

  private int told(Event outcome) {
    return switch (outcome) {
      case Event.ConfirmationAnswered e -> {
        print(e);
        yield ExitCode.OK;
      }
      case Event.ConfirmationExpired e -> {
        boolean expired = e.reason() == Event.CloseReason.TIMEOUT;
        print(e.response(), head(e.id(), expired ? "expired" : "cancelled", e.response()));
        yield expired ? ExitCode.EXPIRED : ExitCode.CANCELLED;
      }
      default -> throw new IllegalStateException("no outcome: " + outcome);
    };
  }

  private void print(Event.ConfirmationAnswered answered) {
    var told = head(answered.id(), "answered", answered.response());
    if (!answered.answeredBy().name().isEmpty()) {
      told.put("answered_by", answered.answeredBy().name());
    }
    if (answered.comment() != null) {
      told.put("comment", answered.comment());
    }
    var bound = answered.bound();
    if (bound.actionDigest() != null) {
      told.put("action_digest", bound.actionDigest());
    }
    if (bound.editedAction() != null) {
      told.put("edited_action", bound.editedAction());
    }
    print(answered.response(), told);
  }

  private static MessageBuilder head(ConfirmationId asked, String status, String response) {
    return new MessageBuilder()
        .put("id", asked.value())
        .put("status", status)
        .put("response", response);
  }

  private void print(String response, MessageBuilder told) {
    around.out().println(json ? Shown.json(told.build().toString()) : Shown.line(response));
  }

  /// Nobody waits for the answer any more: the question need not stand on everyone's screen.
  private static void withdraw(HubClient client, ConfirmationId id) {
    try {
      client.submit(new CancelConfirmation(id)).get(1, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException _) {
      // it expires by itself
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
