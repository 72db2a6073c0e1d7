package dev.skillwire.net.transport;

import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Chooses among the offers of permessage-deflate (RFC 7692 section 5). The answer always renounces context takeover,
/// so that one compressed frame serves every client.
final class DeflateOffer {

  private static final String NAME = "permessage-deflate";
  private static final String ANSWER =
      NAME + "; server_no_context_takeover; client_no_context_takeover";
  private static final int WINDOW_MIN = 8;

  /// What the JDK's deflater uses, always.
  private static final int WINDOW_MAX = 15;

  private DeflateOffer() {}

  /// Answers the first offer that can be kept.
  ///
  /// @param headers all values of `Sec-WebSocket-Extensions`; unknown extensions are passed over
  /// @return the value of the answering header; null declines all
  static @Nullable String answer(List<String> headers) {
    for (var header : headers) {
      for (var offer : WebSocketExtensionUtil.extractExtensions(header)) {
        var answer = NAME.equalsIgnoreCase(offer.name()) ? answer(offer) : null;
        if (answer != null) {
          return answer;
        }
      }
    }
    return null;
  }

  private static @Nullable String answer(WebSocketExtensionData offer) {
    var answer = ANSWER;
    for (var parameter : offer.parameters().entrySet()) {
      var value = parameter.getValue();
      var kept =
          switch (parameter.getKey().toLowerCase(Locale.ROOT)) {
            case "server_no_context_takeover", "client_no_context_takeover" -> value == null;
            case "client_max_window_bits" -> value == null || bits(value) >= WINDOW_MIN;
            case "server_max_window_bits" -> {
              // named in the answer only because it was offered: some clients refuse it otherwise
              answer = ANSWER + "; server_max_window_bits=" + WINDOW_MAX;
              yield value != null && bits(value) == WINDOW_MAX;
            }
            default -> false;
          };
      if (!kept) {
        return null;
      }
    }
    return answer;
  }

  /// @return -1 when it is no window size
  private static int bits(String value) {
    if (value.isEmpty()
        || value.length() > 2
        || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    var bits = Integer.parseInt(value);
    return bits >= WINDOW_MIN && bits <= WINDOW_MAX && value.charAt(0) != '0' ? bits : -1;
  }
}
