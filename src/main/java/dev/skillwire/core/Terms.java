package dev.skillwire.core;

/// What a question allows beyond its options, and what is shown beside it.
///
/// @param allowEdit whether an answer may change the action
public record Terms(boolean allowEdit) {

  public static final Terms NONE = new Terms(false);
}
