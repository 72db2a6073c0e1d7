package dev.skillwire.wire.mask;

import dev.skillwire.core.Json;
import dev.skillwire.wire.JsonText;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Takes the values of secrets out of text and JSON; all around them stays.
public final class Mask {

  /// What stands in place of a secret; it says nothing of it, not even its length.
  public static final String MARK = "[masked]";

  /// Patterns beside the shipped ones.
  public static final int PATTERNS = 64;

  private final List<OwnPattern> own;

  private Mask(List<OwnPattern> own) {
    this.own = own;
  }

  /// The shipped patterns and these.
  ///
  /// @param patterns in RE2's syntax
  /// @throws IllegalArgumentException with words for a person
  public static Mask with(List<String> patterns) {
    if (patterns.size() > PATTERNS) {
      throw new IllegalArgumentException("there are at most " + PATTERNS + " patterns");
    }
    return new Mask(patterns.stream().map(OwnPattern::of).toList());
  }

  /// The same text when it holds no secret.
  public String text(String text) {
    return owned(Shipped.masked(text));
  }

  /// The same value when it holds no secret. Below a name such as `password` all texts and numbers are secret.
  public Json json(Json value) {
    if (own.isEmpty() && !Shipped.isSuspicious(value.text())) {
      return value;
    }
    var node = JsonText.node(value);
    var told = told(node, false);
    return same(told, node) ? value : JsonText.free(told);
  }

  private JsonNode told(JsonNode node, boolean secret) {
    return switch (node.getNodeType()) {
      case STRING -> string(node, secret);
      case NUMBER -> number(node, secret);
      case OBJECT -> object((ObjectNode) node, secret);
      case ARRAY -> array((ArrayNode) node, secret);
      case BOOLEAN, NULL, BINARY, MISSING, POJO -> node;
    };
  }

  private JsonNode string(JsonNode node, boolean secret) {
    var text = node.stringValue();
    if (secret) {
      return Values.isHarmless(text, 0, text.length()) ? node : mark();
    }
    var told = text(text);
    return told.equals(text) ? node : JsonNodeFactory.instance.stringNode(told);
  }

  private JsonNode number(JsonNode node, boolean secret) {
    if (secret) {
      return mark();
    }
    var text = node.toString();
    var told = owned(text);
    return told.equals(text) ? node : JsonNodeFactory.instance.stringNode(told);
  }

  private JsonNode object(ObjectNode node, boolean secret) {
    var told = JsonNodeFactory.instance.objectNode();
    boolean changed = false;
    for (var member : node.properties()) {
      var name = text(member.getKey());
      while (told.has(name)) {
        name += "'"; // two names that differed in their secrets only
      }
      var value = told(member.getValue(), secret || Values.isSecretName(member.getKey()));
      changed |= !name.equals(member.getKey()) || !same(value, member.getValue());
      told.set(name, value);
    }
    return changed ? told : node;
  }

  private JsonNode array(ArrayNode node, boolean secret) {
    var told = JsonNodeFactory.instance.arrayNode();
    boolean changed = false;
    for (var entry : node) {
      var value = told(entry, secret);
      changed |= !same(value, entry);
      told.add(value);
    }
    return changed ? told : node;
  }

  private String owned(String text) {
    var told = text;
    for (var pattern : own) {
      told = pattern.masked(told);
    }
    return told;
  }

  private static JsonNode mark() {
    return JsonNodeFactory.instance.stringNode(MARK);
  }

  /// What is not changed is handed on as it is.
  @SuppressWarnings("ReferenceEquality")
  private static boolean same(JsonNode a, JsonNode b) {
    return a == b;
  }

  /// Whether a stretch is the mark already.
  static boolean isMasked(String text, int start, int end) {
    return end - start == MARK.length() && text.startsWith(MARK, start);
  }
}
