package dev.skillwire.client;

import dev.skillwire.core.Json;
import dev.skillwire.wire.BadMessage;
import dev.skillwire.wire.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One JSON object of the hub, read leniently: a field that is absent or of another type is as good
/// as not there, because a newer hub may say more than this client knows.
public final class Message {

  private final ObjectNode node;

  Message(ObjectNode node) {
    this.node = node;
  }

  /// Reads one object; anything else is refused.
  public static Message parse(String text) throws BadMessage {
    return new Message(JsonText.object(text));
  }

  /// The type word, or "".
  public String type() {
    return text("type");
  }

  /// A string, or "".
  public String text(String name) {
    var value = node.get(name);
    return value != null && value.isString() ? value.stringValue() : "";
  }

  /// A whole number, or null.
  public @Nullable Long whole(String name) {
    var value = node.get(name);
    return value != null && value.isNumber() && value.canConvertToLong() ? value.longValue() : null;
  }

  /// A number, or null.
  public @Nullable Double number(String name) {
    var value = node.get(name);
    return value != null && value.isNumber() ? value.doubleValue() : null;
  }

  /// True only for `true`.
  public boolean truth(String name) {
    var value = node.get(name);
    return value != null && value.isBoolean() && value.booleanValue();
  }

  public boolean has(String name) {
    var value = node.get(name);
    return value != null && !value.isNull();
  }

  /// The strings of a list; other entries are left out.
  public List<String> texts(String name) {
    var texts = new ArrayList<String>();
    each(
        name,
        value -> {
          if (value.isString()) {
            texts.add(value.stringValue());
          }
        });
    return texts;
  }

  /// The objects of a list; other entries are left out.
  public List<Message> objects(String name) {
    var objects = new ArrayList<Message>();
    each(
        name,
        value -> {
          if (value instanceof ObjectNode object) {
            objects.add(new Message(object));
          }
        });
    return objects;
  }

  /// An object, or null.
  public @Nullable Message object(String name) {
    return node.get(name) instanceof ObjectNode object ? new Message(object) : null;
  }

  /// Names of all fields, in order.
  public List<String> names() {
    return List.copyOf(node.propertyNames());
  }

  /// Any value as compact JSON, or "".
  public String json(String name) {
    var value = node.get(name);
    return value == null ? "" : value.toString();
  }

  /// This object as free JSON.
  public Json json() {
    return new Json(node.toString());
  }

  /// This object with one string more.
  public Message with(String name, String value) {
    return new Message(node.deepCopy().put(name, value));
  }

  ObjectNode node() {
    return node;
  }

  /// Compact JSON in one line.
  @Override
  public String toString() {
    return node.toString();
  }

  private void each(String name, Consumer<tools.jackson.databind.JsonNode> then) {
    var value = node.get(name);
    if (value != null && value.isArray()) {
      value.forEach(then);
    }
  }
}
