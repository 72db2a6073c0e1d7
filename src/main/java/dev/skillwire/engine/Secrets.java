package dev.skillwire.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Keeps secret inputs out of everything that is reported: by the name of the input, and by its
/// value wherever else that turns up.
final class Secrets {

  static final String MASK = "***";

  /// Shorter values are too common to be looked for in other texts.
  private static final int SHORTEST_VALUE = 4;

  private static final Pattern NAME =
      Pattern.compile(
          "(?i).*(password|passwd|passphrase|token|secret|credential|(^|[_-])key$|api_?key|private_?key).*");

  /// The longest first. Replaced as a whole: several threads read it.
  private volatile List<String> values = List.of();

  Secrets(Map<String, ? extends @Nullable Object> inputs) {
    learn(inputs);
  }

  /// Keeps these out, too: those of another skill that is run as a step.
  synchronized void learn(Map<String, ? extends @Nullable Object> inputs) {
    var values = new ArrayList<>(this.values);
    inputs.forEach(
        (name, value) -> {
          if (isSecret(name)
              && value != null
              && value.toString().length() >= SHORTEST_VALUE
              && !values.contains(value.toString())) {
            values.add(value.toString());
          }
        });
    values.sort(Comparator.comparingInt(String::length).reversed());
    this.values = List.copyOf(values);
  }

  static boolean isSecret(String name) {
    return NAME.matcher(name).matches();
  }

  /// The inputs as they may be told.
  Map<String, @Nullable Object> masked(Map<String, ? extends @Nullable Object> inputs) {
    var told = new LinkedHashMap<String, @Nullable Object>();
    inputs.forEach(
        (name, value) -> told.put(name, isSecret(name) && value != null ? MASK : mask(value)));
    return told;
  }

  String mask(String text) {
    var told = text;
    for (var value : values) {
      told = told.replace(value, MASK);
    }
    return told;
  }

  /// The same value without secrets in any of its texts.
  @Nullable Object mask(@Nullable Object value) {
    return switch (value) {
      case String text -> mask(text);
      case List<?> items -> items.stream().map(this::maskNullable).toList();
      case Map<?, ?> map -> {
        var told = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, item) -> told.put(String.valueOf(key), mask(item)));
        yield told;
      }
      case null, default -> value;
    };
  }

  @SuppressWarnings("NullAway") // a list of JSON values may hold null
  private Object maskNullable(Object value) {
    return mask(value);
  }
}
