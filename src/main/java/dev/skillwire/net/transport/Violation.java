package dev.skillwire.net.transport;

import java.io.Serial;

/// A peer broke the WebSocket protocol or a limit: the connection closes with this code. Carries no stack trace,
/// since any client can cause it.
final class Violation extends Exception {

  static final int PROTOCOL = 1002;
  static final int UNFINISHED = 1008;
  static final int NOT_UTF8 = 1007;
  static final int TOO_LARGE = 1009;
  static final int INTERNAL = 1011;
  static final int LATER = 1013;

  @Serial private static final long serialVersionUID = 1L;

  private final int code;
  private final String reason;

  Violation(int code, String reason) {
    super(reason, null, false, false);
    this.code = code;
    this.reason = reason;
  }

  int code() {
    return code;
  }

  String reason() {
    return reason;
  }
}
