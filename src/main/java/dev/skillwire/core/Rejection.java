package dev.skillwire.core;

import org.jspecify.annotations.Nullable;

/// A refused command, as a value.
///
/// @param message plain words for a person
/// @param field the field that is wrong, where one is
/// @param id the question or run that was meant, where one was
/// @param first who answered first, for [Reason#ALREADY_ANSWERED]
/// @param response what was answered first, for [Reason#ALREADY_ANSWERED]
public record Rejection(
    Reason reason,
    String message,
    @Nullable String field,
    @Nullable String id,
    @Nullable Actor first,
    @Nullable String response) {

  public static Rejection of(Reason reason, String message) {
    return new Rejection(reason, message, null, null, null, null);
  }

  public static Rejection field(Reason reason, String field, String message) {
    return new Rejection(reason, message, field, null, null, null);
  }

  /// The same for who may not know what others answered.
  public Rejection withoutAnswer() {
    return new Rejection(reason, message, field, id, null, null);
  }

  public Rejection about(String id) {
    return new Rejection(reason, message, field, id, first, response);
  }
}
