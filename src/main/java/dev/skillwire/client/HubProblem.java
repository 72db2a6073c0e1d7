package dev.skillwire.client;

import java.io.IOException;

/// The hub refused a request, or refused this client.
public final class HubProblem extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Message details;

  HubProblem(int status, String code, String message, Message details) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }

  HubProblem(int status, String code, String message) {
    this(status, code, message, new MessageBuilder().build());
  }

  /// The HTTP status, or 0 when the socket said it.
  public int status() {
    return status;
  }

  /// The stable word of the contract, such as `unknown_confirmation`, or "".
  public String code() {
    return code;
  }

  /// The whole problem document, or an empty object.
  public Message details() {
    return details;
  }

  /// True when this client was not let in at all.
  public boolean notAdmitted() {
    return status == 401 || status == 403;
  }
}
