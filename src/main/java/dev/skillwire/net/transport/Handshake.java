package dev.skillwire.net.transport;

import dev.skillwire.session.admission.ReplyHeaders;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The server's side of the opening handshake (RFC 6455 section 4.2). Pure: from a request to an answer.
final class Handshake {

  /// The one sub-protocol that is echoed when offered.
  static final String SUBPROTOCOL = "skillwire.v1";

  private static final String VERSION = "13";

  /// RFC 6455 section 1.3.
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private static final int KEY_BYTES = 16;

  private Handshake() {}

  /// Whether the request asks for a WebSocket: `Upgrade: websocket` named by `Connection`.
  static boolean asked(Map<String, List<String>> headers) {
    return contains(headers, "upgrade", "websocket") && contains(headers, "connection", "upgrade");
  }

  /// What is wrong with the request, or null.
  static Gate.@Nullable Refuse fault(RequestHead head, boolean http11) {
    if (!head.method().equals("GET")) {
      return new Gate.Refuse(
          405, "method_not_allowed", "A WebSocket is opened by GET.", Map.of("allow", "GET"));
    }
    var versions = head.headers().getOrDefault("sec-websocket-version", List.of());
    if (!versions.equals(List.of(VERSION))) {
      return new Gate.Refuse(
          426,
          "upgrade_required",
          "Only version 13 of the WebSocket protocol is spoken.",
          Map.of("sec-websocket-version", VERSION, "upgrade", "websocket"));
    }
    var keys = head.headers().getOrDefault("sec-websocket-key", List.of());
    if (!http11 || keys.size() != 1 || !isKey(keys.getFirst())) {
      return new Gate.Refuse(400, "bad_request", "This is no valid WebSocket handshake.");
    }
    return null;
  }

  /// The extension that will be in force, as its answering header.
  static @Nullable String deflate(RequestHead head) {
    return DeflateOffer.answer(head.headers().getOrDefault("sec-websocket-extensions", List.of()));
  }

  /// The answer that switches protocols.
  ///
  /// @param deflate from [#deflate]
  static FullHttpResponse answer(RequestHead head, @Nullable String deflate) {
    var key = head.header("sec-websocket-key");
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
    var headers = response.headers();
    ReplyHeaders.EVERY.forEach(headers::set);
    headers.set(HttpHeaderNames.UPGRADE, "websocket");
    headers.set(HttpHeaderNames.CONNECTION, "Upgrade");
    headers.set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, accept(key == null ? "" : key));
    if (contains(head.headers(), "sec-websocket-protocol", SUBPROTOCOL)) {
      headers.set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, SUBPROTOCOL);
    }
    if (deflate != null) {
      headers.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, deflate);
    }
    return response;
  }

  private static String accept(String key) {
    try {
      var sha1 = MessageDigest.getInstance("SHA-1");
      var digest = sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  private static boolean isKey(String key) {
    try {
      return Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// Whether a comma-separated header holds a word, whatever its case.
  private static boolean contains(Map<String, List<String>> headers, String name, String word) {
    for (var value : headers.getOrDefault(name, List.of())) {
      for (var part : value.split(",", -1)) {
        if (part.strip().equalsIgnoreCase(word)) {
          return true;
        }
      }
    }
    return false;
  }
}
