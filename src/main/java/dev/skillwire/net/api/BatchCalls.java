package dev.skillwire.net.api;

import dev.skillwire.core.Limits;
import dev.skillwire.core.Reason;
import dev.skillwire.core.Rejection;
import dev.skillwire.core.Reply;
import dev.skillwire.stream.Hub;
import dev.skillwire.wire.BadMessage;
import dev.skillwire.wire.ClientMessage.Need;
import dev.skillwire.wire.Fields;
import dev.skillwire.wire.MessageReader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/// `/api/v1/confirmations/answers`: many answers in one request. Each is a command of its own: decided,
/// bound to its own digest, recorded and told as if it had come alone.
final class BatchCalls {

  private final Hub hub;

  BatchCalls(Hub hub) {
    this.hub = hub;
  }

  void serve(Call call) throws BadMessage {
    if (!call.peer().may(Need.ANSWER)) {
      throw Api.forbidden();
    }
    var answers = call.object().neededObjects("answers");
    if (answers.size() > Limits.BATCH) {
      throw new BadMessage(
          Rejection.field(
              Reason.TOO_LARGE,
              "answers",
              "More than " + Limits.BATCH + " answers in one request."));
    }
    if (answers.isEmpty()) {
      throw Call.malformed("There is no answer in the body.");
    }
    var results = new AtomicReferenceArray<Reply>(answers.size());
    var missing = new AtomicInteger(answers.size());
    for (int i = 0; i < answers.size(); i++) {
      int index = i;
      submit(
          call,
          answers.get(i),
          reply -> {
            results.set(index, reply);
            if (missing.decrementAndGet() == 0) {
              call.json(200, out -> PublishCalls.results(out, results));
            }
          });
    }
  }

  private void submit(Call call, Fields told, Consumer<Reply> then) {
    Rejection refusal;
    try {
      if (told.node().has("edited_action")) {
        throw new BadMessage(
            Rejection.field(
                Reason.INVALID_MESSAGE, "edited_action", "Actions are changed one at a time."));
      }
      var answer = MessageReader.answer(told);
      int bytes = call.body().length / Limits.BATCH + 256;
      if (hub.offer(
          answer,
          call.peer().sender(),
          "",
          bytes,
          reply -> then.accept(named(call, told, reply)),
          null)) {
        return;
      }
      refusal = PublishCalls.busy();
    } catch (BadMessage e) {
      refusal = e.rejection();
    }
    then.accept(named(call, told, new Reply.Refused(refusal)));
  }

  /// A refusal in a list says which question it is about.
  private static Reply named(Call call, Fields told, Reply reply) {
    if (!(reply instanceof Reply.Refused(var rejection))) {
      return reply;
    }
    var shown = call.peer().observes() ? rejection : rejection.withoutAnswer();
    var id = told.node().path("id");
    return new Reply.Refused(
        shown.id() == null && id.isString() && id.stringValue().length() <= Limits.ID_CHARS
            ? shown.about(id.stringValue())
            : shown);
  }
}
