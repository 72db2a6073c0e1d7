package dev.skillwire.net.api;

import dev.skillwire.core.Command;
import dev.skillwire.core.Reason;
import dev.skillwire.core.Rejection;
import dev.skillwire.core.Reply;
import dev.skillwire.session.Conversation;
import dev.skillwire.stream.Hub;
import dev.skillwire.wire.BadMessage;
import dev.skillwire.wire.ClientMessage;
import dev.skillwire.wire.ClientMessage.Request;
import dev.skillwire.wire.JsonText;
import dev.skillwire.wire.MessageReader;
import dev.skillwire.wire.Replies;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// `POST /api/v1/events`: publishes one object or many lines, and answers in the order of the input
/// once all of it is durable.
final class PublishCalls {

  private static final int MAX_LINES = 10_000;
  private static final String LINES = "application/x-ndjson";

  private final Hub hub;
  private final MessageReader reader;

  PublishCalls(Conversation.Shared shared) {
    this.hub = shared.hub();
    this.reader = shared.reader();
  }

  void serve(Call call) throws BadMessage {
    var lines = lines(call);
    var key = call.idempotencyKey();
    var results = new AtomicReferenceArray<Reply>(lines.size());
    var missing = new AtomicInteger(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      int index = i;
      submit(
          call,
          lines.get(i),
          key.isEmpty() || lines.size() == 1 ? key : key + "#" + i,
          reply -> {
            results.set(index, reply);
            if (missing.decrementAndGet() == 0) {
              answer(call, results);
            }
          });
    }
  }

  private void submit(Call call, String line, String key, java.util.function.Consumer<Reply> then) {
    try {
      if (!(reader.read(JsonText.message(line)) instanceof Request request)
          || !published(request)) {
        throw new BadMessage(
            Rejection.field(Reason.INVALID_MESSAGE, "type", "Only events are published here."));
      }
      if (!call.peer().may(request.need())) {
        if (request.command() instanceof Command.Broadcast own) {
          throw MessageReader.notPublished(own.type());
        }
        throw Api.forbidden();
      }
      var sender = call.peer().sender();
      boolean taken =
          hub.offer(
              request.command(),
              sender,
              request.key(sender.publisher(), key),
              line.length(),
              then,
              null);
      if (!taken) {
        then.accept(new Reply.Refused(busy()));
      }
    } catch (BadMessage e) {
      then.accept(new Reply.Refused(e.rejection()));
    }
  }

  static Rejection busy() {
    return Rejection.of(Reason.BUSY, "The hub can't take more at the moment.");
  }

  private static boolean published(Request request) {
    return request.need() == ClientMessage.Need.PUBLISH
        || request.need() == ClientMessage.Need.PUBLISH_OWN;
  }

  private static List<String> lines(Call call) throws BadMessage {
    var text = new String(call.body(), StandardCharsets.UTF_8);
    if (!call.contentType().equals(LINES)) {
      return List.of(text);
    }
    var lines = new ArrayList<String>();
    text.lines().filter(line -> !line.isBlank()).limit(MAX_LINES + 1L).forEach(lines::add);
    if (lines.isEmpty()) {
      throw Call.malformed("There is no event in the body.");
    }
    if (lines.size() > MAX_LINES) {
      throw new BadMessage(
          Rejection.of(Reason.TOO_LARGE, "More than " + MAX_LINES + " events in one request."));
    }
    return lines;
  }

  private static void answer(Call call, AtomicReferenceArray<Reply> results) {
    var accepted = false;
    for (int i = 0; i < results.length(); i++) {
      accepted |= results.get(i) instanceof Reply.Done;
    }
    if (!accepted && results.get(0) instanceof Reply.Refused(var first)) {
      if (results.length() == 1) {
        call.refuse(first);
        return;
      }
      call.json(Problems.status(first.reason()), out -> results(out, results));
      return;
    }
    call.json(200, out -> results(out, results));
  }

  static void results(tools.jackson.core.JsonGenerator out, AtomicReferenceArray<Reply> results) {
    out.writeName("results");
    out.writeStartArray();
    for (int i = 0; i < results.length(); i++) {
      out.writeStartObject();
      switch (results.get(i)) {
        case Reply.Refused(var rejection) -> Replies.rejection(out, rejection);
        case Reply.Done done -> {
          out.writeNumberProperty("seq", done.sequence());
          if (done.confirmation() != null) {
            out.writeStringProperty("id", done.confirmation().value());
          }
          if (done.run() != null) {
            out.writeStringProperty("skill_id", done.run().value());
          }
        }
      }
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
