package dev.skillwire;

import dev.skillwire.app.Publisher;
import dev.skillwire.app.Server;
import dev.skillwire.app.Settings;
import dev.skillwire.core.Command;
import dev.skillwire.core.Command.RunRef;
import dev.skillwire.core.Command.StepRef;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Event.FailReason;
import dev.skillwire.core.Json;
import dev.skillwire.core.Reply;
import dev.skillwire.core.Risk;
import dev.skillwire.core.RunId;
import dev.skillwire.core.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A hub in this program: it is told what skills do, tells everyone who watches, and asks people.
///
/// No method that reports or asks ever waits, neither for a client nor for the disk: each returns a
/// future that completes with the event's sequence once it is durable, or exceptionally with a
/// [RefusedException]. Safe for use by several threads.
public final class SkillWebSocketServer implements AutoCloseable {

  private static final long LOOK_SECONDS = 10;

  private final Settings settings;
  private @Nullable Server server;
  private volatile @Nullable Running running;

  private record Running(Server server, Publisher publisher) {}

  /// A hub on `localhost`, port 9876, whose log is in memory.
  public SkillWebSocketServer() {
    this(Settings.of(Settings.PORT, null));
  }

  /// A hub whose log is in memory.
  ///
  /// @param port 0 for any that is free
  public SkillWebSocketServer(int port) {
    this(Settings.of(port, null));
  }

  /// A hub whose log is in a directory and survives restarts.
  ///
  /// @param port 0 for any that is free
  public SkillWebSocketServer(int port, Path data) {
    this(Settings.of(port, data));
  }

  public SkillWebSocketServer(Settings settings) {
    this.settings = settings;
  }

  /// Starts to serve; does nothing when it serves already.
  ///
  /// @throws IOException when the port is taken or the log can't be opened; the message says which
  public synchronized void start() throws IOException {
    if (isRunning()) {
      return;
    }
    stop();
    var started = Server.start(settings);
    server = started;
    running = new Running(started, new Publisher(started.hubPort("embedded")));
  }

  /// Tells clients to come back, and lets go of port and log. Open questions of a durable log stay
  /// open; who waits for one here is released.
  public synchronized void stop() {
    running = null;
    var stopping = server;
    server = null;
    if (stopping != null) {
      stopping.close();
    }
  }

  @Override
  public void close() {
    stop();
  }

  /// False before the start, after the stop, and when the log failed.
  public boolean isRunning() {
    var now = running;
    return now != null && !now.server().stopped().isDone();
  }

  public String host() {
    return settings.host();
  }

  /// The port that is served, or the one that was asked for while nothing is.
  public int port() {
    var now = running;
    return now == null ? settings.port() : now.server().port();
  }

  /// Who is connected.
  public List<Server.Client> clients() {
    var now = running;
    if (now == null) {
      return List.of();
    }
    return now.server().connected();
  }

  /// Runs at work and just ended, by their ids.
  public Map<String, SkillState> runningSkills() {
    var snapshot = snapshot();
    if (snapshot == null) {
      return Map.of();
    }
    var waiting = snapshot.waitingRuns();
    var states = new LinkedHashMap<String, SkillState>();
    for (var run : snapshot.runs()) {
      states.put(run.id().value(), SkillState.of(run, waiting.contains(run.id())));
    }
    return states;
  }

  /// Questions that wait, by their ids.
  public Map<String, PendingConfirmation> pendingConfirmations() {
    var snapshot = snapshot();
    var now = running;
    if (snapshot == null || now == null) {
      return Map.of();
    }
    var pending = new LinkedHashMap<String, PendingConfirmation>();
    for (var open : snapshot.open()) {
      var question = open.question();
      pending.put(
          question.id().value(),
          PendingConfirmation.of(
              open, snapshot.at(), now.publisher().outcome(question.id()).thenApply(Answer::of)));
    }
    return pending;
  }

  /// Tells everyone an event: `type` and any fields.
  public CompletableFuture<Long> broadcast(Map<String, ?> event) {
    var now = running;
    return now == null ? stopped() : sequence(now.publisher().publish(event));
  }

  public CompletableFuture<Long> skillStarted(String skillId, String skillName, int totalSteps) {
    return skillStarted(skillId, skillName, totalSteps, Map.of(), "api");
  }

  /// A run begins.
  ///
  /// @param source chat, cron, slack, manual, api, or another word
  public CompletableFuture<Long> skillStarted(
      String skillId, String skillName, int totalSteps, Map<String, ?> inputs, String source) {
    var json = Publisher.json(inputs);
    return submit(
        new Command.StartSkill(
            new RunId(skillId),
            skillName,
            "",
            totalSteps,
            json == null ? Json.EMPTY_OBJECT : json,
            source,
            null,
            List.of()));
  }

  /// A run ended well.
  ///
  /// @param duration of the whole run, or null for the time since it started
  public CompletableFuture<Long> skillCompleted(String skillId, @Nullable Duration duration) {
    return submit(new Command.CompleteSkill(run(skillId), millis(duration), null));
  }

  /// A run ended badly.
  ///
  /// @param duration of the whole run, or null for the time since it started
  public CompletableFuture<Long> skillFailed(
      String skillId, String error, @Nullable Duration duration) {
    return submit(new Command.FailSkill(run(skillId), error, millis(duration), FailReason.FAILED));
  }

  public CompletableFuture<Long> stepStarted(String skillId, int stepIndex, String stepName) {
    return stepStarted(skillId, stepIndex, stepName, "");
  }

  public CompletableFuture<Long> stepStarted(
      String skillId, int stepIndex, String stepName, String description) {
    return submit(
        new Command.StartStep(new StepRef(run(skillId), stepIndex, stepName, description)));
  }

  /// A step tells how far it is.
  ///
  /// @param percent 0 to 100, or null
  /// @param message what it does just now, or null
  public CompletableFuture<Long> stepProgress(
      String skillId, int stepIndex, @Nullable Double percent, @Nullable String message) {
    return submit(new Command.ProgressStep(step(skillId, stepIndex), percent, message, null));
  }

  /// A step ended well.
  ///
  /// @param duration of the step, or null for the time since it started
  public CompletableFuture<Long> stepCompleted(
      String skillId, int stepIndex, @Nullable Duration duration) {
    return submit(new Command.CompleteStep(step(skillId, stepIndex), millis(duration), null));
  }

  public CompletableFuture<Long> stepFailed(String skillId, int stepIndex, String error) {
    return submit(new Command.FailStep(step(skillId, stepIndex), null, error));
  }

  public CompletableFuture<Long> stepSkipped(String skillId, int stepIndex, String reason) {
    return submit(new Command.SkipStep(step(skillId, stepIndex), reason));
  }

  /// A repair of a step begins.
  public CompletableFuture<Long> autoHealTriggered(
      String skillId, int stepIndex, String errorType, String fixAction, String error) {
    return submit(
        new Command.TriggerHeal(
            run(skillId), stepIndex, null, null, "", errorType, error, fixAction));
  }

  /// The repair of a step ended.
  public CompletableFuture<Long> autoHealCompleted(
      String skillId, int stepIndex, String fixAction, boolean success) {
    return submit(
        new Command.CompleteHeal(run(skillId), stepIndex, null, null, fixAction, success, null));
  }

  public CompletableFuture<Answer> requestConfirmation(
      String skillId, String prompt, List<String> options) {
    return requestConfirmation(skillId, null, prompt, options, "", Duration.ofSeconds(30));
  }

  /// Asks everyone who is connected; the first valid answer wins.
  ///
  /// @param skillId the run that waits, or "" for none
  /// @param stepIndex from 0, or null for the step the run is at
  /// @param timeout null waits until it is answered
  /// @return what became of it; exceptionally when it is refused or the hub stops first
  public CompletableFuture<Answer> requestConfirmation(
      String skillId,
      @Nullable Integer stepIndex,
      String prompt,
      List<String> options,
      String claudeSuggestion,
      @Nullable Duration timeout) {
    var now = running;
    if (now == null) {
      return stopped();
    }
    var id = new ConfirmationId(now.publisher().newId());
    var ask =
        new Command.AskConfirmation(
            id,
            new RunRef(skillId.isEmpty() ? null : new RunId(skillId), null),
            stepIndex,
            null,
            prompt,
            options,
            claudeSuggestion,
            millis(timeout),
            null,
            Risk.LOW,
            null,
            null,
            null,
            null);
    return sequence(now.publisher().submit(ask))
        .thenCompose(_ -> now.publisher().outcome(id))
        .thenApply(Answer::of);
  }

  /// Asks with all that a question may say, under the names of `request_confirmation`: `prompt`, `options`,
  /// `quorum`, `answerers`, `escalate_after` and so on.
  /// With an `id` the answer can be used.
  ///
  /// @return what became of it; exceptionally when it is refused or the hub stops first
  public CompletableFuture<Answer> requestConfirmation(Map<String, ?> question) {
    var now = running;
    if (now == null) {
      return stopped();
    }
    var asked = now.publisher().ask(question);
    return sequence(asked.reply())
        .thenCompose(_ -> now.publisher().outcome(asked.id()))
        .thenApply(Answer::of);
  }

  /// Says that `action` is done now; fails where it was not approved, or was used already.
  public CompletableFuture<Long> useConfirmation(String id, Map<String, ?> action) {
    var now = running;
    return now == null ? stopped() : sequence(now.publisher().use(id, action));
  }

  public CompletableFuture<Long> memoryQueryStarted(
      String queryId, String query, List<String> sources) {
    return submit(new Command.StartMemoryQuery(queryId, query, sources));
  }

  /// The memory knows what a query is after.
  ///
  /// @param confidence 0 to 1
  public CompletableFuture<Long> intentClassified(
      String queryId,
      String query,
      String intent,
      double confidence,
      List<String> sourcesSuggested) {
    return submit(new Command.ClassifyIntent(queryId, query, intent, confidence, sourcesSuggested));
  }

  public CompletableFuture<Long> memoryQueryCompleted(
      String queryId,
      Map<String, ?> intent,
      List<String> sourcesQueried,
      long resultCount,
      double latencyMs) {
    var json = Publisher.json(intent);
    return submit(
        new Command.CompleteMemoryQuery(
            queryId,
            json == null ? Json.EMPTY_OBJECT : json,
            sourcesQueried,
            resultCount,
            latencyMs,
            null));
  }

  public CompletableFuture<Long> personaChanged(String persona, @Nullable Long toolCount) {
    return submit(new Command.ChangePersona(persona, null, toolCount));
  }

  public CompletableFuture<Long> toolsListChanged(List<String> added, List<String> removed) {
    return submit(new Command.ChangeTools(added, removed, null));
  }

  private CompletableFuture<Long> submit(Command command) {
    var now = running;
    return now == null ? stopped() : sequence(now.publisher().submit(command));
  }

  private @Nullable Snapshot snapshot() {
    var now = running;
    if (now == null || now.server().stopped().isDone()) {
      return null;
    }
    var taken = new CompletableFuture<Snapshot>();
    now.server().snapshot(taken::complete);
    try {
      return taken.get(LOOK_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException | TimeoutException e) {
      // It stopped meanwhile.
      return null;
    }
  }

  private static CompletableFuture<Long> sequence(CompletableFuture<Reply> reply) {
    return reply.thenApply(
        told ->
            switch (told) {
              case Reply.Done done -> done.sequence();
              case Reply.Refused(var rejection) -> throw new RefusedException(rejection);
            });
  }

  private static <T> CompletableFuture<T> stopped() {
    return CompletableFuture.failedFuture(new IllegalStateException("the hub does not run"));
  }

  private static RunRef run(String skillId) {
    return RunRef.of(new RunId(skillId));
  }

  private static StepRef step(String skillId, int index) {
    return new StepRef(run(skillId), index, null, null);
  }

  private static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }
}
