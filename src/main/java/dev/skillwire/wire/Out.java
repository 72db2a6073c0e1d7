package dev.skillwire.wire;

import dev.skillwire.core.Actor;
import dev.skillwire.core.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/// The forms that values take on the wire.
final class Out {

  private Out() {}

  static void nullable(JsonGenerator out, String name, @Nullable String value) {
    if (value == null) {
      out.writeNullProperty(name);
    } else {
      out.writeStringProperty(name, value);
    }
  }

  static void nullable(JsonGenerator out, String name, @Nullable Long value) {
    if (value == null) {
      out.writeNullProperty(name);
    } else {
      out.writeNumberProperty(name, value);
    }
  }

  static void nullable(JsonGenerator out, String name, @Nullable Double value) {
    if (value == null) {
      out.writeNullProperty(name);
    } else {
      number(out, name, value);
    }
  }

  static void optional(JsonGenerator out, String name, @Nullable String value) {
    if (value != null) {
      out.writeStringProperty(name, value);
    }
  }

  static void optional(JsonGenerator out, String name, @Nullable Long value) {
    if (value != null) {
      out.writeNumberProperty(name, value);
    }
  }

  static void optional(JsonGenerator out, String name, @Nullable Json value) {
    if (value != null) {
      json(out, name, value);
    }
  }

  static void json(JsonGenerator out, String name, Json value) {
    out.writeName(name);
    out.writeRawValue(value.text());
  }

  static void flag(JsonGenerator out, String name, boolean value) {
    if (value) {
      out.writeBooleanProperty(name, true);
    }
  }

  /// A measure: without a fraction where it has none.
  static void number(JsonGenerator out, String name, double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      out.writeNumberProperty(name, (long) value);
    } else {
      out.writeNumberProperty(name, value);
    }
  }

  /// Milliseconds as seconds; `null` for none.
  static void seconds(JsonGenerator out, String name, @Nullable Long millis) {
    if (millis == null) {
      out.writeNullProperty(name);
    } else if (millis % 1000 == 0) {
      out.writeNumberProperty(name, millis / 1000);
    } else {
      out.writeNumberProperty(name, BigDecimal.valueOf(millis, 3).stripTrailingZeros());
    }
  }

  static void texts(JsonGenerator out, String name, List<String> values) {
    out.writeName(name);
    out.writeStartArray();
    values.forEach(out::writeString);
    out.writeEndArray();
  }

  static void actor(JsonGenerator out, String name, Actor actor) {
    out.writeName(name);
    actor(out, actor);
  }

  static void actor(JsonGenerator out, Actor actor) {
    out.writeStartObject();
    out.writeStringProperty("client_id", actor.clientId());
    out.writeStringProperty("name", actor.name());
    out.writeStringProperty("kind", word(actor.kind()));
    out.writeEndObject();
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
