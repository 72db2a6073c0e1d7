package dev.skillwire.desktop.push;

import dev.skillwire.core.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes one JSON object of texts, numbers, truths, lists, objects and free JSON.
final class Body {

  private final Map<String, Object> fields = new LinkedHashMap<>();

  /// Adds a field; null is left out.
  Body with(String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value);
    }
    return this;
  }

  String json() {
    var out = new StringBuilder();
    write(out, this);
    return out.toString();
  }

  private static void write(StringBuilder out, Object value) {
    switch (value) {
      case Body body -> {
        out.append('{');
        var comma = "";
        for (var field : body.fields.entrySet()) {
          out.append(comma);
          quote(out, field.getKey());
          out.append(':');
          write(out, field.getValue());
          comma = ",";
        }
        out.append('}');
      }
      case List<?> list -> {
        out.append('[');
        var comma = "";
        for (var entry : list) {
          out.append(comma);
          write(out, entry);
          comma = ",";
        }
        out.append(']');
      }
      case Json json -> out.append(json.text());
      case Number number -> out.append(number);
      case Boolean truth -> out.append(truth);
      default -> quote(out, value.toString());
    }
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || Character.isSurrogate(c)) {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
