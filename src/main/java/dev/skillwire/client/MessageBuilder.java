package dev.skillwire.client;

import dev.skillwire.core.Json;
import dev.skillwire.wire.JsonText;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Builds one JSON object for the hub, field by field.
public final class MessageBuilder {

  private final ObjectNode node = JsonNodeFactory.instance.objectNode();

  public MessageBuilder put(String name, String value) {
    node.put(name, value);
    return this;
  }

  public MessageBuilder put(String name, long value) {
    node.put(name, value);
    return this;
  }

  public MessageBuilder put(String name, boolean value) {
    node.put(name, value);
    return this;
  }

  public MessageBuilder put(String name, Json value) {
    node.set(name, JsonText.node(value));
    return this;
  }

  public MessageBuilder put(String name, List<String> values) {
    var array = node.putArray(name);
    values.forEach(array::add);
    return this;
  }

  public MessageBuilder put(String name, Message value) {
    node.set(name, value.node());
    return this;
  }

  /// Sets a list of objects.
  public MessageBuilder putAll(String name, List<Message> values) {
    var array = node.putArray(name);
    values.forEach(value -> array.add(value.node()));
    return this;
  }

  /// Sets any value: text, number, truth, null, map or list of such; anything else as its text.
  public MessageBuilder putAny(String name, @Nullable Object value) {
    node.set(name, tree(value));
    return this;
  }

  private static JsonNode tree(@Nullable Object value) {
    var make = JsonNodeFactory.instance;
    return switch (value) {
      case null -> make.nullNode();
      case Boolean truth -> make.booleanNode(truth);
      case Integer number -> make.numberNode(number);
      case Long number -> make.numberNode(number);
      case Double number when Double.isFinite(number) -> make.numberNode(number);
      case Map<?, ?> map -> {
        var object = make.objectNode();
        map.forEach((key, item) -> object.set(String.valueOf(key), tree(item)));
        yield object;
      }
      case Iterable<?> items -> {
        var array = make.arrayNode();
        items.forEach(item -> array.add(tree(item)));
        yield array;
      }
      default -> make.stringNode(value.toString());
    };
  }

  public Message build() {
    return new Message(node.deepCopy());
  }
}
