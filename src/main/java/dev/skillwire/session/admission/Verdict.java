package dev.skillwire.session.admission;

import java.util.Map;

/// The outcome of judging one request.
public sealed interface Verdict {
  /// The request may go on, within the grant's roles.
  record Admitted(Grant grant) implements Verdict {}

  /// The request is answered with this and nothing in it is acted on.
  ///
  /// @param status 400, 401, 403 or 429
  /// @param code `bad_request`; `unauthorized`, where a token would help; `forbidden`, where none would;
  ///     `rate_limited`
  /// @param detail one sentence for a person; never repeats what the peer sent
  record Refused(int status, String code, String detail) implements Verdict {
    static Refused malformed(String detail) {
      return new Refused(400, "bad_request", detail);
    }

    static Refused unauthorized(String detail) {
      return new Refused(401, "unauthorized", detail);
    }

    static Refused forbidden(String detail) {
      return new Refused(403, "forbidden", detail);
    }

    static Refused limited() {
      return new Refused(429, "rate_limited", "Too many wrong tokens or codes.");
    }

    /// Seconds after which the next try is worth while, 0 where waiting does not help.
    public int retryAfterSeconds() {
      return status == 429 ? FailedAttempts.RETRY_AFTER_SECONDS : 0;
    }

    /// The reply headers that this status demands, names in lower case.
    public Map<String, String> headers() {
      return switch (status) {
        case 401 -> Map.of("www-authenticate", "Bearer realm=\"skillwire\"");
        case 429 -> Map.of("retry-after", Integer.toString(retryAfterSeconds()));
        default -> Map.of();
      };
    }
  }
}
