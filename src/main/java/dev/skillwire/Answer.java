package dev.skillwire;

import dev.skillwire.core.Event;
import org.jspecify.annotations.Nullable;

/// What became of a question.
///
/// @param response the option that was chosen; without an answer what is assumed instead
/// @param remember `none`, `this-error`, `this-skill` or `always`
/// @param answered whether a person (or a rule) decided; false when time ran out, the run ended or the
///     question was cancelled
/// @param reason why nobody decided: `timeout`, `run_ended` or `cancelled`; null when somebody did
/// @param comment what the person added, or null
/// @param answeredBy what who answered is called, or null
/// @param editedAction JSON of what is to run instead of the action that was shown, or null
public record Answer(
    String response,
    String remember,
    boolean answered,
    @Nullable String reason,
    @Nullable String comment,
    @Nullable String answeredBy,
    @Nullable String editedAction) {

  static Answer of(Event outcome) {
    return switch (outcome) {
      case Event.ConfirmationAnswered e ->
          new Answer(
              e.response(),
              e.remember().word(),
              true,
              null,
              e.comment(),
              e.answeredBy().name(),
              e.bound().editedAction() == null ? null : e.bound().editedAction().text());
      case Event.ConfirmationExpired e ->
          new Answer(
              e.response(),
              "none",
              false,
              e.reason().name().toLowerCase(java.util.Locale.ROOT),
              null,
              null,
              null);
      default -> throw new IllegalArgumentException("not an outcome: " + outcome);
    };
  }
}
