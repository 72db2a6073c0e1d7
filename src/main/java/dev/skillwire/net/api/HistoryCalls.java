package dev.skillwire.net.api;

import dev.skillwire.stream.Entry;
import dev.skillwire.stream.Hub;
import dev.skillwire.wire.BadMessage;
import dev.skillwire.wire.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/// `GET /api/v1/events`: history, or with `Accept: text/event-stream` the live stream.
final class HistoryCalls {

  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;
  private static final int MAX_KINDS = 100;

  private final Hub hub;
  private final BiConsumer<Call, ClientRequest> follow;

  HistoryCalls(Hub hub, BiConsumer<Call, ClientRequest> follow) {
    this.hub = hub;
    this.follow = follow;
  }

  void serve(Call call) throws BadMessage {
    ClientRequest request;
    try {
      request = ClientRequest.of("/", call.head().rawQuery(), call.head().header("last-event-id"));
    } catch (IllegalArgumentException e) {
      throw Call.malformed(String.valueOf(e.getMessage()));
    }
    var accept = call.head().header("accept");
    if (accept != null && accept.toLowerCase(Locale.ROOT).contains("text/event-stream")) {
      follow.accept(call, request);
      return;
    }
    var query = call.query();
    long since;
    int limit;
    try {
      var asked = query.whole("since");
      since = asked == null ? 0 : asked;
      var most = query.whole("limit");
      limit = most == null ? DEFAULT_LIMIT : Math.clamp(most, 0, MAX_LIMIT);
    } catch (IllegalArgumentException e) {
      throw Call.malformed(String.valueOf(e.getMessage()));
    }
    var kinds = new HashSet<String>();
    var types = query.list("type");
    if (types != null) {
      types.stream().limit(MAX_KINDS).map(Vocabulary::canonical).forEach(kinds::add);
    }
    var run = query.text("skill_id", "");
    Api.aside(call, () -> answer(call, request.vocabulary(), since, limit, kinds, run));
  }

  private void answer(
      Call call, Vocabulary vocabulary, long since, int limit, Set<String> kinds, String run)
      throws java.io.IOException {
    long head = hub.tail().head();
    var found = limit == 0 ? List.<Entry>of() : hub.history().find(since, limit, kinds, run);
    call.json(
        200,
        out -> {
          out.writeStringProperty("epoch", hub.epoch());
          out.writeNumberProperty("head", head);
          events(out, found, vocabulary);
        });
  }

  /// An array `events` of whole events.
  static void events(
      tools.jackson.core.JsonGenerator out, List<Entry> entries, Vocabulary vocabulary) {
    array(out, "events", entries, vocabulary);
  }

  static void array(
      tools.jackson.core.JsonGenerator out,
      String name,
      List<Entry> entries,
      Vocabulary vocabulary) {
    out.writeName(name);
    out.writeStartArray();
    for (var entry : entries) {
      var json = vocabulary.translate(entry.body(), entry.kind());
      out.writeRawValue(new String(json, StandardCharsets.UTF_8));
    }
    out.writeEndArray();
  }
}
