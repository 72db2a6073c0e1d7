package dev.skillwire.engine;

import dev.skillwire.core.Actor;
import dev.skillwire.core.Command;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Event;
import dev.skillwire.core.Event.FailReason;
import dev.skillwire.core.Json;
import dev.skillwire.core.Limits;
import dev.skillwire.engine.skill.Action;
import dev.skillwire.engine.template.Template;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Asks people through the hub and waits for them; their time is not the step's time.
final class Questions {

  private static final String ABORT = "abort";

  private final RunContext context;
  private int asked;

  Questions(RunContext context) {
    this.context = context;
  }

  /// What came of a question.
  ///
  /// @param choice as the hub told it
  /// @param first the option that means "go on" where the question guards a command
  record Answer(String choice, String first, boolean timedOut) {

    boolean goesOn() {
      return choice.equals(first);
    }
  }

  /// Asks and waits until it is decided.
  ///
  /// @param command what will run when the first option is chosen, or null
  /// @throws StepFailure when the question was withdrawn
  /// @throws RunStopped on `abort`, when the run was cancelled, or when the hub is gone
  Answer ask(Command.StepRef ref, Action.Ask ask, @Nullable String command)
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
                action(ask, command),
                null,
                null,
                null,
                ask.terms()));
    return answer(await(id), options);
  }

  private String text(Template template) {
    return context.templates().render(template, context.values().all());
  }

  private @Nullable Json action(Action.Ask ask, @Nullable String command) {
    var template = ask.action();
    if (template == null) {
      return command == null ? null : JsonText.of(shown(Map.of("run", command)));
    }
    var value = context.templates().value(template, context.values().all());
    if (value instanceof Map<?, ?> map) {
      var fields = new LinkedHashMap<String, @Nullable Object>();
      map.forEach((key, item) -> fields.put(String.valueOf(key), item));
      return JsonText.of(shown(fields));
    }
    return JsonText.of(shown(Map.of("action", String.valueOf(value))));
  }

  private Map<String, @Nullable Object> shown(Map<String, ? extends @Nullable Object> fields) {
    return context.secrets().masked(fields);
  }

  private ConfirmationId nextId() {
    var id = context.options().run() + "-ask-" + ++asked;
    return new ConfirmationId(
        id.length() <= Limits.ID_CHARS
            ? id
            : UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString());
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

  private static Answer answer(Event outcome, List<String> options) throws StepFailure, RunStopped {
    var first = options.getFirst();
    return switch (outcome) {
      case Event.ConfirmationAnswered e -> {
        if (e.response().equals(ABORT)) {
          throw RunStopped.because(FailReason.ABORTED, "Aborted by " + name(e.answeredBy()) + ".");
        }
        yield new Answer(e.response(), first, false);
      }
      case Event.ConfirmationExpired e ->
          switch (e.reason()) {
            case TIMEOUT -> {
              if (e.response().equals(ABORT)) {
                throw RunStopped.because(
                    FailReason.ABORTED, "Nobody answered in time, which aborts the run.");
              }
              yield new Answer(e.response(), first, true);
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
