package dev.skillwire.engine.skill;

import dev.skillwire.engine.template.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A value of a skill file whose texts are templates: filled in, it is a value like any other.
public sealed interface Draft {

  /// A text. One that is a single expression becomes the value of it, of whatever type.
  record Text(Template template) implements Draft {}

  /// A number, true, false or nothing.
  record Fixed(@Nullable Object value) implements Draft {}

  record Items(List<Draft> items) implements Draft {}

  record Fields(Map<String, Draft> fields) implements Draft {}

  /// The value.
  ///
  /// @param fill gives the value of one text
  default @Nullable Object filled(Function<Template, @Nullable Object> fill) {
    return switch (this) {
      case Text(var template) -> fill.apply(template);
      case Fixed(var value) -> value;
      case Items(var items) -> {
        var values = new ArrayList<@Nullable Object>(items.size());
        items.forEach(item -> values.add(item.filled(fill)));
        yield values;
      }
      case Fields(var fields) -> filled(fields, fill);
    };
  }

  /// The same for each of several.
  static Map<String, @Nullable Object> filled(
      Map<String, Draft> fields, Function<Template, @Nullable Object> fill) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    fields.forEach((name, draft) -> values.put(name, draft.filled(fill)));
    return values;
  }
}
