package dev.skillwire.cli.text;

import dev.skillwire.core.Text;
import java.util.regex.Pattern;

/// Makes text of others safe to print: nothing in it may move the cursor, change its own order or hide.
public final class Shown {

  /// Code points of one line of somebody's text.
  static final int LINE = 500;

  /// Characters of an id that nobody chose by hand: enough to type, and to tell runs apart.
  private static final int ID_BEGINNING = 8;

  private static final Pattern MADE_ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-.*");

  private Shown() {}

  /// An id as a person types it: the beginning of one that a program made, any other as it is.
  public static String id(String id) {
    var line = line(id);
    return MADE_ID.matcher(line).matches() ? line.substring(0, ID_BEGINNING) : line;
  }

  /// One line: breaks become blanks, what is not for the eye is left out, what is too long is cut.
  public static String line(String text) {
    var out = new StringBuilder(Math.min(text.length(), LINE));
    int kept = 0;
    boolean blank = false;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      if (point == '\n' || point == '\r' || point == '\t' || point == ' ') {
        blank = kept > 0;
        continue;
      }
      if (Text.hidden(point)) {
        continue;
      }
      if (kept == LINE) {
        return out.append('…').toString();
      }
      if (blank) {
        out.append(' ');
        blank = false;
      }
      out.appendCodePoint(point);
      kept++;
    }
    return out.toString();
  }

  /// One line with the blanks at its beginning kept.
  static String indented(String text) {
    var rest = text.stripLeading();
    return " ".repeat(Math.min(text.length() - rest.length(), LINE / 10)) + line(rest);
  }

  /// Text with its lines kept.
  public static String lines(String text) {
    var out = new StringBuilder(text.length());
    text.replace("\r\n", "\n")
        .codePoints()
        .filter(point -> point == '\n' || point == '\t' || !Text.hidden(point))
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  /// JSON in which everything that [#line] leaves out is escaped: the same value, safe to print.
  public static String json(String json) {
    var out = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      boolean pair = Character.isHighSurrogate(c) && i + 1 < json.length();
      int point = pair ? json.codePointAt(i) : c;
      if (point != '\n' && Text.hidden(point)) {
        for (char unit : Character.toChars(point)) {
          out.append("\\u%04x".formatted((int) unit));
        }
      } else {
        out.appendCodePoint(point);
      }
      if (point > 0xffff) {
        i++;
      }
    }
    return out.toString();
  }
}
