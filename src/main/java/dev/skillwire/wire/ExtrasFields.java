package dev.skillwire.wire;

import dev.skillwire.core.Additions;
import dev.skillwire.core.Attachment;
import dev.skillwire.core.Extras;
import dev.skillwire.core.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// What questions allow and show beyond their options, and what answers bring along, as JSON.
final class ExtrasFields {

  private ExtrasFields() {}

  static void write(JsonGenerator out, Extras extras) {
    Out.flag(out, "allow_edit", extras.allowEdit());
    if (extras.attachments().isEmpty()) {
      return;
    }
    out.writeName("attachments");
    out.writeStartArray();
    for (var one : extras.attachments()) {
      out.writeStartObject();
      out.writeStringProperty("kind", Out.word(one.kind()));
      out.writeStringProperty("title", one.title());
      out.writeStringProperty("media_type", one.mediaType());
      out.writeStringProperty("text", one.text());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  static Extras read(Fields f) throws BadMessage {
    var attachments = new ArrayList<Attachment>();
    for (var one : f.objects("attachments")) {
      attachments.add(
          new Attachment(
              one.word("kind", Attachment.Kind.class, Attachment.Kind.TEXT),
              one.text("title", ""),
              one.text("media_type", ""),
              one.needed("text")));
    }
    return new Extras(Boolean.TRUE.equals(f.truth("allow_edit")), List.copyOf(attachments));
  }

  static void write(JsonGenerator out, Additions with) {
    Out.optional(out, "edited_action", with.editedAction());
    if (with.shown() != null) {
      out.writeBooleanProperty("shown", with.shown());
    }
  }

  static Additions additions(Fields f) throws BadMessage {
    var edited = f.object("edited_action");
    return new Additions(
        edited, edited == null ? null : digest("edited_action", edited), f.truth("shown"));
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
