package dev.skillwire.engine.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The methods of Python's strings that skill files use, because authors know Jinja from Python.
final class PythonStrings {

  private static final List<String> NAMES =
      List.of(
          "startswith",
          "endswith",
          "upper",
          "lower",
          "title",
          "capitalize",
          "strip",
          "lstrip",
          "rstrip",
          "split",
          "splitlines",
          "join",
          "replace",
          "count",
          "find",
          "isdigit",
          "zfill");

  private PythonStrings() {}

  static Object call(String text, String method, List<@Nullable Object> args) {
    return switch (method) {
      case "startswith" -> text.startsWith(argument(method, args, 0));
      case "endswith" -> text.endsWith(argument(method, args, 0));
      case "upper" -> text.toUpperCase(Locale.ROOT);
      case "lower" -> text.toLowerCase(Locale.ROOT);
      case "title" -> title(text);
      case "capitalize" -> capitalized(text);
      case "strip" -> strip(text, args, true, true);
      case "lstrip" -> strip(text, args, true, false);
      case "rstrip" -> strip(text, args, false, true);
      case "split" -> split(text, args);
      case "splitlines" -> text.lines().toList();
      case "join" -> join(text, args);
      case "replace" -> text.replace(argument(method, args, 0), argument(method, args, 1));
      case "count" -> (long) count(text, argument(method, args, 0));
      case "find" -> (long) text.indexOf(argument(method, args, 0));
      case "isdigit" -> !text.isEmpty() && text.chars().allMatch(Character::isDigit);
      case "zfill" -> "0".repeat(Math.max(0, width(method, args) - text.length())) + text;
      default ->
          throw new Undefined.Failure(
              "a text has no method '" + method + "'" + Similar.hint(method, NAMES));
    };
  }

  private static String argument(String method, List<@Nullable Object> args, int index) {
    if (index >= args.size()) {
      throw new Undefined.Failure("'" + method + "' needs " + (index + 1) + " argument(s)");
    }
    return Objects.toString(args.get(index), "");
  }

  private static int width(String method, List<@Nullable Object> args) {
    try {
      return Math.min(1_000, Integer.parseInt(argument(method, args, 0)));
    } catch (NumberFormatException _) {
      throw new Undefined.Failure("'" + method + "' needs a number");
    }
  }

  private static String strip(
      String text, List<@Nullable Object> args, boolean left, boolean right) {
    var chars = args.isEmpty() || args.get(0) == null ? null : Objects.toString(args.get(0));
    int from = 0;
    int to = text.length();
    while (left && from < to && goes(text.charAt(from), chars)) {
      from++;
    }
    while (right && to > from && goes(text.charAt(to - 1), chars)) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean goes(char c, @Nullable String chars) {
    return chars == null ? Character.isWhitespace(c) : chars.indexOf(c) >= 0;
  }

  private static List<String> split(String text, List<@Nullable Object> args) {
    if (args.isEmpty() || args.get(0) == null) {
      return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }
    var separator = argument("split", args, 0);
    if (separator.isEmpty()) {
      throw new Undefined.Failure("'split' needs a separator that is not empty");
    }
    var parts = new ArrayList<String>();
    int from = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
      parts.add(text.substring(from, at));
      from = at + separator.length();
    }
    parts.add(text.substring(from));
    return List.copyOf(parts);
  }

  private static String join(String text, List<@Nullable Object> args) {
    if (args.isEmpty() || !(args.get(0) instanceof Iterable<?> parts)) {
      throw new Undefined.Failure("'join' needs a list");
    }
    var all = new ArrayList<String>();
    parts.forEach(part -> all.add(String.valueOf(part)));
    return String.join(text, all);
  }

  private static int count(String text, String part) {
    return part.isEmpty()
        ? text.length() + 1
        : (text.length() - text.replace(part, "").length()) / part.length();
  }

  private static String capitalized(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT)
            + text.substring(1).toLowerCase(Locale.ROOT);
  }

  private static String title(String text) {
    var out = new StringBuilder(text.length());
    boolean start = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(start ? Character.toUpperCase(c) : Character.toLowerCase(c));
      start = !Character.isLetter(c);
    }
    return out.toString();
  }
}
