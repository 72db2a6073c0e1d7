package dev.skillwire.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Free JSON of a publisher, opaque to the rules: a compact text that the wire has checked.
public record Json(String text) {

  public static final Json EMPTY_OBJECT = new Json("{}");

  /// This value, or where it exceeds `limitBytes` an object that holds the beginning of its text.
  public Json cut(int limitBytes) {
    if (Text.utf8Length(text) <= limitBytes) {
      return this;
    }
    return new Json("{\"preview\":" + quoted(Text.cut(text, limitBytes)) + "}");
  }

  static boolean isCut(@Nullable Json before, @Nullable Json after) {
    return !Objects.equals(before, after);
  }

  private static String quoted(String value) {
    var out = new StringBuilder(value.length() + 16).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20) {
        out.append("\\u00")
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
