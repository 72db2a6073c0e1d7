package dev.skillwire.net.api;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The parameters behind the `?` of a request.
public final class Query {

  private static final int MAX_PARAMETERS = 64;
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

  private final Map<String, List<String>> values;

  private Query(Map<String, List<String>> values) {
    this.values = values;
  }

  /// Reads `a=1&b=2`.
  ///
  /// @throws IllegalArgumentException when it is malformed
  public static Query of(String raw) {
    return new Query(
        new QueryStringDecoder(raw, StandardCharsets.UTF_8, false, MAX_PARAMETERS).parameters());
  }

  public @Nullable String text(String name) {
    var all = values.get(name);
    return all == null ? null : all.getFirst();
  }

  public String text(String name, String otherwise) {
    var text = text(name);
    return text == null ? otherwise : text;
  }

  /// A whole number from 0, or null when there is none.
  ///
  /// @throws IllegalArgumentException when it is something else
  public @Nullable Long whole(String name) {
    var text = text(name);
    if (text == null) {
      return null;
    }
    try {
      long value = Long.parseLong(text);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new IllegalArgumentException(name + " is a whole number from 0");
  }

  /// A number of seconds from 0 as milliseconds, or null when there is none.
  ///
  /// @throws IllegalArgumentException when it is something else
  @Nullable Long millis(String name) {
    var text = text(name);
    if (text == null) {
      return null;
    }
    if (!SECONDS.matcher(text).matches()) {
      throw new IllegalArgumentException(name + " is a number of seconds from 0");
    }
    return new BigDecimal(text).movePointRight(3).longValue();
  }

  /// All values, which may also be separated by commas; null when the parameter is absent.
  public @Nullable List<String> list(String name) {
    var all = values.get(name);
    if (all == null) {
      return null;
    }
    var list = new ArrayList<String>();
    for (var value : all) {
      for (var part : value.split(",", -1)) {
        if (!part.isBlank()) {
          list.add(part.trim());
        }
      }
    }
    return list;
  }
}
