package dev.skillwire.net.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/// Writes the problem document (RFC 9457) of a refusal, the only JSON that the transport speaks.
final class Problem {

  static final String MEDIA_TYPE = "application/problem+json";

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
