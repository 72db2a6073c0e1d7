package dev.skillwire.engine;

import dev.skillwire.core.Actor;
import dev.skillwire.core.Command;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Event;
import dev.skillwire.core.Event.FailReason;
import dev.skillwire.core.Extras;
import dev.skillwire.core.Json;
import dev.skillwire.core.Limits;
import dev.skillwire.core.Reply;
import dev.skillwire.core.Risk;
import dev.skillwire.core.Text;
import dev.skillwire.engine.skill.Action;
import dev.skillwire.engine.skill.StepSpec;
import dev.skillwire.engine.template.Template;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Asks people through the hub and waits for them; their time is not the step's time.
final class Questions {

  private static final String ABORT = "abort";

  static final String RETRY = "retry_with_fix";

  private static final List<String> AFTER_FAILURE = List.of("let_claude", RETRY, ABORT);
  private static final Duration AFTER_FAILURE_TIME = Duration.ofMinutes(5);

  private final RunContext context;

  Questions(RunContext context) {
    this.context = context;
  }

  /// What came of a question.
  ///
  /// @param choice as the hub told it
  /// @param first the option that means "go on" where the question guards a command
  /// @param approval of the command that the question guards; null without one, and where nobody answered
  record Answer(String choice, String first, boolean timedOut, @Nullable Approval approval) {

    boolean goesOn() {
      return choice.equals(first);
    }
  }

  /// Asks and waits until it is decided.
  ///
  /// @param guarded what will run when the first option is chosen, or null
  /// @throws StepFailure when the question was withdrawn
  /// @throws RunStopped on `abort`, when the run was cancelled, or when the hub is gone
  Answer ask(Command.StepRef ref, Action.Ask ask, @Nullable Proposal guarded)
      throws StepFailure, RunStopped, InterruptedException {
    var options = ask.options().stream().map(this::text).toList();
    var id = nextId();
    var timeout = ask.timeout();
    context
        .reporter()
        .tell(
            new Command.AskConfirmation(
                id,
                ref.run(),
                ref.index(),
                ref.name(),
                context.secrets().mask(text(ask.prompt())),
                options,
                context.secrets().mask(text(ask.suggestion())),
                timeout == null ? null : timeout.toMillis(),
                ask.onTimeout(),
                ask.risk(),
                guarded == null ? action(ask) : guarded.shown(),
                null,
                null,
                null,
                false,
                new Extras(ask.allowEdit() && guarded != null && guarded.whole()),
                ask.terms()));
    return answer(await(id), options, guarded);
  }

  /// Asks what becomes of a step that failed. Without an answer it is left to who started the run: the
  /// step has failed.
  ///
  /// @param errorType one word for the kind of fault
  /// @throws RunStopped on `abort`, when the run was cancelled, or when the hub is gone
  String askAfterFailure(Command.StepRef ref, StepFailure failure, String errorType)
      throws StepFailure, RunStopped, InterruptedException {
    var id = nextId();
    var prompt = "The step '" + ref.name() + "' failed: " + failure.error();
    context
        .reporter()
        .tell(
            new Command.AskConfirmation(
                id,
                ref.run(),
                ref.index(),
                ref.name(),
                Text.cut(context.secrets().mask(prompt), Limits.PROMPT_BYTES),
                AFTER_FAILURE,
                RETRY,
                AFTER_FAILURE_TIME.toMillis(),
                AFTER_FAILURE.getFirst(),
                Risk.LOW,
                null,
                null,
                errorType,
                null));
    return answer(await(id), AFTER_FAILURE, null).choice();
  }

  private String text(Template template) {
    return context.text(template);
  }

  /// A command as it is shown: itself, where and with what it would run, and what the question says of it.
  Proposal proposal(Action.Ask ask, String command, StepSpec step) {
    var fields = described(ask);
    fields.put("run", command);
    var cwd = step.cwd();
    if (cwd != null) {
      fields.put("cwd", text(cwd));
    }
    if (!step.env().isEmpty()) {
      var environment = new LinkedHashMap<String, @Nullable Object>();
      step.env().forEach((name, value) -> environment.put(name, text(value)));
      fields.put("env", shown(environment));
    }
    var shown = JsonText.of(shown(fields));
    return new Proposal(command, shown, shown.equals(JsonText.of(fields)));
  }

  /// Right before a command runs: that it is what was approved, and that this is used for the first time.
  ///
  /// @return the command that may run
  String approved(Answer answer, Proposal now)
      throws StepFailure, RunStopped, InterruptedException {
    var approval = answer.approval();
    if (approval == null) {
      // Nobody answered, and the skill says that this means to go on.
      return now.command();
    }
    var command = approval.command(now);
    if (context.reporter().ask(approval.use()) instanceof Reply.Refused(var rejection)) {
      throw new StepFailure(
          "The answer can't be used: "
              + rejection.message()
              + " ("
              + rejection.reason().code()
              + ")");
    }
    return command;
  }

  private @Nullable Json action(Action.Ask ask) {
    return ask.action() == null ? null : JsonText.of(shown(described(ask)));
  }

  private Map<String, @Nullable Object> described(Action.Ask ask) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    var template = ask.action();
    if (template == null) {
      return fields;
    }
    var value = context.templates().value(template, context.values().all());
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, item) -> fields.put(String.valueOf(key), item));
    } else {
      fields.put("action", String.valueOf(value));
    }
    return fields;
  }

  private Map<String, @Nullable Object> shown(Map<String, ? extends @Nullable Object> fields) {
    return context.secrets().masked(fields);
  }

  private ConfirmationId nextId() {
    return new ConfirmationId(context.tallies().nextQuestion());
  }

  private Event await(ConfirmationId id) throws RunStopped, InterruptedException {
    var outcome = context.hub().outcome(id);
    try {
      CompletableFuture.anyOf(outcome, context.cancelled()).get();
      if (!outcome.isDone()) {
        context.stopIfCancelled();
      }
      return outcome.get();
    } catch (ExecutionException e) {
      var cause = e.getCause();
      throw RunStopped.hubLost(
          "The hub is gone, and the answer with it: "
              + (cause == null ? e.getMessage() : cause.getMessage()));
    }
  }

  private static Answer answer(Event outcome, List<String> options, @Nullable Proposal guarded)
      throws StepFailure, RunStopped {
    var first = options.getFirst();
    return switch (outcome) {
      case Event.ConfirmationAnswered e -> {
        if (e.response().equals(ABORT)) {
          throw RunStopped.because(FailReason.ABORTED, "Aborted by " + name(e.answeredBy()) + ".");
        }
        yield new Answer(
            e.response(),
            first,
            false,
            guarded == null ? null : new Approval(e.id(), e.response(), guarded, e.bound()));
      }
      case Event.ConfirmationExpired e ->
          switch (e.reason()) {
            case TIMEOUT -> {
              if (e.response().equals(ABORT)) {
                throw RunStopped.because(
                    FailReason.ABORTED, "Nobody answered in time, which aborts the run.");
              }
              yield new Answer(e.response(), first, true, null);
            }
            case RUN_ENDED ->
                throw RunStopped.because(FailReason.CANCELLED, "The run was ended at the hub.");
            case CANCELLED -> throw new StepFailure("The question was withdrawn.");
          };
      default -> throw new IllegalStateException("not an outcome: " + outcome);
    };
  }

  static String name(Actor actor) {
    return actor.name().isBlank()
        ? "a " + actor.kind().name().toLowerCase(java.util.Locale.ROOT)
        : actor.name();
  }
}
