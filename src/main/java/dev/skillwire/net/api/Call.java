package dev.skillwire.net.api;

import dev.skillwire.core.Limits;
import dev.skillwire.core.Reason;
import dev.skillwire.core.Rejection;
import dev.skillwire.net.transport.HttpReply;
import dev.skillwire.net.transport.RequestHead;
import dev.skillwire.session.Peer;
import dev.skillwire.session.admission.Grant;
import dev.skillwire.session.admission.RequestFacts;
import dev.skillwire.wire.BadMessage;
import dev.skillwire.wire.Fields;
import dev.skillwire.wire.JsonText;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/// One request of the HTTP interface and the way to answer it, from any thread.
///
/// @param body whole
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Call(
    RequestHead head, Peer peer, Grant grant, RequestFacts facts, byte[] body, HttpReply reply) {

  static final String JSON = "application/json";
  private static final byte[] NOTHING = {};

  /// The same call for who answers much later: what was read of it (headers, address, body) need not wait along.
  Call bare() {
    var left = head.bare();
    var known =
        new RequestFacts(
            left.method(),
            left.path(),
            left.headers(),
            false,
            left.tls(),
            left.local(),
            left.remote(),
            facts.peer());
    return new Call(left, peer, grant, known, NOTHING, reply);
  }

  Query query() throws BadMessage {
    try {
      return Query.of(head.rawQuery());
    } catch (IllegalArgumentException e) {
      throw malformed("The query can't be read.");
    }
  }

  /// The media type of the body, without parameters, in lower case.
  String contentType() {
    var type = head.header("content-type");
    if (type == null) {
      return "";
    }
    int semicolon = type.indexOf(';');
    var plain = semicolon < 0 ? type : type.substring(0, semicolon);
    return plain.trim().toLowerCase(Locale.ROOT);
  }

  /// The body as one JSON object; an absent body is an empty one.
  Fields object() throws BadMessage {
    if (body.length == 0) {
      return new Fields(JsonText.object("{}"));
    }
    return new Fields(JsonText.message(body));
  }

  /// What makes the request safe to send twice, or "".
  String idempotencyKey() throws BadMessage {
    var key = head.header("idempotency-key");
    if (key != null && (key.isEmpty() || key.length() > Limits.ID_CHARS)) {
      throw malformed("Idempotency-Key takes 1 to " + Limits.ID_CHARS + " characters.");
    }
    return key == null ? "" : key;
  }

  void json(int status, Consumer<JsonGenerator> content) {
    answer(status, JSON, Map.of(), JsonText.write(content));
  }

  void refuse(Rejection rejection) {
    Problems.send(this, peer.observes() ? rejection : rejection.withoutAnswer());
  }

  void answer(int status, String contentType, Map<String, String> more, byte[] content) {
    answer(status, contentType, more, Unpooled.wrappedBuffer(content));
  }

  /// @param content consumed, whatever happens
  void answer(int status, String contentType, Map<String, String> more, ByteBuf content) {
    var headers = new HashMap<>(more);
    headers.put("content-type", contentType);
    headers.put("cache-control", "no-store");
    reply.send(status, headers, content);
  }

  void text(int status, String text) {
    answer(status, "text/plain; charset=utf-8", Map.of(), text.getBytes(StandardCharsets.UTF_8));
  }

  static BadMessage malformed(String message) {
    return new BadMessage(Rejection.of(Reason.INVALID_MESSAGE, message));
  }
}
