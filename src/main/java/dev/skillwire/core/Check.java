package dev.skillwire.core;

import java.util.List;

/// Bounds that a publisher's words must keep; what breaks them is refused, naming the field.
final class Check {

  private Check() {}

  static String id(String field, String value) {
    if (value.isBlank()) {
      throw Refused.field(Reason.INVALID_MESSAGE, field, field + " must not be empty");
    }
    return chars(field, value, Limits.ID_CHARS);
  }

  static String name(String field, String value) {
    return chars(field, value, Limits.NAME_CHARS);
  }

  static String needed(String field, String value) {
    if (value.isBlank()) {
      throw Refused.field(Reason.INVALID_MESSAGE, field, field + " must not be empty");
    }
    return name(field, value);
  }

  static String bytes(String field, String value, int limit) {
    if (Text.utf8Length(value) > limit) {
      throw Refused.field(Reason.TOO_LARGE, field, field + " takes more than " + limit + " bytes");
    }
    return value;
  }

  static List<String> names(String field, List<String> values) {
    if (values.size() > Limits.LIST) {
      throw Refused.field(
          Reason.TOO_LARGE, field, field + " has more than " + Limits.LIST + " entries");
    }
    values.forEach(value -> name(field, value));
    return List.copyOf(values);
  }

  static long notNegative(String field, long value) {
    if (value < 0) {
      throw Refused.field(Reason.INVALID_MESSAGE, field, field + " must not be negative");
    }
    return value;
  }

  private static String chars(String field, String value, int limit) {
    if (value.length() > limit) {
      throw Refused.field(
          Reason.TOO_LARGE, field, field + " takes more than " + limit + " characters");
    }
    return value;
  }
}
