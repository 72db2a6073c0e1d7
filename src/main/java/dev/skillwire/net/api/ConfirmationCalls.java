package dev.skillwire.net.api;

import dev.skillwire.core.Command;
import dev.skillwire.core.ConfirmationId;
import dev.skillwire.core.Limits;
import dev.skillwire.core.Reason;
import dev.skillwire.core.Rejection;
import dev.skillwire.core.Reply;
import dev.skillwire.session.Conversation;
import dev.skillwire.stream.Hub;
import dev.skillwire.wire.BadMessage;
import dev.skillwire.wire.ClientMessage.Need;
import dev.skillwire.wire.ClientMessage.Request;
import dev.skillwire.wire.Fields;
import dev.skillwire.wire.JsonText;
import dev.skillwire.wire.MessageReader;
import dev.skillwire.wire.SnapshotWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// `/api/v1/confirmations`: ask, look, wait, answer, hold the clock.
final class ConfirmationCalls {

  private static final long MAX_WAIT_MS = 300_000;
  private static final List<String> BATCH = List.of("answers");

  private final Hub hub;
  private final MessageReader reader;
  private final LargeAnswers large;
  private final BatchCalls batch;

  ConfirmationCalls(Conversation.Shared shared, LargeAnswers large) {
    this.hub = shared.hub();
    this.reader = shared.reader();
    this.large = large;
    this.batch = new BatchCalls(hub);
  }

  void serve(Call call, String method, List<String> path) throws BadMessage {
    if (path.isEmpty()) {
      switch (method) {
        case "GET" -> list(call);
        case "POST" -> ask(call);
        default -> Api.notAllowed(call, "GET, POST");
      }
      return;
    }
    if (path.equals(BATCH) && method.equals("POST")) {
      batch.serve(call);
      return;
    }
    var id = new ConfirmationId(path.getFirst());
    if (path.size() == 1) {
      switch (method) {
        case "GET" -> {
          Api.observe(call);
          waitFor(call, id, wait(call), 200);
        }
        case "DELETE" -> act(call, Need.WITHDRAW, new Command.CancelConfirmation(id), id);
        default -> Api.notAllowed(call, "GET, DELETE");
      }
      return;
    }
    if (path.size() > 2) {
      Api.notFound(call);
    } else if (!method.equals("POST")) {
      Api.notAllowed(call, "POST");
    } else {
      change(call, id, path.get(1));
    }
  }

  private void change(Call call, ConfirmationId id, String verb) throws BadMessage {
    var body = call.object();
    body.node().put("id", id.value());
    switch (verb) {
      case "answer" -> act(call, Need.ANSWER, MessageReader.answer(body), id);
      case "shown" -> act(call, Need.ANSWER, MessageReader.shown(body), id);
      case "use" -> use(call, id, MessageReader.use(body));
      case "pause" -> act(call, Need.ANSWER, new Command.PauseConfirmation(id, true), id);
      case "resume" -> act(call, Need.ANSWER, new Command.ResumeConfirmation(id), id);
      case "hold" -> act(call, Need.ANSWER, MessageReader.hold(body), id);
      case "claim" -> act(call, Need.ANSWER, MessageReader.claim(body), id);
      case "release" -> act(call, Need.ANSWER, new Command.ReleaseClaim(id), id);
      case "delegate" -> act(call, Need.ANSWER, MessageReader.delegate(body), id);
      case "extend" -> act(call, Need.ANSWER, MessageReader.extend(body), id);
      default -> Api.notFound(call);
    }
  }

  private void list(Call call) throws BadMessage {
    Api.observe(call);
    hub.snapshot(
        snapshot ->
            large.give(
                call,
                Limits.OPEN_CONFIRMATIONS_BYTES,
                out ->
                    JsonText.write(
                        out, json -> SnapshotWriter.questions(json, "confirmations", snapshot))));
  }

  private void ask(Call call) throws BadMessage {
    long wait = wait(call);
    Fields body = call.object();
    body.node().put("type", "request_confirmation");
    if (!(reader.read(body.node()) instanceof Request request)
        || !(request.command() instanceof Command.AskConfirmation ask)) {
      throw new IllegalStateException("a question is read as a question");
    }
    var key = request.key(call.peer().sender().publisher(), call.idempotencyKey());
    submit(
        call,
        Need.PUBLISH,
        ask,
        key,
        done ->
            waitFor(call, done.confirmation() == null ? ask.id() : done.confirmation(), wait, 201));
  }

  private void act(Call call, Need need, Command command, ConfirmationId id) throws BadMessage {
    submit(call, need, command, "", _ -> tell(call, id, 200));
  }

  /// Once, but a call that is sent again under its `Idempotency-Key` is told the same again.
  private void use(Call call, ConfirmationId id, Command.UseApproval use) throws BadMessage {
    var once = call.idempotencyKey();
    var key =
        once.isEmpty()
            ? ""
            : call.peer().sender().publisher() + "\nuse\n" + id.value() + "\n" + once;
    submit(call, Need.PUBLISH, use, key, _ -> tell(call, id, 200));
  }

  private void submit(Call call, Need need, Command command, String key, Consumer<Reply.Done> then)
      throws BadMessage {
    if (!call.peer().may(need)) {
      throw Api.forbidden();
    }
    boolean taken =
        hub.offer(
            command,
            call.peer().sender(),
            key,
            call.body().length,
            reply -> {
              switch (reply) {
                case Reply.Refused(var rejection) -> call.refuse(rejection);
                case Reply.Done done -> then.accept(done);
              }
            },
            null);
    if (!taken) {
      call.refuse(PublishCalls.busy());
    }
  }

  /// Answers as soon as the question is settled, or when the time is over.
  ///
  /// @param pending status for a question that still waits then
  private void waitFor(Call call, ConfirmationId id, long millis, int pending) {
    if (millis == 0) {
      tell(call, id, pending);
      return;
    }
    // Completed by whatever comes first. That also takes back the timer, which would else hold the
    // call
    // long after it was answered.
    var bare = call.bare();
    var over = new CompletableFuture<Boolean>();
    var stop = hub.awaitOutcome(id, _ -> over.complete(true), () -> over.complete(true));
    call.reply().onAborted(() -> over.complete(false));
    var _ =
        over.completeOnTimeout(true, millis, TimeUnit.MILLISECONDS)
            .thenAccept(
                listens -> {
                  stop.run();
                  if (listens) {
                    tell(bare, id, pending);
                  }
                });
  }

  private void tell(Call call, ConfirmationId id, int pending) {
    hub.confirmation(
        id,
        standing -> {
          var open = standing.open();
          var closed = standing.closed();
          if (open != null) {
            call.json(pending, out -> SnapshotWriter.status(out, open, standing.at()));
          } else if (closed != null) {
            call.json(200, out -> SnapshotWriter.status(out, closed));
          } else {
            call.refuse(
                Rejection.of(Reason.UNKNOWN_CONFIRMATION, "No question with this id is known.")
                    .about(id.value()));
          }
        });
  }

  private static long wait(Call call) throws BadMessage {
    try {
      var millis = call.query().millis("wait");
      return millis == null ? 0 : Math.min(millis, MAX_WAIT_MS);
    } catch (IllegalArgumentException e) {
      throw Call.malformed(String.valueOf(e.getMessage()));
    }
  }
}
