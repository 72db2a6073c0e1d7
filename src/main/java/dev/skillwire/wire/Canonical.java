package dev.skillwire.wire;

import dev.skillwire.core.Json;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;

/// The canonical form of RFC 8785, and its SHA-256 digest: two programs that mean the same action
/// get the same digest however they wrote it.
public final class Canonical {

  private static final MathContext SINGLE_DIGIT = new MathContext(1);

  private Canonical() {}

  /// SHA-256, in lower-case hex, over the canonical form.
  ///
  /// @throws ArithmeticException for a number that has no such form: one beyond the range of a double, and a
  ///     whole one that a double can't hold, because another one would have the same digest
  public static String digest(Json json) {
    return digest(JsonText.node(json));
  }

  static String digest(JsonNode node) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text(node).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String text(JsonNode node) {
    var out = new StringBuilder();
    write(node, out);
    return out.toString();
  }

  private static void write(JsonNode node, StringBuilder out) {
    switch (node.getNodeType()) {
      case OBJECT -> {
        // RFC 8785, 3.2.3: by UTF-16 code units, which is how Java compares strings.
        var names = new ArrayList<>(node.propertyNames());
        names.sort(null);
        out.append('{');
        for (var name : names) {
          separate(out, '{');
          string(name, out);
          out.append(':');
          write(node.get(name), out);
        }
        out.append('}');
      }
      case ARRAY -> {
        out.append('[');
        for (var entry : node) {
          separate(out, '[');
          write(entry, out);
        }
        out.append(']');
      }
      case STRING -> string(node.stringValue(), out);
      case NUMBER -> out.append(number(node.decimalValue()));
      case BOOLEAN -> out.append(node.booleanValue());
      case NULL -> out.append("null");
      case BINARY, MISSING, POJO -> throw new IllegalArgumentException("no JSON: " + node);
    }
  }

  private static void separate(StringBuilder out, char opening) {
    if (out.charAt(out.length() - 1) != opening) {
      out.append(',');
    }
  }

  private static void string(String value, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < 0x20) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /// A fraction is rounded to the nearest double, as in RFC 8785; a whole number must be one.
  private static String number(BigDecimal value) {
    var text = number(value.doubleValue());
    boolean whole = value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
    boolean lost =
        text.equals("0")
            ? value.signum() != 0
            : whole && new BigDecimal(text).compareTo(value) != 0;
    if (lost) {
      throw new ArithmeticException("a double can't hold it");
    }
    return text;
  }

  /// ECMAScript's text of a number (RFC 8785, 3.2.2.3): shortest digits, exponent from 1e21 and
  /// below 1e-6.
  static String number(double value) {
    if (!Double.isFinite(value)) {
      throw new ArithmeticException("beyond the range of a double");
    }
    if (value == 0) {
      return "0";
    }
    var exact = shortest(Math.abs(value));
    var digits = exact.unscaledValue().toString();
    int point = digits.length() - exact.scale();
    var text = layout(digits, point);
    return value < 0 ? "-" + text : text;
  }

  /// Double.toString gives the shortest digits (JDK 19), but never fewer than two: 4.9E-324.
  private static BigDecimal shortest(double value) {
    var exact = new BigDecimal(Double.toString(value));
    var single = exact.round(SINGLE_DIGIT);
    return (single.doubleValue() == value ? single : exact).stripTrailingZeros();
  }

  private static String layout(String digits, int point) {
    int count = digits.length();
    if (point >= count && point <= 21) {
      return digits + "0".repeat(point - count);
    }
    if (point > 0 && point <= 21) {
      return digits.substring(0, point) + "." + digits.substring(point);
    }
    if (point > -6 && point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    var fraction = count == 1 ? "" : "." + digits.substring(1);
    int exponent = point - 1;
    return digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
  }
}
