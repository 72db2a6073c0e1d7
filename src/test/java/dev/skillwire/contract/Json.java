package dev.skillwire.contract;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// JSON texts as trees, and trees as texts. Strict as RFC 8259: no `NaN`, nothing after the value.
public final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /// An object of alternating names and values; a value may be null, a list, a map or a tree.
  public static ObjectNode object(@Nullable Object... pairs) {
    return with(MAPPER.createObjectNode(), pairs);
  }

  /// A copy of `base` with these fields added or replaced.
  public static ObjectNode plus(ObjectNode base, @Nullable Object... pairs) {
    return with(base.deepCopy(), pairs);
  }

  /// A copy of `base` that lacks the named fields.
  public static ObjectNode without(ObjectNode base, String... names) {
    var copy = base.deepCopy();
    for (var name : names) {
      copy.remove(name);
    }
    return copy;
  }

  public static JsonNode value(@Nullable Object value) {
    return value == null ? MAPPER.getNodeFactory().nullNode() : MAPPER.valueToTree(value);
  }

  public static JsonNode read(String text) {
    return MAPPER.readTree(text);
  }

  /// The object that `text` holds.
  ///
  /// @throws AssertionError when it holds anything else
  public static ObjectNode readObject(String text) {
    if (read(text) instanceof ObjectNode object) {
      return object;
    }
    throw new AssertionError("Not a JSON object: " + text);
  }

  /// Whether `message` has all these fields with these values; numbers are compared by value.
  public static boolean has(JsonNode message, @Nullable Object... pairs) {
    for (var i = 0; i < pairs.length; i += 2) {
      if (!same(message.path(String.valueOf(pairs[i])), value(pairs[i + 1]))) {
        return false;
      }
    }
    return true;
  }

  /// Equality in which 1 and 1.0 are the same number.
  public static boolean same(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue()) == 0;
    }
    return one.equals(other);
  }

  private static ObjectNode with(ObjectNode target, @Nullable Object... pairs) {
    for (var i = 0; i < pairs.length; i += 2) {
      target.set(String.valueOf(pairs[i]), value(pairs[i + 1]));
    }
    return target;
  }

  /// For places that need a `Map`: fields in order.
  public static Map<String, JsonNode> fields(ObjectNode object) {
    var fields = new java.util.LinkedHashMap<String, JsonNode>();
    object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    return fields;
  }
}
