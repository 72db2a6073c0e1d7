package dev.skillwire.client;

import dev.skillwire.core.Json;
import dev.skillwire.wire.JsonText;
import java.util.List;
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

  public Message build() {
    return new Message(node.deepCopy());
  }
}
