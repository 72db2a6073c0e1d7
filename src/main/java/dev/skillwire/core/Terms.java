package dev.skillwire.core;

import java.util.List;

/// What a question allows beyond its options, and what is shown beside it.
///
/// @param allowEdit whether an answer may change the action
public record Terms(boolean allowEdit, List<Attachment> attachments) {

  public static final Terms NONE = new Terms(false);

  public Terms(boolean allowEdit) {
    this(allowEdit, List.of());
  }
}
