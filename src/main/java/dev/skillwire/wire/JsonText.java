package dev.skillwire.wire;

import dev.skillwire.core.Json;
import dev.skillwire.core.Reason;
import dev.skillwire.core.Rejection;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.io.SegmentedStringWriter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.BufferRecycler;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The one place that configures JSON: what is accepted, and how text is written.
public final class JsonText {

  /// Levels of objects and arrays in one message.
  public static final int DEPTH = 64;

  /// Characters of one number.
  static final int NUMBER_CHARS = 400;

  /// Names, values, and ends of objects and arrays in one message of a client.
  public static final int TOKENS = 20_000;

  private static final JsonFactory FACTORY = factory(Long.MAX_VALUE);
  private static final JsonMapper MAPPER = mapper(FACTORY);
  private static final JsonMapper MESSAGES = mapper(factory(TOKENS));

  private JsonText() {}

  private static JsonFactory factory(long tokens) {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEPTH)
                .maxNumberLength(NUMBER_CHARS)
                .maxTokenCount(tokens)
                .build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .build();
  }

  private static JsonMapper mapper(JsonFactory factory) {
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .build();
  }

  /// One object; anything else is refused with `invalid_json`.
  public static ObjectNode object(byte[] utf8) throws BadMessage {
    return object(new String(utf8, StandardCharsets.UTF_8));
  }

  /// One object; anything else is refused with `invalid_json`.
  public static ObjectNode object(String text) throws BadMessage {
    if (parse(text) instanceof ObjectNode object) {
      return object;
    }
    throw BadMessage.invalidJson("A message is one JSON object.");
  }

  /// One message of a client, as [#object(String)], but bounded in what it is made of.
  public static ObjectNode message(byte[] utf8) throws BadMessage {
    return message(new String(utf8, StandardCharsets.UTF_8));
  }

  /// One message of a client, as [#object(String)], but bounded in what it is made of: names and values cost more than
  /// their bytes.
  public static ObjectNode message(String text) throws BadMessage {
    var whole = HalfCharacters.replaced(text);
    if (!(parse(MESSAGES, whole) instanceof ObjectNode object)) {
      throw BadMessage.invalidJson("A message is one JSON object.");
    }
    if (!whole.equals(text)) {
      FreeJson.checkAction(object, parse(MESSAGES, HalfCharacters.marked(text)));
    }
    return object;
  }

  /// Any JSON value as free JSON; refused with `invalid_json` when it is none.
  public static Json free(String text) throws BadMessage {
    var node = parse(text);
    if (node.isMissingNode()) {
      throw BadMessage.invalidJson("There is no JSON.");
    }
    return free(node);
  }

  public static Json free(JsonNode node) {
    return new Json(node.toString());
  }

  private static JsonNode parse(String text) throws BadMessage {
    return parse(MAPPER, HalfCharacters.replaced(text));
  }

  private static JsonNode parse(JsonMapper mapper, String text) throws BadMessage {
    try {
      return mapper.readTree(text);
    } catch (StreamConstraintsException e) {
      if (e.getOriginalMessage().startsWith("Token count")) {
        throw new BadMessage(
            Rejection.of(
                Reason.TOO_LARGE, "A message has at most " + TOKENS + " names and values"));
      }
      throw BadMessage.invalidJson(JsonFaults.words(e));
    } catch (JacksonException e) {
      throw BadMessage.invalidJson(JsonFaults.words(e));
    } catch (NumberFormatException e) {
      // An exponent of more digits than an int has; the parser does not tell it as its own refusal.
      throw BadMessage.invalidJson("This is not JSON: a number has too large an exponent.");
    }
  }

  /// Values of a Java program: maps with string keys, lists, strings, numbers, truth values, null.
  ///
  /// @throws IllegalArgumentException when a value has no JSON form
  public static ObjectNode object(Map<String, ?> values) {
    try {
      return MAPPER.valueToTree(values);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /// The same, without numbers that are infinite or none.
  ///
  /// @throws IllegalArgumentException also for such a number
  public static ObjectNode finite(Map<String, ?> values) {
    var node = object(values);
    var member = FreeJson.infinite(node);
    if (member != null) {
      throw new IllegalArgumentException("not JSON: a number in " + member + " is not finite");
    }
    return node;
  }

  public static JsonNode node(Json json) {
    return MAPPER.readTree(json.text());
  }

  /// Writes one object that may be large, without a copy of all of it. An unpaired surrogate becomes `?`.
  public static void write(OutputStream to, Consumer<JsonGenerator> body) {
    var text =
        new OutputStreamWriter(to, StandardCharsets.UTF_8) {
          @Override
          public void close() throws IOException {
            // The stream goes on.
            flush();
          }
        };
    try (var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      generator.writeStartObject();
      body.accept(generator);
      generator.writeEndObject();
    }
  }

  /// Writes one object. An unpaired surrogate, which has no UTF-8 form, becomes `?`.
  public static byte[] write(Consumer<JsonGenerator> body) {
    try (var out = new SegmentedStringWriter(new BufferRecycler())) {
      try (var generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
        generator.writeStartObject();
        body.accept(generator);
        generator.writeEndObject();
      }
      return out.getAndClear().getBytes(StandardCharsets.UTF_8);
    }
  }
}
