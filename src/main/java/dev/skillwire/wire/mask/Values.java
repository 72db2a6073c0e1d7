package dev.skillwire.wire.mask;

import java.util.List;

/// Values that follow a name: `password=…`, `token: …`, `"api_key": "…"`, `--secret …`.
final class Values {

  /// Names whose values are secret, as the ends of longer names: `DB_PASSWORD`, `githubToken`.
  private static final List<String> NAMES =
      List.of(
          "password",
          "passwords",
          "passwd",
          "passphrase",
          "secret",
          "secrets",
          "token",
          "api_key",
          "api-key",
          "apikey",
          "api_keys",
          "access_key",
          "access-key",
          "accesskey",
          "private_key",
          "private-key",
          "privatekey",
          "secret_key",
          "secret-key",
          "secretkey",
          "signing_key",
          "encryption_key",
          "authorization",
          "credential",
          "credentials");

  static final List<Trigger> TRIGGERS =
      NAMES.stream().map(name -> Trigger.name(name, Values::find)).toList();

  private static final List<String> SCHEMES = List.of("bearer", "basic", "token", "digest");
  private static final List<String> WORDS =
      List.of("null", "none", "nil", "true", "false", "undefined");
  private static final int BLANKS = 8;
  private static final int NAME_CHARS = 64;

  /// What is longer is masked: a look that finds something harmless must be short, too.
  private static final int HARMLESS_CHARS = 256;

  private Values() {}

  /// Whether the value under a name is a secret.
  static boolean isSecretName(String name) {
    for (var secret : NAMES) {
      int at = name.length() - secret.length();
      if (at >= 0 && name.regionMatches(true, at, secret, 0, secret.length())) {
        return true;
      }
    }
    return false;
  }

  private static long find(String text, int at, int after) {
    if (after < text.length() && Chars.token(text.charAt(after))) {
      return Span.NONE; // a longer name
    }
    int start = valueStart(text, at, after);
    if (start < 0) {
      return Span.NONE;
    }
    boolean escaped = is(text, start, '\\') && isQuote(text, start + 1);
    int from = escaped ? start + 1 : start;
    long value =
        isQuote(text, from)
            ? quoted(text, from + 1, text.charAt(from), escaped)
            : bare(text, afterScheme(text, from));
    return value == Span.NONE || isHarmless(text, Span.start(value), Span.end(value))
        ? Span.NONE
        : value;
  }

  /// Where the value begins: behind `=` or `:`, or behind the blank that follows an option; -1 for none.
  private static int valueStart(String text, int at, int after) {
    int i = after;
    if (is(text, i, '\\') && isQuote(text, i + 1)) {
      i++;
    }
    if (isQuote(text, i)) {
      i++;
    }
    if (is(text, i, ']')) {
      i++;
    }
    int sign = blanks(text, i);
    int value = sign;
    while (value < text.length()
        && value < sign + 3
        && (is(text, value, '=')
            || is(text, value, ':')
            || (value > sign && is(text, value, '>')))) {
      value++;
    }
    if (value == sign) {
      return sign > after && isOption(text, at) && !is(text, sign, '-') ? sign : -1;
    }
    if (is(text, value, '/') && is(text, value + 1, '/') && is(text, value - 1, ':')) {
      return -1; // the scheme of an address
    }
    return blanks(text, value);
  }

  private static int blanks(String text, int from) {
    int i = from;
    while (i < text.length() && i < from + BLANKS && Chars.blank(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isOption(String text, int at) {
    int i = at;
    while (i > 0 && at - i < NAME_CHARS && Chars.token(text.charAt(i - 1))) {
      i--;
    }
    return is(text, i, '-');
  }

  private static int afterScheme(String text, int from) {
    for (var scheme : SCHEMES) {
      int after = from + scheme.length();
      if (text.regionMatches(true, from, scheme, 0, scheme.length())
          && after < text.length()
          && Chars.blank(text.charAt(after))) {
        return blanks(text, after);
      }
    }
    return from;
  }

  /// To the closing quote; to the end of the line where there is none.
  private static long quoted(String text, int from, char quote, boolean escaped) {
    int start = afterScheme(text, from);
    int i = start;
    while (i < text.length() && text.charAt(i) != '\n') {
      char c = text.charAt(i);
      if (escaped && c == '\\' && is(text, i + 1, quote)) {
        break;
      }
      if (!escaped && c == quote) {
        break;
      }
      i += !escaped && c == '\\' && i + 1 < text.length() ? 2 : 1;
    }
    int end = Math.min(i, text.length());
    return end == start ? Span.NONE : Span.of(start, end);
  }

  /// To a blank, a quote, or what ends a parameter; brackets and commas only where nothing follows them at once.
  private static long bare(String text, int start) {
    int placeholder = placeholderEnd(text, start);
    int i = Math.max(start, placeholder);
    while (i < text.length()) {
      char c = text.charAt(i);
      if (Chars.space(c) || Chars.quote(c) || c == '&' || c == ';' || c == '|' || c == '<') {
        break;
      }
      boolean closing = c == ',' || c == ')' || c == ']' || c == '}' || c == '>';
      if (closing && ends(text, i + 1)) {
        break;
      }
      i++;
    }
    return i == start ? Span.NONE : Span.of(start, i);
  }

  /// Behind `${NAME}`, `{{ … }}` or the mask, whose brackets belong to them; -1 where there is none.
  private static int placeholderEnd(String text, int start) {
    if (text.startsWith(Mask.MARK, start)) {
      return start + Mask.MARK.length();
    }
    int most = Math.min(text.length(), start + HARMLESS_CHARS);
    if (text.startsWith("${", start)) {
      return text.indexOf('}', start, most) + 1;
    }
    int end = text.startsWith("{{", start) ? text.indexOf("}}", start, most) : -1;
    return end < 0 ? -1 : end + 2;
  }

  private static boolean ends(String text, int at) {
    if (at >= text.length()) {
      return true;
    }
    char c = text.charAt(at);
    return Chars.space(c) || Chars.quote(c) || ",;.)]}".indexOf(c) >= 0;
  }

  /// What only stands for a secret: a reference to a variable, a template, asterisks, no value.
  static boolean isHarmless(String text, int start, int end) {
    if (end - start > HARMLESS_CHARS) {
      return false;
    }
    if (Mask.isMasked(text, start, end)) {
      return true;
    }
    if (is(text, start, '$')) {
      return isVariable(text, start + 1, end);
    }
    if (text.startsWith("{{", start) && text.startsWith("}}", Math.max(start, end - 2))) {
      return true;
    }
    for (var word : WORDS) {
      if (end - start == word.length() && text.regionMatches(true, start, word, 0, end - start)) {
        return true;
      }
    }
    for (int i = start; i < end; i++) {
      if (text.charAt(i) != '*' && text.charAt(i) != '•') {
        return false;
      }
    }
    return true;
  }

  private static boolean isVariable(String text, int start, int end) {
    boolean braces = is(text, start, '{') && is(text, end - 1, '}');
    int from = braces ? start + 1 : start;
    int to = braces ? end - 1 : end;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean name = Chars.upperOrDigit(c) || c == '_' || (braces && Chars.token(c));
      if (!name) {
        return false;
      }
    }
    return from < to && !Chars.digit(text.charAt(from));
  }

  private static boolean isQuote(String text, int at) {
    return at < text.length() && Chars.quote(text.charAt(at));
  }

  private static boolean is(String text, int at, char c) {
    return at >= 0 && at < text.length() && text.charAt(at) == c;
  }
}
