package dev.skillwire.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The values that a transcript has met so far, and what its patterns say about messages.
///
/// A pattern names some of the fields; `"…"` is any value, `"$name"` any value the first time and
/// the same one ever after, `"!field"` a field that must not be there.
final class Expected {

  private static final String ANYTHING = "…";
  private static final Pattern NAME = Pattern.compile("\\$([a-z][a-z0-9_]*)");

  private final Map<String, JsonNode> values = new LinkedHashMap<>();

  /// How `actual` differs from `pattern`; null when it fits, and only then values are kept.
  @Nullable String difference(JsonNode pattern, JsonNode actual) {
    var found = new LinkedHashMap<>(values);
    var difference = difference("", pattern, actual, found);
    if (difference == null) {
      values.putAll(found);
    }
    return difference;
  }

  /// The message with every `"$name"` replaced by its value.
  ///
  /// @throws AssertionError for a name that has no value yet
  ObjectNode filledIn(ObjectNode message) {
    return fill(message) instanceof ObjectNode object ? object : message;
  }

  /// The text with every `$name` replaced by its value.
  String filledIn(String text) {
    return NAME.matcher(text)
        .replaceAll(m -> Matcher.quoteReplacement(valueOf(m.group(1)).asString()));
  }

  private JsonNode fill(JsonNode node) {
    var name = name(node);
    if (name != null) {
      return valueOf(name);
    }
    var copy = node.deepCopy();
    if (copy instanceof ObjectNode object) {
      Json.fields(object).forEach((key, value) -> object.set(key, fill(value)));
    } else if (copy instanceof ArrayNode array) {
      for (var i = 0; i < array.size(); i++) {
        array.set(i, fill(array.get(i)));
      }
    }
    return copy;
  }

  private JsonNode valueOf(String name) {
    var value = values.get(name);
    if (value == null) {
      throw new AssertionError("$" + name + " has no value yet");
    }
    return value;
  }

  private static @Nullable String difference(
      String place, JsonNode pattern, JsonNode actual, Map<String, JsonNode> values) {
    var name = name(pattern);
    if (name != null) {
      var known = values.putIfAbsent(name, actual);
      return known == null || Json.same(known, actual)
          ? null
          : "%s is %s, but $%s is %s".formatted(place, actual, name, known);
    }
    if (pattern.isString() && pattern.asString().equals(ANYTHING)) {
      return null;
    }
    if (pattern instanceof ObjectNode object) {
      return ofObjects(place, object, actual, values);
    }
    if (pattern instanceof ArrayNode array) {
      return ofArrays(place, array, actual, values);
    }
    return Json.same(pattern, actual) ? null : "%s is %s, not %s".formatted(place, actual, pattern);
  }

  private static @Nullable String ofObjects(
      String place, ObjectNode pattern, JsonNode actual, Map<String, JsonNode> values) {
    if (!actual.isObject()) {
      return place + " is no object but " + actual;
    }
    for (var field : pattern.properties()) {
      var key = field.getKey();
      if (key.startsWith("!")) {
        if (actual.has(key.substring(1))) {
          return place + "." + key.substring(1) + " must not be there";
        }
        continue;
      }
      if (!actual.has(key)) {
        return place + "." + key + " is missing";
      }
      var difference = difference(place + "." + key, field.getValue(), actual.path(key), values);
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  /// Element by element; a last `"…"` stands for any number of further ones.
  private static @Nullable String ofArrays(
      String place, ArrayNode pattern, JsonNode actual, Map<String, JsonNode> values) {
    if (!actual.isArray()) {
      return place + " is no array but " + actual;
    }
    var size = pattern.size();
    var open = size > 0 && pattern.get(size - 1).asString("").equals(ANYTHING);
    var given = open ? size - 1 : size;
    if (open ? actual.size() < given : actual.size() != given) {
      return "%s has %d elements, not %d".formatted(place, actual.size(), given);
    }
    for (var i = 0; i < given; i++) {
      var difference = difference(place + "[" + i + "]", pattern.get(i), actual.path(i), values);
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  private static @Nullable String name(JsonNode node) {
    if (!node.isString()) {
      return null;
    }
    var matcher = NAME.matcher(node.asString());
    return matcher.matches() ? matcher.group(1) : null;
  }
}
