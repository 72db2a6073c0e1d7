package dev.skillwire.net.api;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The parameters behind the `?` of a request.
public final class Query {

  private static final int MAX_PARAMETERS = 64;

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

  /// All values as [#list] reads them; none when the parameter is absent.
  List<String> listOrNone(String name) {
    var list = list(name);
    return list == null ? List.of() : list;
  }
}
