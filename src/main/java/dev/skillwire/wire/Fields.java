package dev.skillwire.wire;

import dev.skillwire.core.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Typed access to the fields of one message; a field of the wrong type is refused by name.
/// An absent field and `null` are the same unless [#isNull] is asked.
public final class Fields {

  private final ObjectNode node;

  public Fields(ObjectNode node) {
    this.node = node;
  }

  public ObjectNode node() {
    return node;
  }

  /// True when the field is there and `null`.
  boolean isNull(String name) {
    var value = node.get(name);
    return value != null && value.isNull();
  }

  public @Nullable String text(String name) throws BadMessage {
    var value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isString()) {
      throw BadMessage.field(name, name + " must be a string");
    }
    return value.stringValue();
  }

  public String text(String name, String otherwise) throws BadMessage {
    var text = text(name);
    return text == null ? otherwise : text;
  }

  public String needed(String name) throws BadMessage {
    var text = text(name);
    if (text == null) {
      throw BadMessage.field(name, name + " is missing");
    }
    return text;
  }

  @Nullable Long whole(String name) throws BadMessage {
    var value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      // A duration measured as 12.0 is a whole number all the same.
      if (value.isNumber()
          && value.canConvertToLong()
          && value.decimalValue().stripTrailingZeros().scale() <= 0) {
        return value.decimalValue().longValueExact();
      }
      throw BadMessage.field(name, name + " must be a whole number");
    }
    return value.longValue();
  }

  @Nullable Integer index(String name) throws BadMessage {
    var value = whole(name);
    if (value == null) {
      return null;
    }
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw BadMessage.field(name, name + " must be a whole number from 0");
    }
    return value.intValue();
  }

  int neededIndex(String name) throws BadMessage {
    var index = index(name);
    if (index == null) {
      throw BadMessage.field(name, name + " is missing");
    }
    return index;
  }

  @Nullable Double number(String name) throws BadMessage {
    var value = value(name);
    if (value == null) {
      return null;
    }
    double number = value.isNumber() ? value.decimalValue().doubleValue() : Double.NaN;
    if (!Double.isFinite(number)) {
      throw BadMessage.field(name, name + " must be a finite number");
    }
    return number;
  }

  @Nullable Boolean truth(String name) throws BadMessage {
    var value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isBoolean()) {
      throw BadMessage.field(name, name + " is true or false");
    }
    return value.booleanValue();
  }

  /// An object as free JSON.
  @Nullable Json object(String name) throws BadMessage {
    var value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isObject()) {
      throw BadMessage.field(name, name + " is an object");
    }
    return JsonText.free(value);
  }

  /// Any value as free JSON.
  @Nullable Json any(String name) {
    var value = value(name);
    return value == null ? null : JsonText.free(value);
  }

  public @Nullable List<String> texts(String name) throws BadMessage {
    var value = value(name);
    if (value == null) {
      return null;
    }
    var texts = new ArrayList<String>();
    for (var entry : array(name, value)) {
      if (!entry.isString()) {
        throw BadMessage.field(name, name + " must be a list of strings");
      }
      texts.add(entry.stringValue());
    }
    return texts;
  }

  List<String> textsOrNone(String name) throws BadMessage {
    var texts = texts(name);
    return texts == null ? List.of() : texts;
  }

  List<Fields> objects(String name) throws BadMessage {
    var value = value(name);
    if (value == null) {
      return List.of();
    }
    var objects = new ArrayList<Fields>();
    for (var entry : array(name, value)) {
      if (!(entry instanceof ObjectNode object)) {
        throw BadMessage.field(name, name + " must be a list of objects");
      }
      objects.add(new Fields(object));
    }
    return objects;
  }

  /// A list of objects that must be there; it may be empty.
  public List<Fields> neededObjects(String name) throws BadMessage {
    if (value(name) == null) {
      throw BadMessage.field(name, name + " is missing");
    }
    return objects(name);
  }

  /// One of the constants of `type` by its lower-case word.
  <E extends Enum<E>> E word(String name, Class<E> type, E otherwise) throws BadMessage {
    var text = text(name);
    if (text == null) {
      return otherwise;
    }
    for (var constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
        return constant;
      }
    }
    throw BadMessage.field(name, "'" + text + "' is not a " + name);
  }

  private @Nullable JsonNode value(String name) {
    var value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private static JsonNode array(String name, JsonNode value) throws BadMessage {
    if (!value.isArray()) {
      throw BadMessage.field(name, name + " must be a list");
    }
    return value;
  }
}
