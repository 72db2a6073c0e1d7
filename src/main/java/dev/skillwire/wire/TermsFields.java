package dev.skillwire.wire;

import dev.skillwire.core.Additions;
import dev.skillwire.core.Json;
import dev.skillwire.core.Terms;
import tools.jackson.core.JsonGenerator;

/// What questions allow and show beyond their options, and what answers bring along, as JSON.
final class TermsFields {

  private TermsFields() {}

  static void write(JsonGenerator out, Terms terms) {
    Out.flag(out, "allow_edit", terms.allowEdit());
  }

  static Terms read(Fields f) throws BadMessage {
    return new Terms(Boolean.TRUE.equals(f.truth("allow_edit")));
  }

  static void write(JsonGenerator out, Additions with) {
    Out.optional(out, "edited_action", with.editedAction());
  }

  static Additions additions(Fields f) throws BadMessage {
    var edited = f.object("edited_action");
    return new Additions(edited, edited == null ? null : digest("edited_action", edited));
  }

  /// The digest of an action.
  ///
  /// @param field what is refused when it has none
  static String digest(String field, Json action) throws BadMessage {
    try {
      return Canonical.digest(action);
    } catch (ArithmeticException e) {
      throw BadMessage.field(
          field, field + " holds a number that a double can't hold as it is; write it as a string");
    }
  }
}
