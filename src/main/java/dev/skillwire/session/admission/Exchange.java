package dev.skillwire.session.admission;

/// The outcome of exchanging a one-time code for a cookie.
public sealed interface Exchange {
  /// The browser is to be given this `Set-Cookie` header value.
  record Redeemed(String setCookie) implements Exchange {}

  /// The code was wrong, used or late, or the request was not one that may exchange codes.
  record Denied(Verdict.Refused refusal) implements Exchange {}
}
