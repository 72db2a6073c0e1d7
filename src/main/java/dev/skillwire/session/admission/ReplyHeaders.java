package dev.skillwire.session.admission;

import java.util.Map;

/// Headers by which browsers are told what not to do with a reply. Names in lower case.
public final class ReplyHeaders {
  /// Scripts and styles only from the hub itself and connections only to it; no text may become code or markup
  /// (Trusted Types without any policy); nothing may frame the page, so no other page can have a click fall on one of
  /// its buttons.
  public static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  /// On every answer, refusals included.
  public static final Map<String, String> EVERY =
      Map.of(
          "x-content-type-options", "nosniff",
          "cross-origin-resource-policy", "same-origin");

  /// On the page and all its parts: what every answer carries, and the rest.
  public static final Map<String, String> PAGE =
      Map.of(
          "x-content-type-options", "nosniff",
          "cross-origin-resource-policy", "same-origin",
          "content-security-policy", CONTENT_SECURITY_POLICY,
          "cross-origin-opener-policy", "same-origin",
          "x-frame-options", "DENY",
          "referrer-policy", "no-referrer");

  private ReplyHeaders() {}
}
