package dev.skillwire.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a step leaves to later ones.
///
/// @param bySuffix behind the name of its `output`: "" for the thing itself, `_json`, `_status` …
/// @param named under names of their own
record Produced(
    Map<String, ? extends @Nullable Object> bySuffix,
    Map<String, ? extends @Nullable Object> named) {

  static final Produced NOTHING = new Produced(Map.of(), Map.of());

  /// A text, its lines, and what it is as JSON.
  static Produced text(String written) {
    var text = written.strip();
    var values = new LinkedHashMap<String, @Nullable Object>();
    values.put("", text);
    values.put("_lines", text.isEmpty() ? List.of() : text.lines().toList());
    var json = JsonText.parse(text);
    if (json != null) {
      values.put("_json", json);
    }
    values.put("_error", null);
    return new Produced(values, Map.of());
  }

  static Produced value(@Nullable Object value) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    values.put("", value);
    values.put("_error", null);
    return new Produced(values, Map.of());
  }

  static Produced named(Map<String, ? extends @Nullable Object> values) {
    return new Produced(Map.of(), values);
  }

  Produced and(String suffix, @Nullable Object value) {
    var values = new LinkedHashMap<String, @Nullable Object>(bySuffix);
    values.put(suffix, value);
    return new Produced(values, named);
  }
}
