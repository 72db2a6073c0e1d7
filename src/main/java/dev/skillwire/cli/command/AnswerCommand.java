package dev.skillwire.cli.command;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.HubAccess;
import dev.skillwire.cli.base.HubOption;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.question.AnswerOptions;
import dev.skillwire.cli.question.Batch;
import dev.skillwire.cli.question.OpenQuestions;
import dev.skillwire.cli.question.Prompter;
import dev.skillwire.cli.question.Question;
import dev.skillwire.cli.question.Stage;
import dev.skillwire.cli.question.TerminalLines;
import dev.skillwire.cli.text.EventLine;
import dev.skillwire.cli.text.PeopleLines;
import dev.skillwire.cli.text.Shown;
import dev.skillwire.client.Addresses;
import dev.skillwire.client.HubListener;
import dev.skillwire.client.HubProblem;
import dev.skillwire.client.Message;
import dev.skillwire.wire.ClientMessage.Filter;
import java.io.IOException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Lists and answers open questions.
@Command(
    name = "answer",
    description = {
      "Without arguments: asks you every open question, or lists them where there is no terminal.",
      "With an ID (its beginning is enough): asks you that one. With an OPTION too: answers it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  skillwire answer",
      "  skillwire answer --json",
      "  skillwire answer 3f2a --claim",
      "  skillwire answer 3f2a yes --comment 'checked the diff'",
      "  skillwire answer 3f2a yes --remember this-error --remember-for 2h",
      "  skillwire answer 3f2a yes --edit",
      "  skillwire answer --all yes --skill deploy"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:answered, or nothing to answer",
      "2:the arguments can't be understood",
      "65:the option is not offered",
      "68:no hub runs",
      "76:the hub refused: already answered, unknown, not yours to answer …",
      "77:the hub does not let this program in"
    })
public final class AnswerCommand implements Callable<Integer> {

  private static final String PATH = "/api/v1/confirmations";

  private final Surroundings around;

  @Mixin private HubOption hub = new HubOption();

  @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "The question.")
  private @Nullable String id;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "OPTION",
      description = "Your answer: an option, its beginning or its number.")
  private @Nullable String option;

  @Mixin private AnswerOptions with = new AnswerOptions();

  @Mixin private Batch batch = new Batch();

  @Mixin private HandOptions hand = new HandOptions();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  public AnswerCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws InterruptedException {
    var _ = with.holds();
    batch.check(id != null, with);
    var access = hub.access(around);
    if (batch.wanted()) {
      var open = access.ask("answer", api -> api.get(PATH)).objects("confirmations");
      return batch.answer(access, open, with, json, around);
    }
    if (hand.verb() != null) {
      return hand(access, hand.verb());
    }
    if (option == null && around.terminal() && !json) {
      return interactive(access);
    }
    var listed = access.ask("answer", api -> api.get(PATH));
    if (option == null) {
      list(access, listed);
      return ExitCode.OK;
    }
    return answer(access, find(access, listed.objects("confirmations")), option);
  }

  /// Something about a question that is no answer.
  private int hand(HubAccess access, String verb) {
    if (id == null || option != null || hand.several()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--claim, --release and --hand-to take an ID, no OPTION, and stand alone.");
    }
    var listed = access.ask("answer", api -> api.get(PATH));
    var path = PATH + "/" + Addresses.escape(find(access, listed.objects("confirmations")).id());
    var told =
        access.ask(
            "skillwire-answer", api -> api.post(path + "/" + verb, hand.body(with.comment())));
    around.out().println(json ? Shown.json(told.toString()) : Shown.line(hand.done()));
    return ExitCode.OK;
  }

  private void list(HubAccess access, Message listed) {
    if (json) {
      around.out().println(Shown.json(listed.toString()));
      return;
    }
    var lines = new EventLine(around.ink(), ZoneId.systemDefault(), access.option(around));
    boolean any = false;
    for (var told : listed.objects("confirmations")) {
      if (id == null || told.text("id").startsWith(id)) {
        any = true;
        around
            .out()
            .println(
                lines.of(
                    told.with("type", "confirmation_required")
                        .with("timestamp", told.text("created_at"))));
        PeopleLines.terms(told).forEach(line -> around.out().println("          " + line));
      }
    }
    if (!any) {
      nothing(access);
    }
  }

  /// Says that nothing is open; that is no failure unless a certain question was wanted.
  private void nothing(HubAccess access) {
    if (id != null) {
      throw unknown(access, id);
    }
    around.say("No question is open.");
  }

  private CommandFailure unknown(HubAccess access, String wanted) {
    var ended = closed(access, wanted);
    return new CommandFailure(
        ExitCode.REFUSED,
        ended.isEmpty()
            ? "no open question begins with '"
                + wanted
                + "'. 'skillwire answer"
                + access.option(around)
                + "' lists what is open."
            : "the question " + wanted + " is no longer open. " + ended);
  }

  private Question find(HubAccess access, List<Message> open) {
    var wanted = String.valueOf(id);
    var exact = open.stream().filter(told -> told.text("id").equals(wanted)).toList();
    var found =
        exact.isEmpty()
            ? open.stream().filter(told -> told.text("id").startsWith(wanted)).toList()
            : exact;
    return switch (found.size()) {
      case 1 -> Question.of(found.getFirst(), around.clock().instant());
      case 0 -> throw unknown(access, wanted);
      default ->
          throw new CommandFailure(
              ExitCode.USAGE,
              "several questions begin with '" + wanted + "'; give more of the id.");
    };
  }

  /// How a question of that very id ended, as a sentence; "" when the hub does not know.
  private static String closed(HubAccess access, String id) {
    try {
      var known = access.ask("answer", api -> api.get(PATH + "/" + Addresses.escape(id)));
      return switch (known.text("status")) {
        case "answered" -> Prompter.closing(known.with("type", "confirmation_answered")) + ".";
        case "expired", "cancelled" -> Prompter.closing(known);
        default -> "";
      };
    } catch (CommandFailure e) {
      return ""; // never asked, or asked too long ago
    }
  }

  private int answer(HubAccess access, Question question, String text) throws InterruptedException {
    var choice = question.choice(text);
    if (choice == null) {
      throw new CommandFailure(
          ExitCode.NOT_OFFERED,
          "'" + text + "' is not offered. Options: " + String.join(", ", question.options()));
    }
    var body = with.body(question, choice, around);
    var path = PATH + "/" + Addresses.escape(question.id()) + "/answer";
    var answered =
        access.ask(
            "skillwire-answer",
            api -> {
              try {
                return api.post(path, body.build());
              } catch (HubProblem e) {
                throw named(e);
              }
            });
    around.out().println(json ? Shown.json(answered.toString()) : said(answered, choice));
    if (answered.has("saved_as")) {
      around.say(
          "Questions like it are answered by " + Shown.line(answered.text("saved_as")) + ".");
    }
    if (answered.has("not_remembered")) {
      around.say("Not remembered: " + Shown.line(answered.text("not_remembered")));
    }
    return ExitCode.OK;
  }

  /// One of several people may have to wait for the others.
  private static String said(Message answered, String choice) {
    var open = answered.object("confirmation");
    return answered.text("status").equals("pending") && open != null
        ? "Voted: " + Shown.line(choice) + "; " + PeopleLines.missing(open) + "."
        : "Answered: " + Shown.line(choice);
  }

  /// A refusal that says who was first.
  private static IOException named(HubProblem problem) {
    var first = problem.details().object("answered_by");
    if (first == null) {
      return problem;
    }
    throw new CommandFailure(
        ExitCode.REFUSED,
        Prompter.closing(problem.details().with("type", "confirmation_answered"))
            + " ("
            + problem.code()
            + ")");
  }

  private int interactive(HubAccess access) throws InterruptedException {
    var questions =
        new OpenQuestions(told -> id == null || told.text("id").startsWith(id), around.clock());
    var stage = new Stage(around.out(), around.ansi());
    var prompter =
        new Prompter(
            questions,
            TerminalLines.ofInput(),
            stage,
            around.ink(),
            around.clock(),
            access.option(around));
    var listener =
        new HubListener() {
          @Override
          public void opened(Message opening) {
            questions.opened(opening);
          }

          @Override
          public void received(Message event) {
            if (questions.received(event) != null) {
              prompter.closed(event);
            }
          }
        };
    var onlyQuestions = new Filter(Set.of("confirmation_required"), Set.of(), Set.of(), false);
    try (var client = access.watcher("skillwire-answer", onlyQuestions, null, listener)) {
      var seen = new HashSet<String>();
      while (true) {
        var next = questions.all().stream().filter(q -> seen.add(q.id())).findFirst();
        if (next.isEmpty()) {
          break;
        }
        prompter.ask(next.get(), client);
      }
      if (seen.isEmpty()) {
        nothing(access);
      }
      return ExitCode.OK;
    } catch (IOException e) {
      throw CommandFailure.of(e, access.address().toString());
    }
  }
}
