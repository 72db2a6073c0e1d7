package dev.skillwire.net.api;

import dev.skillwire.core.Reason;
import dev.skillwire.core.Rejection;
import dev.skillwire.wire.JsonText;
import dev.skillwire.wire.Replies;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;

/// Refusals as problem documents (RFC 9457), with the same codes as on the socket.
final class Problems {

  private static final String TYPE = "application/problem+json";
  private static final Map<String, String> LATER = Map.of("retry-after", "1");

  private Problems() {}

  static int status(Reason reason) {
    return switch (reason) {
      case INVALID_JSON, INVALID_MESSAGE, UNKNOWN_TYPE -> 400;
      case FORBIDDEN -> 403;
      case UNKNOWN_SKILL, UNKNOWN_CONFIRMATION, UNKNOWN_RULE -> 404;
      case ALREADY_ANSWERED,
          ALREADY_CLOSED,
          ALREADY_CLAIMED,
          DIGEST_MISMATCH,
          DUPLICATE_ID,
          NOT_APPROVED,
          ALREADY_USED ->
          409;
      case TOO_LARGE -> 413;
      case INVALID_CHOICE, EDIT_NOT_ALLOWED, NOT_SHOWN -> 422;
      case RATE_LIMITED -> 429;
      case BUSY -> 503;
    };
  }

  static void send(Call call, Rejection rejection) {
    int status = status(rejection.reason());
    boolean later = rejection.reason() == Reason.BUSY || rejection.reason() == Reason.RATE_LIMITED;
    call.answer(
        status,
        TYPE,
        later ? LATER : Map.of(),
        JsonText.write(
            out -> {
              out.writeStringProperty("type", "about:blank");
              out.writeStringProperty("title", HttpResponseStatus.valueOf(status).reasonPhrase());
              out.writeNumberProperty("status", status);
              out.writeStringProperty("detail", rejection.message());
              Replies.rejection(out, rejection);
            }));
  }

  /// A refusal of the request itself, before any command was meant.
  static void send(Call call, int status, String code, String detail, Map<String, String> headers) {
    call.answer(
        status,
        TYPE,
        headers,
        JsonText.write(
            out -> {
              out.writeStringProperty("type", "about:blank");
              out.writeStringProperty("title", HttpResponseStatus.valueOf(status).reasonPhrase());
              out.writeNumberProperty("status", status);
              out.writeStringProperty("detail", detail);
              out.writeStringProperty("code", code);
            }));
  }
}
