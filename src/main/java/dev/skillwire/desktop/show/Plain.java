package dev.skillwire.desktop.show;

import dev.skillwire.core.Text;

/// Text of others made safe for windows: nothing in it may hide, change its own order or be taken for
/// markup.
public final class Plain {

  private Plain() {}

  /// Text with its lines kept, without what is not for the eye.
  public static String lines(String text) {
    var out = new StringBuilder(text.length());
    text.replace("\r\n", "\n")
        .codePoints()
        .filter(point -> point == '\n' || point == '\t' || !Text.hidden(point))
        .forEach(out::appendCodePoint);
    return out.toString().strip();
  }

  /// One line of at most `limit` code points.
  public static String line(String text, int limit) {
    var flat = lines(text).replaceAll("\\s+", " ");
    if (flat.codePointCount(0, flat.length()) <= limit) {
      return flat;
    }
    return flat.substring(0, flat.offsetByCodePoints(0, limit - 1)) + "…";
  }

  /// For where a window or notification reads markup.
  public static String markup(String plain) {
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
