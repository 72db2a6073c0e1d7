package dev.skillwire.wire;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NumericNode;
import tools.jackson.databind.node.ObjectNode;

/// What is refused in JSON that passes through: a number that a client would read as infinite, and, where people are shown
/// what exactly will run, half a character.
final class FreeJson {

  private static final Set<String> QUESTIONS =
      Set.of("request_confirmation", "confirmation_required");

  private FreeJson() {}

  /// Refuses a message with a number beyond the range of a double, naming its member.
  static void checkNumbers(ObjectNode message) throws BadMessage {
    var member = infinite(message);
    if (member != null) {
      throw BadMessage.field(member, member + " holds a number beyond the range of a double");
    }
  }

  /// Name of the member that holds such a number, or null.
  static @Nullable String infinite(ObjectNode object) {
    for (var member : object.properties()) {
      if (!finite(member.getValue())) {
        return member.getKey();
      }
    }
    return null;
  }

  /// Refuses a question or an answer whose action holds half a character: RFC 8785 has no form for it, so what people are shown would not
  /// be what the digest is of.
  ///
  /// @param message with whole characters only
  /// @param marked the same message with something else in the places of half characters
  static void checkAction(ObjectNode message, JsonNode marked) throws BadMessage {
    var type = message.path("type").asString("");
    // Over HTTP the path says what it is.
    boolean question = type.isEmpty() || QUESTIONS.contains(type);
    boolean answer = type.isEmpty() || type.equals("confirmation_response");
    if (question) {
      checkWhole("action", message, marked);
    }
    if (answer) {
      checkWhole("edited_action", message, marked);
    }
  }

  private static void checkWhole(String name, ObjectNode message, JsonNode marked)
      throws BadMessage {
    if (!message.path(name).equals(marked.path(name))) {
      throw BadMessage.field(name, name + " holds half of a surrogate pair");
    }
  }

  private static boolean finite(JsonNode node) {
    if (node.isNumber()) {
      return node.isInt()
          || node.isLong()
          || (!notANumber(node) && Double.isFinite(node.decimalValue().doubleValue()));
    }
    for (var child : node) {
      if (!finite(child)) {
        return false;
      }
    }
    return true;
  }

  /// Only a program of this process can have one.
  private static boolean notANumber(JsonNode node) {
    return node instanceof NumericNode number && number.isNaN();
  }
}
