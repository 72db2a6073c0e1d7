package dev.skillwire.core;

import java.util.List;

/// A text that is shown beside a question: what an action would change, or a file.
///
/// @param title what it is called, or ""
/// @param mediaType such as `text/x-python`, or ""
/// @param text shown whole
public record Attachment(Kind kind, String title, String mediaType, String text) {

  public enum Kind {
    /// Lines that begin with `+` and `-`.
    DIFF,
    TEXT
  }

  /// Refuses more than a question may carry.
  static List<Attachment> check(List<Attachment> all) {
    if (all.size() > Limits.ATTACHMENTS) {
      throw tooLarge("A question has at most " + Limits.ATTACHMENTS + " attachments");
    }
    int bytes = 0;
    for (var one : all) {
      Check.name("attachments", one.title());
      Check.name("attachments", one.mediaType());
      bytes += Text.utf8Length(one.text());
    }
    if (bytes > Limits.ATTACHMENTS_BYTES) {
      throw tooLarge(
          "The attachments of a question take more than " + Limits.ATTACHMENTS_BYTES + " bytes");
    }
    return List.copyOf(all);
  }

  private static Refused tooLarge(String message) {
    return Refused.field(Reason.TOO_LARGE, "attachments", message);
  }
}
