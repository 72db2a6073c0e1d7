package dev.skillwire.session;

/// Why the hub closes a connection, and what its client is to do. 4000 to 4499: come back and
/// resume; 4500 to 4999: final.
public enum CloseCode {
  SHUTDOWN(4000, "The hub is shutting down."),
  TOO_SLOW(4001, "Too slow: come back."),
  TOKEN_REVOKED(4500, "The token was revoked."),
  KEEPS_FAILING(1008, "Too many refused messages."),
  INTERNAL(1011, "Something broke in the hub.");

  private final int code;
  private final String reason;

  CloseCode(int code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  public int code() {
    return code;
  }

  public String reason() {
    return reason;
  }
}
