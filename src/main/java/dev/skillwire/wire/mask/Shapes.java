package dev.skillwire.wire.mask;

import java.util.List;

/// Secrets that are known by how they look.
final class Shapes {

  private static final int ACCESS_KEY_CHARS = 16;
  private static final int HEADER_CHARS = 64;
  private static final int USERINFO_CHARS = 1_024;

  /// How far into a token a digit is looked for.
  private static final int DIGIT_WITHIN = 64;

  static final List<Trigger> TRIGGERS =
      List.of(
          // private keys in PEM, also of PGP
          Trigger.shape("-----BEGIN ", Shapes::keyBlock),
          // AWS
          Trigger.shape("AKIA", Shapes::accessKey),
          Trigger.shape("ASIA", Shapes::accessKey),
          // GitHub
          Trigger.shape("ghp_", (t, a, e) -> token(t, a, e, 20)),
          Trigger.shape("gho_", (t, a, e) -> token(t, a, e, 20)),
          Trigger.shape("ghu_", (t, a, e) -> token(t, a, e, 20)),
          Trigger.shape("ghs_", (t, a, e) -> token(t, a, e, 20)),
          Trigger.shape("ghr_", (t, a, e) -> token(t, a, e, 20)),
          Trigger.shape("github_pat_", (t, a, e) -> token(t, a, e, 20)),
          // GitLab
          Trigger.shape("glpat-", (t, a, e) -> token(t, a, e, 16)),
          Trigger.shape("gldt-", (t, a, e) -> token(t, a, e, 16)),
          Trigger.shape("glrt-", (t, a, e) -> token(t, a, e, 16)),
          Trigger.shape("glptt-", (t, a, e) -> token(t, a, e, 16)),
          // Slack
          Trigger.shape("xoxb-", (t, a, e) -> token(t, a, e, 10)),
          Trigger.shape("xoxp-", (t, a, e) -> token(t, a, e, 10)),
          Trigger.shape("xoxa-", (t, a, e) -> token(t, a, e, 10)),
          Trigger.shape("xoxr-", (t, a, e) -> token(t, a, e, 10)),
          Trigger.shape("xoxs-", (t, a, e) -> token(t, a, e, 10)),
          Trigger.shape("xoxe-", (t, a, e) -> token(t, a, e, 10)),
          Trigger.shape("xapp-", (t, a, e) -> token(t, a, e, 10)),
          Trigger.shape("hooks.slack.com/services/", Shapes::hook),
          // others
          Trigger.shape("AIza", (t, a, e) -> token(t, a, e, 30)),
          Trigger.shape("npm_", (t, a, e) -> token(t, a, e, 30)),
          Trigger.shape("pypi-", (t, a, e) -> tokenWithDigit(t, a, e, 30)),
          Trigger.shape("hf_", (t, a, e) -> token(t, a, e, 30)),
          Trigger.shape("sk_live_", (t, a, e) -> token(t, a, e, 16)),
          Trigger.shape("rk_live_", (t, a, e) -> token(t, a, e, 16)),
          Trigger.shape("sk-", (t, a, e) -> tokenWithDigit(t, a, e, 20)),
          // JSON web tokens, and what is made like them
          Trigger.shape("eyJ", Shapes::webToken),
          new Trigger("bearer ", true, false, Shapes::bearer),
          // user:password@ in an address
          Trigger.shape("://", Shapes::userinfo));

  private Shapes() {}

  private static long token(String text, int at, int after, int least) {
    if (!Chars.wordStart(text, at)) {
      return Span.NONE;
    }
    // The beginning decides, so that a look that fails is short.
    for (int i = after; i < after + least; i++) {
      if (i >= text.length() || !Chars.token(text.charAt(i))) {
        return Span.NONE;
      }
    }
    return Span.of(at, Chars.tokenEnd(text, after + least));
  }

  private static long tokenWithDigit(String text, int at, int after, int least) {
    for (int i = after; i < Math.min(text.length(), after + DIGIT_WITHIN); i++) {
      if (!Chars.token(text.charAt(i))) {
        return Span.NONE;
      }
      if (Chars.digit(text.charAt(i))) {
        return token(text, at, after, least);
      }
    }
    return Span.NONE;
  }

  private static long accessKey(String text, int at, int after) {
    int end = after;
    while (end < text.length()
        && end <= after + ACCESS_KEY_CHARS
        && Chars.upperOrDigit(text.charAt(end))) {
      end++;
    }
    return end - after == ACCESS_KEY_CHARS && Chars.wordStart(text, at)
        ? Span.of(at, end)
        : Span.NONE;
  }

  private static long hook(String text, int at, int after) {
    int end = after;
    while (end < text.length() && (Chars.token(text.charAt(end)) || text.charAt(end) == '/')) {
      end++;
    }
    return end == after ? Span.NONE : Span.of(after, end);
  }

  private static long keyBlock(String text, int at, int after) {
    int header = text.indexOf("-----", after, Math.min(text.length(), after + HEADER_CHARS));
    if (header < 0 || text.substring(after, header).indexOf("PRIVATE KEY") < 0) {
      return Span.NONE;
    }
    int start = header + "-----".length();
    int end = text.indexOf("-----END ", start);
    // A block that was cut off is masked to the end.
    int last = end < 0 ? text.length() : end;
    return Mask.isMasked(text, start, last) ? Span.NONE : Span.of(start, last);
  }

  /// Three parts with points between them. It begins where no token is before it, so that each part is looked at once.
  private static long webToken(String text, int at, int after) {
    if (at > 0 && Chars.token(text.charAt(at - 1))) {
      return Span.NONE;
    }
    int header = Chars.tokenEnd(text, after);
    if (header - after < 8 || header >= text.length() || text.charAt(header) != '.') {
      return Span.NONE;
    }
    int payload = Chars.tokenEnd(text, header + 1);
    if (payload - header < 8 || payload >= text.length() || text.charAt(payload) != '.') {
      return Span.NONE;
    }
    return Span.of(at, Chars.tokenEnd(text, payload + 1));
  }

  private static long bearer(String text, int at, int after) {
    long found = tokenWithDigit(text, at, after, 16);
    if (found == Span.NONE) {
      return Span.NONE;
    }
    int end = Span.end(found);
    while (end < text.length() && isBearerChar(text.charAt(end))) {
      end++;
    }
    return Span.of(after, end);
  }

  private static boolean isBearerChar(char c) {
    return Chars.token(c) || c == '.' || c == '~' || c == '+' || c == '/' || c == '=';
  }

  /// The password between the first colon and the last at sign; no slash comes before them, so that two looks never read the same.
  private static long userinfo(String text, int at, int after) {
    int colon = -1;
    int sign = -1;
    for (int i = after; i < Math.min(text.length(), after + USERINFO_CHARS); i++) {
      char c = text.charAt(i);
      if (c == ':' && colon < 0) {
        colon = i;
      } else if (c == '@') {
        sign = i;
      } else if (c == '/' || c == '?' || c == '#' || Chars.space(c) || Chars.quote(c)) {
        break;
      }
    }
    return colon < 0 || sign <= colon + 1 || Values.isHarmless(text, colon + 1, sign)
        ? Span.NONE
        : Span.of(colon + 1, sign);
  }
}
