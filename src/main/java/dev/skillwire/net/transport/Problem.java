package dev.skillwire.net.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/// Writes the problem document (RFC 9457) of a refusal, the only JSON that the transport speaks; and the
/// refusals that are the transport's own.
final class Problem {

  static final String MEDIA_TYPE = "application/problem+json";

  static final Gate.Refuse SLOW =
      new Gate.Refuse(408, "timeout", "The request took too long to arrive.");
  static final Gate.Refuse BUSY =
      new Gate.Refuse(503, "busy", "The server is stopping or can't keep up.");
  static final Gate.Refuse BROKEN =
      new Gate.Refuse(500, "internal", "The server failed to answer.");
  static final Gate.Refuse TOO_LARGE = new Gate.Refuse(413, "too_large", "The body is too large.");
  static final Gate.Refuse BAD_BODY = new Gate.Refuse(400, "bad_request", "The body is malformed.");
  static final Gate.Refuse EXPECTATION =
      new Gate.Refuse(417, "bad_request", "Only 100-continue can be expected.");

  private Problem() {}

  /// The document; owned by the caller.
  static ByteBuf body(Gate.Refuse refusal) {
    var title = HttpResponseStatus.valueOf(refusal.status()).reasonPhrase();
    var json =
        "{\"type\":\"about:blank\",\"title\":%s,\"status\":%d,\"code\":%s,\"detail\":%s}"
            .formatted(
                quote(title), refusal.status(), quote(refusal.code()), quote(refusal.detail()));
    return Unpooled.wrappedBuffer(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String quote(String text) {
    var out = new StringBuilder(text.length() + 2).append('"');
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
