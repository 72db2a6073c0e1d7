package dev.skillwire.engine;

import dev.skillwire.core.Actor;
import dev.skillwire.core.Additions;
import dev.skillwire.core.Command;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Decider;
import dev.skillwire.core.Decision;
import dev.skillwire.core.Event;
import dev.skillwire.core.HubPort;
import dev.skillwire.core.Json;
import dev.skillwire.core.Question;
import dev.skillwire.core.Reason;
import dev.skillwire.core.Rejection;
import dev.skillwire.core.Remember;
import dev.skillwire.core.Reply;
import dev.skillwire.core.RunId;
import dev.skillwire.core.Sender;
import dev.skillwire.core.State;
import dev.skillwire.wire.Canonical;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A hub in memory with the real rules: what the engine tells must be accepted by them.
final class FakeHub implements HubPort {

  private static final Sender ENGINE = new Sender("engine", "engine", "", Actor.Kind.SYSTEM);
  private static final Sender PERSON = new Sender("person", "ada", "", Actor.Kind.HUMAN);

  private final State state = new State();
  private final List<Command> commands = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private final Map<ConfirmationId, CompletableFuture<Event>> outcomes = new HashMap<>();
  private final Map<RunId, Consumer<Actor>> cancels = new HashMap<>();
  private final ArrayDeque<Refusal> refusals = new ArrayDeque<>();
  private Function<Question, @Nullable String> answers = _ -> null;

  private record Refusal(Predicate<Command> when, Reason reason) {}

  /// Answers every question at once; null leaves it open.
  synchronized FakeHub answering(Function<Question, @Nullable String> answers) {
    this.answers = answers;
    return this;
  }

  /// Refuses the next command that `when` holds for, once.
  synchronized FakeHub refusing(Reason reason, Predicate<Command> when) {
    refusals.add(new Refusal(when, reason));
    return this;
  }

  @Override
  public synchronized CompletableFuture<Reply> submit(Command command) {
    var refusal = refusals.stream().filter(r -> r.when().test(command)).findFirst();
    if (refusal.isPresent()) {
      refusals.remove(refusal.get());
      return refused(Rejection.of(refusal.get().reason(), "refused by the test"));
    }
    commands.add(command);
    return switch (Decider.decide(state, digested(command), ENGINE, Instant.now())) {
      case Decision.Accepted accepted -> {
        accepted.events().forEach(this::record);
        yield done(accepted.run(), accepted.confirmation());
      }
      case Decision.Reattached again -> done(null, again.confirmation());
      case Decision.Rejected rejected -> refused(rejected.rejection());
    };
  }

  /// As the wire does it.
  private static Command digested(Command command) {
    if (!(command instanceof Command.AskConfirmation ask) || ask.action() == null) {
      return command;
    }
    return new Command.AskConfirmation(
        ask.id(),
        ask.run(),
        ask.stepIndex(),
        ask.stepName(),
        ask.prompt(),
        ask.options(),
        ask.suggestion(),
        ask.timeoutMs(),
        ask.onTimeout(),
        ask.risk(),
        ask.action(),
        Canonical.digest(ask.action()),
        ask.errorType(),
        ask.toolName(),
        ask.masked(),
        ask.extras(),
        ask.terms());
  }

  private CompletableFuture<Reply> done(@Nullable RunId run, @Nullable ConfirmationId question) {
    return CompletableFuture.completedFuture(new Reply.Done(events.size(), run, question, null));
  }

  private static CompletableFuture<Reply> refused(Rejection rejection) {
    return CompletableFuture.completedFuture(new Reply.Refused(rejection));
  }

  private void record(Event event) {
    events.add(event);
    state.apply(event, Instant.now());
    switch (event) {
      case Event.ConfirmationRequired e -> {
        var choice = answers.apply(e.question());
        if (choice != null) {
          answer(e.id(), choice);
        }
      }
      case Event.ConfirmationAnswered e -> future(e.id()).complete(e);
      case Event.ConfirmationExpired e -> future(e.id()).complete(e);
      default -> {}
    }
  }

  synchronized void answer(ConfirmationId id, String choice) {
    answer(id, choice, null);
  }

  /// @param edited the action that is to run instead, or null
  synchronized void answer(ConfirmationId id, String choice, @Nullable String edited) {
    var action = edited == null ? null : new Json(edited);
    var decision =
        Decider.decide(
            state,
            new Command.AnswerConfirmation(
                id,
                choice,
                Remember.NONE,
                null,
                null,
                digest(id),
                new Additions(action, action == null ? null : Canonical.digest(action))),
            PERSON,
            Instant.now());
    if (!(decision instanceof Decision.Accepted accepted)) {
      throw new IllegalStateException(decision.toString());
    }
    accepted.events().forEach(this::record);
  }

  /// Of the action that was shown; whoever answers repeats it.
  private @Nullable String digest(ConfirmationId id) {
    for (var asked : events(Event.ConfirmationRequired.class)) {
      if (asked.id().equals(id)) {
        return asked.question().actionDigest();
      }
    }
    return null;
  }

  /// Closes a question as if its time were over.
  synchronized void expire(ConfirmationId id, String response, Event.CloseReason reason) {
    record(new Event.ConfirmationExpired(id, new RunId("run"), response, reason));
  }

  synchronized void lose(ConfirmationId id) {
    future(id).completeExceptionally(new IllegalStateException("connection lost"));
  }

  synchronized void requestCancel(RunId run) {
    var then = cancels.get(run);
    if (then != null) {
      then.accept(PERSON.actor());
    }
  }

  @Override
  public synchronized CompletableFuture<Event> outcome(ConfirmationId id) {
    return future(id);
  }

  private CompletableFuture<Event> future(ConfirmationId id) {
    return outcomes.computeIfAbsent(id, _ -> new CompletableFuture<>());
  }

  @Override
  public synchronized void onCancelRequested(RunId run, Consumer<Actor> then) {
    cancels.put(run, then);
  }

  synchronized List<Command> commands() {
    return List.copyOf(commands);
  }

  synchronized <E extends Event> List<E> events(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /// The story in short words: `started`, `step_started 0`, …; live output is left out.
  synchronized List<String> story() {
    return events.stream().map(FakeHub::word).filter(word -> !word.isEmpty()).toList();
  }

  private static String word(Event event) {
    return switch (event) {
      case Event.SkillStarted _ -> "started";
      case Event.StepStarted e -> "step_started " + e.step().index();
      case Event.StepCompleted e -> "step_completed " + e.step().index();
      case Event.StepFailed e -> "step_failed " + e.step().index();
      case Event.StepSkipped e -> "step_skipped " + e.step().index();
      case Event.HealTriggered _ -> "heal_triggered";
      case Event.HealCompleted e -> "heal_completed " + e.success();
      case Event.ConfirmationRequired _ -> "asked";
      case Event.ConfirmationAnswered e -> "answered " + e.response();
      case Event.ConfirmationUsed e -> "used " + e.response();
      case Event.ConfirmationExpired e -> "expired " + e.response();
      case Event.SkillCompleted _ -> "completed";
      case Event.SkillFailed e -> "failed " + e.reason();
      default -> "";
    };
  }

  /// Everything that was told, as one text.
  synchronized String told() {
    return events.toString();
  }
}
