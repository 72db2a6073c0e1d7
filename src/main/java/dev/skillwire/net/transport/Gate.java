package dev.skillwire.net.transport;

import java.util.Map;

/// The outcome of [Application#admit].
public sealed interface Gate {

  /// The request may go on.
  ///
  /// @param grant what the application wants to see again with this request
  record Pass(Object grant) implements Gate {}

  /// The request is answered with a problem document (RFC 9457) and goes no further.
  ///
  /// @param status HTTP status, 400 to 599
  /// @param code stable word for programs
  /// @param detail sentence for people
  /// @param headers further headers of the answer
  record Refuse(int status, String code, String detail, Map<String, String> headers)
      implements Gate {

    public Refuse {
      headers = Map.copyOf(headers);
    }

    /// Whether the connection ends with it: who was not let in is not to stay and wait.
    boolean ends() {
      return status == 401 || status == 403 || status == 429;
    }

    /// A refusal without further headers.
    public Refuse(int status, String code, String detail) {
      this(status, code, detail, Map.of());
    }
  }
}
