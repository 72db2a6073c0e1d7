package dev.skillwire.engine.template;

import com.hubspot.jinjava.objects.SafeString;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns what an expression gave into values that any JSON writer knows.
final class PlainValues {

  private PlainValues() {}

  static @Nullable Object of(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Undefined undefined -> throw undefined.failure();
      case Boolean flag -> flag;
      case Number number -> number;
      case SafeString text -> text.toString();
      case Map<?, ?> map -> {
        var plain = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, item) -> plain.put(String.valueOf(key), of(item)));
        yield plain;
      }
      case Collection<?> items -> {
        var plain = new ArrayList<@Nullable Object>();
        items.forEach(item -> plain.add(of(item)));
        yield plain;
      }
      default -> value.toString();
    };
  }
}
