package dev.skillwire.net.api;

import dev.skillwire.stream.History;
import dev.skillwire.stream.Hub;
import dev.skillwire.wire.BadMessage;
import dev.skillwire.wire.JsonText;
import dev.skillwire.wire.Vocabulary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// `GET /api/v1/events`: history, or with `Accept: text/event-stream` the live stream.
final class HistoryCalls {

  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;
  private static final int MAX_KINDS = 100;

  /// What one page takes: the records as they are read, and as they are written.
  static final int PAGE_BYTES = 2 * History.PAGE_BYTES;

  private static final byte[] MORE = ",\"more\":true}".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LAST = {'}'};

  private final Hub hub;
  private final BiConsumer<Call, ClientRequest> follow;
  private final LargeAnswers large;

  HistoryCalls(Hub hub, BiConsumer<Call, ClientRequest> follow, LargeAnswers large) {
    this.hub = hub;
    this.follow = follow;
    this.large = large;
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
    large.give(
        call,
        PAGE_BYTES,
        out -> page(out, request.vocabulary(), new Asked(since, limit, kinds, run)));
  }

  private record Asked(long since, int limit, Set<String> kinds, String run) {}

  private void page(OutputStream out, Vocabulary vocabulary, Asked asked) throws IOException {
    long head = hub.tail().head();
    var found =
        asked.limit() == 0
            ? new History.Page(List.of(), false)
            : hub.history().find(asked.since(), asked.limit(), asked.kinds(), asked.run());
    open(
        out,
        json -> {
          json.writeStringProperty("epoch", hub.epoch());
          json.writeNumberProperty("head", head);
        });
    events(out, found, vocabulary);
  }

  /// Writes an object but for its closing brace.
  static void open(OutputStream out, Consumer<JsonGenerator> fields) throws IOException {
    var object = JsonText.write(fields);
    out.write(object, 0, object.length - 1);
  }

  /// Ends such an object with an array `events` of whole events, and `more` where there are others after these. The
  /// bytes are those of the log: a page of them is not turned into text and back.
  static void events(OutputStream out, History.Page page, Vocabulary vocabulary)
      throws IOException {
    array(out, "events", page.events(), vocabulary);
    out.write(page.more() ? MORE : LAST);
  }

  /// An array behind the fields that [#open] wrote.
  static void array(OutputStream out, String name, List<History.Told> events, Vocabulary vocabulary)
      throws IOException {
    out.write((",\"" + name + "\":[").getBytes(StandardCharsets.US_ASCII));
    boolean first = true;
    for (var event : events) {
      if (!first) {
        out.write(',');
      }
      first = false;
      out.write(vocabulary.translate(event.body(), event.kind()));
    }
    out.write(']');
  }
}
