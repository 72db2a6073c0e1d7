package dev.skillwire.wire.mask;

/// Kinds of characters.
final class Chars {

  private Chars() {}

  static boolean alphanumeric(char c) {
    return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /// What tokens are made of.
  static boolean token(char c) {
    return alphanumeric(c) || c == '_' || c == '-';
  }

  static boolean upperOrDigit(char c) {
    return digit(c) || (c >= 'A' && c <= 'Z');
  }

  static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean blank(char c) {
    return c == ' ' || c == '\t';
  }

  static boolean space(char c) {
    return c <= ' ' || c == '\u00a0' || c == '\u2028';
  }

  static boolean quote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }

  /// Where token characters end.
  static int tokenEnd(String text, int from) {
    int i = from;
    while (i < text.length() && token(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /// Whether a word can begin here: not inside another one.
  static boolean wordStart(String text, int at) {
    return at == 0 || !alphanumeric(text.charAt(at - 1));
  }
}
