package dev.skillwire.cli.question;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.HubAccess;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.text.Shown;
import dev.skillwire.client.Message;
import dev.skillwire.client.MessageBuilder;
import dev.skillwire.core.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// One answer to many questions: those are shown first, and nothing is answered that was not shown.
public final class Batch {

  private static final int LINE = 4 * 1024;

  @Option(
      names = "--all",
      paramLabel = "OPTION",
      description = "Answers every open question that offers it, except those of high risk.")
  private @Nullable String option;

  @Option(names = "--skill", paramLabel = "NAME", description = "With --all: only of this skill.")
  private @Nullable String skill;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "With --all: only these, by the beginning of their ids. Repeatable.")
  private List<String> ids = List.of();

  @Option(names = "--yes", description = "With --all: does not ask whether you are sure.")
  private boolean sure;

  public boolean wanted() {
    return option != null;
  }

  /// Refuses what can't be meant.
  public void check(boolean single, AnswerOptions with) {
    if (option == null && (skill != null || !ids.isEmpty() || sure)) {
      throw usage("--skill, --id and --yes belong to --all OPTION.");
    }
    if (option != null && single) {
      throw usage("--all answers many questions: give no ID beside it.");
    }
    if (option != null && with.edits()) {
      throw usage("an action is changed one at a time, without --all.");
    }
  }

  /// Shows what will be answered, asks, and answers.
  ///
  /// @return the command's exit code
  public int answer(
      HubAccess access, List<Message> open, AnswerOptions with, boolean json, Surroundings around)
      throws InterruptedException {
    var chosen = new ArrayList<Message>();
    int risky = 0;
    for (var told : open) {
      var question = Question.of(told, around.clock().instant());
      var choice = named(told) ? question.choice(String.valueOf(option)) : null;
      if (choice == null) {
        continue;
      }
      if (told.text("risk").equals("high")) {
        risky++;
      } else if (chosen.size() < Limits.BATCH) {
        chosen.add(with.body(question, choice, around).put("id", question.id()).build());
        if (!json) {
          around.say(
              "  " + Shown.line(choice) + "  <-  " + asks(told) + Shown.line(told.text("prompt")));
        }
      }
    }
    if (risky > 0) {
      around.say(risky + " of high risk left out: answer each on its own.");
    }
    if (chosen.isEmpty()) {
      around.say("No question is open that this answers.");
      return ExitCode.OK;
    }
    if (!sure && !confirmed(chosen.size(), around)) {
      around.say("Nothing was answered.");
      return ExitCode.OK;
    }
    var body = new MessageBuilder().putAll("answers", chosen).build();
    var results =
        access.ask("skillwire-answer", api -> api.post("/api/v1/confirmations/answers", body));
    return told(results, json, around);
  }

  private boolean named(Message told) {
    return (skill == null || told.text("skill_name").equals(skill))
        && (ids.isEmpty() || ids.stream().anyMatch(told.text("id")::startsWith));
  }

  private static String asks(Message told) {
    var name = Shown.line(told.text("skill_name"));
    var action = told.has("action") ? "  " + Shown.json(told.json("action")) + "  " : "";
    return Shown.id(told.text("id")) + "  " + (name.isEmpty() ? "" : name + ": ") + action;
  }

  private static boolean confirmed(int count, Surroundings around) {
    if (!around.asks().getAsBoolean()) {
      throw usage("--all needs --yes where there is no terminal to ask you.");
    }
    around.say("Answer these " + count + "? [y/N]");
    try {
      var line = new StringBuilder();
      for (int c = around.in().read(); c >= 0 && c != '\n' && line.length() < LINE; ) {
        line.append((char) c);
        c = around.in().read();
      }
      var typed = line.toString().strip();
      return typed.equalsIgnoreCase("y") || typed.equalsIgnoreCase("yes");
    } catch (IOException e) {
      return false;
    }
  }

  private static int told(Message results, boolean json, Surroundings around) {
    if (json) {
      around.out().println(Shown.json(results.toString()));
    }
    int answered = 0;
    int refused = 0;
    for (var result : results.objects("results")) {
      if (!result.has("code")) {
        answered++;
        continue;
      }
      refused++;
      around.say(
          Shown.id(result.text("id"))
              + ": "
              + Shown.line(result.text("message"))
              + " ("
              + Shown.line(result.text("code"))
              + ")");
    }
    if (!json) {
      around.out().println("Answered: " + answered + (refused == 0 ? "" : ", refused: " + refused));
    }
    return refused == 0 ? ExitCode.OK : ExitCode.REFUSED;
  }

  private static CommandFailure usage(String words) {
    return new CommandFailure(ExitCode.USAGE, words);
  }
}
