package dev.skillwire.core;

/// Measures and cuts text at code points, so that no cut leaves half a character.
public final class Text {

  /// Bytes of an escaped control character.
  private static final int ESCAPED = 6;

  private Text() {}

  /// Length in UTF-8 bytes; an unpaired surrogate counts as the three bytes it is replaced by.
  public static int utf8Length(String value) {
    int bytes = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (isPair(value, i)) {
        bytes += 4;
        i++;
      } else {
        bytes += 3;
      }
    }
    return bytes;
  }

  /// Bytes that it takes as a JSON string, without the quotation marks: what must be escaped counts more.
  static int writtenLength(String value) {
    int bytes = utf8Length(value);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        bytes++;
      } else if (c < 0x20) {
        bytes += ESCAPED - 1;
      }
    }
    return bytes;
  }

  /// The longest beginning of `value` that takes at most `limitBytes` in UTF-8; `value` itself when
  /// all of it fits.
  public static String cut(String value, int limitBytes) {
    int bytes = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean pair = isPair(value, i);
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : pair ? 4 : 3;
      if (bytes > limitBytes) {
        return value.substring(0, i);
      }
      if (pair) {
        i++;
      }
    }
    return value;
  }

  /// The first `count` code points.
  static String codePoints(String value, int count) {
    if (value.length() <= count || value.codePointCount(0, value.length()) <= count) {
      return value;
    }
    return value.substring(0, value.offsetByCodePoints(0, count));
  }

  /// What must not be shown to people as it is: control, bidirectional, zero-width and invisible
  /// characters; halves of characters too.
  public static boolean hidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          true;
      default ->
          // Fillers and joiners that Unicode calls letters or marks, but that show nothing.
          point == 0x034f
              || point == 0x115f
              || point == 0x1160
              || point == 0x17b4
              || point == 0x17b5
              || point == 0x3164
              || point == 0xffa0
              || (point >= 0x180b && point <= 0x180f)
              || (point >= 0xfe00 && point <= 0xfe0f)
              || (point >= 0xe0100 && point <= 0xe01ef);
    };
  }

  private static boolean isPair(String value, int i) {
    return Character.isHighSurrogate(value.charAt(i))
        && i + 1 < value.length()
        && Character.isLowSurrogate(value.charAt(i + 1));
  }
}
