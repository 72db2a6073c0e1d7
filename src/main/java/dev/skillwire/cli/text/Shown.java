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

  /// Colours and cursor movements: an escape, parameters, one letter. The whole of it goes, because what is
  /// left of it is no text. It is short and says nothing.
  private static final Pattern MOVEMENT = Pattern.compile("\u001b\\[[0-?]{0,32}[ -/]{0,4}[@-~]");

  /// Titles and links: text of any length, which a terminal hides.
  private static final Pattern TITLE =
      Pattern.compile(
          "(?:\u001b]|\u009d)[^\u0007\u001b\u009c\n]{0,2000}(?:\u0007|\u001b\\\\|\u009c)");

  /// Characters from one tab stop to the next.
  private static final int TAB = 8;

  private Shown() {}

  /// An id as a person types it: the beginning of one that a program made, any other as it is.
  public static String id(String id) {
    var line = line(id);
    return MADE_ID.matcher(line).matches() ? line.substring(0, ID_BEGINNING) : line;
  }

  private static String still(String text) {
    return text.indexOf('\u001b') < 0 ? text : MOVEMENT.matcher(text).replaceAll("");
  }

  /// One line: breaks become blanks, what is not for the eye is left out, what is too long is cut.
  public static String line(String raw) {
    var text = still(raw);
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

  /// One line of a program's output, as its author laid it out: blanks are kept and tabs go to their
  /// stops. Titles and links are left out whole; a program's output asks nobody for anything.
  public static String output(String raw) {
    var text = still(TITLE.matcher(raw).replaceAll(""));
    var out = new StringBuilder(Math.min(text.length(), LINE));
    int kept = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      if (point != '\t' && Text.hidden(point)) {
        continue;
      }
      if (kept >= LINE) {
        return out.append('…').toString();
      }
      int wide = point == '\t' ? TAB - kept % TAB : 1;
      if (point == '\t') {
        out.repeat(" ", wide);
      } else {
        out.appendCodePoint(point);
      }
      kept += wide;
    }
    return out.toString().stripTrailing();
  }

  /// Text with its lines kept.
  public static String lines(String text) {
    var out = new StringBuilder(text.length());
    still(text)
        .replace("\r\n", "\n")
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
