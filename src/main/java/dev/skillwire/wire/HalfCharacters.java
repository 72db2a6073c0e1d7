package dev.skillwire.wire;

/// Escaped halves of surrogate pairs: valid in JSON, but no text. They come from output that was cut
/// in the middle of a character or was no UTF-8, and have no form in UTF-8: what was kept and what was
/// sent would differ. Each becomes U+FFFD before anything is read.
final class HalfCharacters {

  private static final String REPLACEMENT = "\\ufffd";
  private static final String MARK = "\\ufffe";
  private static final int ESCAPE = REPLACEMENT.length();

  private HalfCharacters() {}

  /// The same JSON text without escaped halves of characters.
  static String replaced(String json) {
    return replaced(json, REPLACEMENT);
  }

  /// The same with something else in their places: where two such texts differ, there was half a character.
  static String marked(String json) {
    return replaced(json, MARK);
  }

  private static String replaced(String json, String replacement) {
    StringBuilder out = null;
    int copied = 0;
    int i = json.indexOf('\\');
    while (i >= 0) {
      int next = i + 2;
      char unit = unit(json, i);
      if (Character.isHighSurrogate(unit) && Character.isLowSurrogate(unit(json, i + ESCAPE))) {
        next = i + 2 * ESCAPE;
      } else if (Character.isSurrogate(unit)) {
        next = i + ESCAPE;
        out = out == null ? new StringBuilder(json.length()) : out;
        out.append(json, copied, i).append(replacement);
        copied = next;
      }
      i = json.indexOf('\\', next);
    }
    return out == null ? json : out.append(json, copied, json.length()).toString();
  }

  /// The code unit that is escaped as four hex digits at `at`; 0 where there is none.
  private static char unit(String json, int at) {
    if (at + ESCAPE > json.length() || json.charAt(at) != '\\' || json.charAt(at + 1) != 'u') {
      return 0;
    }
    int unit = 0;
    for (int i = at + 2; i < at + ESCAPE; i++) {
      int digit = Character.digit(json.charAt(i), 16);
      if (digit < 0) {
        return 0;
      }
      unit = unit << 4 | digit;
    }
    return (char) unit;
  }
}
