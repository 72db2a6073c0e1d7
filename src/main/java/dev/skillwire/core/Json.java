package dev.skillwire.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Free JSON of a publisher, opaque to the rules: a compact text that the wire has checked.
public record Json(String text) {

  public static final Json EMPTY_OBJECT = new Json("{}");

  private static final String PREVIEW = "{\"preview\":\"";
  private static final String PREVIEW_END = "\"}";

  /// This value, or where it exceeds `limitBytes` an object that holds the beginning of its text and
  /// keeps the limit; `{}` where there is no room for that either.
  public Json cut(int limitBytes) {
    if (Text.utf8Length(text) <= limitBytes) {
      return this;
    }
    int left = limitBytes - PREVIEW.length() - PREVIEW_END.length();
    return left < 0 ? EMPTY_OBJECT : new Json(PREVIEW + escaped(left) + PREVIEW_END);
  }

  static boolean isCut(@Nullable Json before, @Nullable Json after) {
    return !Objects.equals(before, after);
  }

  /// The longest beginning of the text that takes at most `limitBytes` once it is escaped: a text of
  /// quotation marks doubles.
  private String escaped(int limitBytes) {
    var out = new StringBuilder();
    int left = limitBytes;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      boolean special = c == '"' || c == '\\';
      left -= special ? 2 : c < 0x20 ? 6 : c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (left < 0) {
        break;
      }
      if (special) {
        out.append('\\');
      }
      if (c < 0x20) {
        out.append("\\u00")
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      } else {
        out.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
    return out.toString();
  }

  /// The same value in lines for people: what is not for the eye is escaped, never left out.
  public String lines() {
    var out = new StringBuilder(text.length() * 2);
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (quoted) {
        show(out, c);
        if (c == '\\') {
          out.append(text.charAt(i++));
        } else if (c == '"') {
          quoted = false;
        }
        continue;
      }
      switch (c) {
        case '{', '[' -> {
          out.appendCodePoint(c);
          boolean empty = i < text.length() && (text.charAt(i) == '}' || text.charAt(i) == ']');
          if (empty) {
            out.append(text.charAt(i++));
          } else {
            depth++;
            newLine(out, depth);
          }
        }
        case '}', ']' -> {
          depth--;
          newLine(out, depth);
          out.appendCodePoint(c);
        }
        case ',' -> {
          out.append(',');
          newLine(out, depth);
        }
        case ':' -> out.append(": ");
        default -> {
          quoted = c == '"';
          show(out, c);
        }
      }
    }
    return out.toString();
  }

  private static void newLine(StringBuilder out, int depth) {
    out.append('\n').append("  ".repeat(depth));
  }

  private static void show(StringBuilder out, int point) {
    if (Text.hidden(point)) {
      for (char unit : Character.toChars(point)) {
        out.append("\\u%04x".formatted((int) unit));
      }
    } else {
      out.appendCodePoint(point);
    }
  }
}
