package dev.skillwire.cli.run;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.HubAccess;
import dev.skillwire.cli.base.Ink;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.question.OpenQuestions;
import dev.skillwire.cli.question.Prompter;
import dev.skillwire.cli.question.Question;
import dev.skillwire.cli.question.Stage;
import dev.skillwire.cli.question.TerminalLines;
import dev.skillwire.cli.text.EventLine;
import dev.skillwire.cli.text.Shown;
import dev.skillwire.client.HubClient;
import dev.skillwire.client.HubListener;
import dev.skillwire.client.Message;
import dev.skillwire.core.Reply;
import dev.skillwire.engine.RunResult;
import dev.skillwire.wire.ClientMessage.Filter;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Shows one run live and asks its questions here, over a connection of its own: to the hub the terminal
/// is one more client, and who reports the run could not answer.
public final class LiveRun implements AutoCloseable, HubListener {

  private static final Duration TICK = Duration.ofMillis(100);

  /// Time for the last events to arrive after the run has ended.
  private static final Duration LAST_EVENTS = Duration.ofSeconds(3);

  private final Surroundings around;
  private final SkillExecution run;
  private final @Nullable String answer;
  private final String hub;
  private final Stage stage;
  private final EventLine lines;
  private final OpenQuestions questions;
  private final Prompter prompter;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Set<String> handled = new HashSet<>();
  private @Nullable HubClient client;
  private boolean notOffered;

  private LiveRun(Surroundings around, SkillExecution run, @Nullable String answer, String hub) {
    this.around = around;
    this.run = run;
    this.answer = answer;
    this.hub = hub;
    this.stage = new Stage(around.err(), around.ansiOnErr());
    var ink = new Ink(around.ansiOnErr());
    this.lines = EventLine.ofOneRun(ink, ZoneId.systemDefault(), hub);
    this.questions =
        new OpenQuestions(told -> told.text("skill_id").equals(run.id().value()), around.clock());
    this.prompter =
        new Prompter(questions, TerminalLines.ofInput(), stage, ink, around.clock(), hub);
  }

  /// Connects; nothing of the run is missed when it is started afterwards.
  ///
  /// @param answer given to every question of the run, or null to ask the person
  public static LiveRun open(
      Surroundings around, HubAccess hub, SkillExecution run, @Nullable String answer)
      throws IOException {
    var live = new LiveRun(around, run, answer, hub.option(around));
    var filter = new Filter(Set.of(), Set.of(run.id().value()), Set.of(), false);
    live.client = hub.watcher("terminal-of-the-run", filter, null, live);
    return live;
  }

  /// Runs the skill to its end.
  ///
  /// @return an [ExitCode]
  public int follow() throws InterruptedException {
    run.start();
    while (true) {
      try {
        var result = run.result().get(TICK.toMillis(), TimeUnit.MILLISECONDS);
        lastEvents();
        return code(result);
      } catch (TimeoutException _) {
        takeQuestion();
      } catch (ExecutionException e) {
        throw new CommandFailure(ExitCode.FAILED, "the run broke: " + e.getCause());
      }
    }
  }

  @Override
  public void opened(Message opening) {
    lines.learn(opening);
    questions.opened(opening);
  }

  @Override
  public void received(Message event) {
    if (!event.text("skill_id").equals(run.id().value())) {
      return;
    }
    var closed = questions.received(event);
    if (closed != null) {
      prompter.closed(event);
    }
    if (answer != null || !event.type().equals("confirmation_required")) {
      stage.line(lines.of(event)); // else the card tells the question
    }
    if (event.type().equals("skill_completed") || event.type().equals("skill_failed")) {
      ended.complete(null);
    }
  }

  @Override
  public void lost(String why, Duration retryIn) {
    if (!ended.isDone()) { // a hub that ends with the run is no news
      stage.line("(" + Shown.line(why) + "; coming back)");
    }
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
  }

  private void takeQuestion() throws InterruptedException {
    var over = client;
    for (var question : questions.all()) {
      if (over == null || !handled.add(question.id())) {
        continue;
      }
      if (answer != null) {
        answer(question, answer, over);
      } else if (around.asks().getAsBoolean()) {
        prompter.ask(question, over);
      } else {
        question.card(new Ink(around.ansiOnErr()), hub).forEach(stage::line);
        stage.line(
            "  No terminal here: answer it with 'skillwire answer "
                + Shown.id(question.id())
                + " OPTION"
                + hub
                + "'.");
      }
    }
  }

  private void answer(Question question, String text, HubClient over) throws InterruptedException {
    var choice = question.choice(text);
    if (choice == null) {
      notOffered = true;
      stage.line(
          "'"
              + text
              + "' is not offered by: "
              + Shown.line(question.told().text("prompt"))
              + " ["
              + String.join(" | ", question.options().stream().map(Shown::line).toList())
              + "]");
      run.cancel("The answer '" + text + "' was not offered.");
      return;
    }
    if (Prompter.send(question, choice, over) instanceof Reply.Refused refused) {
      stage.line("  Not taken: " + Shown.line(refused.rejection().message()));
    }
  }

  private void lastEvents() throws InterruptedException {
    try {
      ended.get(LAST_EVENTS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      stage.line("(the end of the run was not seen here)");
    }
  }

  private int code(RunResult result) {
    if (notOffered) {
      return ExitCode.NOT_OFFERED;
    }
    if (result.succeeded()) {
      return ExitCode.OK;
    }
    boolean cancelled = result.reason() == dev.skillwire.core.Event.FailReason.CANCELLED;
    return cancelled ? ExitCode.CANCELLED : ExitCode.FAILED;
  }
}
