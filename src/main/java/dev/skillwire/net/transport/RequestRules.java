package dev.skillwire.net.transport;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a request must look like beyond what Netty's decoder checks (RFC 9110, RFC 9112). Pure.
final class RequestRules {

  private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

  private RequestRules() {}

  /// What is wrong with a decoded request head, or null. A connection that sent a faulty one is closed, since nobody
  /// knows where its next request would start.
  static Gate.@Nullable Refuse fault(HttpRequest request) {
    var result = request.decoderResult();
    if (result.isFailure()) {
      return switch (result.cause()) {
        case TooLongHttpLineException _ ->
            new Gate.Refuse(414, "too_large", "The address is too long.");
        case TooLongHttpHeaderException _ ->
            new Gate.Refuse(431, "too_large", "The headers are too long.");
        case null, default -> bad("The request is malformed.");
      };
    }
    var version = request.protocolVersion();
    if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
      return bad("Only HTTP/1.1 and HTTP/1.0 are spoken.");
    }
    if (!request.method().name().chars().allMatch(RequestRules::isToken)) {
      return bad("The method is no token.");
    }
    if (!isOriginForm(request.uri())) {
      return bad("The address must be a path, with a query at most.");
    }
    var length = lengthFault(request);
    if (length != null) {
      return length;
    }
    var expects = !request.headers().getAll("expect").isEmpty();
    return expects && !waits(request) ? Problem.EXPECTATION : null;
  }

  /// Bytes of the body; -1 when it comes in chunks, its length unknown.
  static long announced(HttpRequest request) {
    return HttpUtil.isTransferEncodingChunked(request)
        ? -1
        : HttpUtil.getContentLength(request, 0L);
  }

  /// Whether the sender waits for a word before it sends the body.
  static boolean waits(HttpRequest request) {
    var expect = request.headers().getAll("expect");
    return expect.size() == 1 && expect.getFirst().equalsIgnoreCase("100-continue");
  }

  /// The head as the application sees it.
  static RequestHead head(HttpRequest request, Channel channel, boolean tls, String connectionId) {
    var uri = request.uri();
    var query = uri.indexOf('?');
    var headers = headers(request);
    return new RequestHead(
        request.method().name(),
        query < 0 ? uri : uri.substring(0, query),
        query < 0 ? "" : uri.substring(query + 1),
        headers,
        Handshake.asked(headers),
        tls,
        (InetSocketAddress) channel.localAddress(),
        (InetSocketAddress) channel.remoteAddress(),
        connectionId);
  }

  private static Map<String, List<String>> headers(HttpRequest request) {
    var all = new LinkedHashMap<String, List<String>>();
    for (var header : request.headers()) {
      var name = header.getKey().toLowerCase(Locale.ROOT);
      all.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(header.getValue());
    }
    all.replaceAll((_, values) -> Collections.unmodifiableList(values));
    return Collections.unmodifiableMap(all);
  }

  private static Gate.@Nullable Refuse lengthFault(HttpRequest request) {
    var codings = request.headers().getAll("transfer-encoding");
    var lengths = request.headers().getAll("content-length");
    if (codings.isEmpty()) {
      var fine = lengths.size() <= 1 && lengths.stream().allMatch(RequestRules::isNumber);
      return fine ? null : bad("The length is malformed.");
    }
    var http11 = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
    var chunked = codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked");
    return http11 && chunked && lengths.isEmpty()
        ? null
        : bad("The transfer coding is not accepted.");
  }

  private static boolean isNumber(String value) {
    return !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /// The absolute form is for proxies; accepting it would let a second authority past the check of `Host`.
  private static boolean isOriginForm(String uri) {
    return uri.startsWith("/") && uri.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '#');
  }

  private static boolean isToken(int c) {
    return (c < 0x80 && Character.isLetterOrDigit(c)) || TOKEN_SIGNS.indexOf(c) >= 0;
  }

  private static Gate.Refuse bad(String detail) {
    return new Gate.Refuse(400, "bad_request", detail);
  }
}
