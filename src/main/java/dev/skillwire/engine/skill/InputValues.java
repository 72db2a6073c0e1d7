package dev.skillwire.engine.skill;

import dev.skillwire.engine.template.Similar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Brings what a caller gave into the types that a skill declares.
public final class InputValues {

  private static final JsonMapper JSON = JsonMapper.shared();

  private InputValues() {}

  /// Every declared input with its value: given, preset, or null.
  ///
  /// @param given texts (from a command line) or values
  /// @throws InputException for a missing, unknown or ill-typed one
  public static Map<String, @Nullable Object> bind(Skill skill, Map<String, Object> given) {
    var names = skill.inputs().stream().map(Input::name).toList();
    for (var name : given.keySet()) {
      if (!names.contains(name)) {
        throw new InputException(
            "The skill '"
                + skill.name()
                + "' has no input '"
                + name
                + "'"
                + Similar.hint(name, names));
      }
    }
    var bound = new LinkedHashMap<String, @Nullable Object>();
    for (var input : skill.inputs()) {
      bound.put(input.name(), value(input, given.get(input.name())));
    }
    return Collections.unmodifiableMap(bound);
  }

  private static @Nullable Object value(Input input, @Nullable Object given) {
    if (given != null) {
      return checked(input, given);
    }
    if (input.required() && input.preset() == null) {
      var about = input.description().isBlank() ? "" : " (" + input.description().strip() + ")";
      throw new InputException("The input '" + input.name() + "' is needed" + about + ".");
    }
    return input.preset();
  }

  /// The value in the type of the input.
  static Object checked(Input input, Object given) {
    var value = typed(input, given);
    if (!input.allowed().isEmpty() && !input.allowed().contains(value)) {
      throw new InputException(
          "The input '"
              + input.name()
              + "' is one of "
              + words(input.allowed())
              + ", not '"
              + value
              + "'.");
    }
    return value;
  }

  static Object typed(Input input, Object given) {
    var value = typed(input.type(), given);
    if (value == null) {
      throw new InputException(
          "The input '"
              + input.name()
              + "' takes "
              + kind(input.type())
              + ", not '"
              + given
              + "'.");
    }
    return value;
  }

  private static @Nullable Object typed(Input.Type type, Object given) {
    var text = given instanceof String s ? s.strip() : String.valueOf(given);
    return switch (type) {
      case STRING ->
          given instanceof List<?> || given instanceof Map<?, ?> ? null : String.valueOf(given);
      case BOOLEAN ->
          switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default -> null;
          };
      case INTEGER -> integer(text);
      case NUMBER -> number(text);
      case ARRAY -> given instanceof List<?> list ? list : array(text);
    };
  }

  private static @Nullable Long integer(String text) {
    try {
      return new BigDecimal(text).longValueExact();
    } catch (ArithmeticException | NumberFormatException _) {
      return null;
    }
  }

  private static @Nullable Number number(String text) {
    var integer = integer(text);
    if (integer != null) {
      return integer;
    }
    try {
      double value = Double.parseDouble(text);
      return Double.isFinite(value) ? value : null;
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /// A JSON array, or words between commas.
  private static @Nullable List<?> array(String text) {
    if (text.startsWith("[")) {
      try {
        return JSON.readValue(text, List.class);
      } catch (JacksonException _) {
        return null;
      }
    }
    var items = new ArrayList<String>();
    for (var item : text.split(",", -1)) {
      if (!item.isBlank()) {
        items.add(item.strip());
      }
    }
    return List.copyOf(items);
  }

  private static String kind(Input.Type type) {
    return switch (type) {
      case STRING -> "a text";
      case BOOLEAN -> "true or false";
      case INTEGER -> "a whole number";
      case NUMBER -> "a number";
      case ARRAY -> "a list (a,b,c or a JSON array)";
    };
  }

  private static String words(List<Object> values) {
    return String.join(", ", values.stream().map(String::valueOf).toList());
  }
}
