package dev.skillwire.core;

import java.util.List;

/// What a question allows beyond its options, and what is shown beside it.
///
/// @param allowEdit whether an answer may change the action
public record Extras(boolean allowEdit, List<Attachment> attachments) {

  public static final Extras NONE = new Extras(false);

  public Extras(boolean allowEdit) {
    this(allowEdit, List.of());
  }
}
