package dev.skillwire.engine;

import dev.skillwire.core.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Values of a run as JSON, and JSON that a command wrote as values.
final class JsonText {

  /// As deep as the wire allows.
  private static final int DEPTH = 64;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonText() {}

  static Json of(Map<String, ? extends @Nullable Object> value) {
    return new Json(MAPPER.writeValueAsString(value));
  }

  static String text(@Nullable Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /// The object or array that a text is and nothing else, or null. A lone number or word is a text.
  static @Nullable Object parse(String text) {
    var trimmed = text.strip();
    if (!trimmed.startsWith("{") && !trimmed.startsWith("[")) {
      return null;
    }
    try {
      return trimmed.startsWith("{")
          ? MAPPER.readValue(trimmed, Map.class)
          : MAPPER.readValue(trimmed, List.class);
    } catch (JacksonException _) {
      return null;
    }
  }
}
