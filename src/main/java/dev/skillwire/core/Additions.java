package dev.skillwire.core;

import org.jspecify.annotations.Nullable;

/// What an answer brings along beside the choice.
///
/// @param editedAction what is to run instead of the action that was shown, or null
/// @param editedDigest SHA-256 in hex over its RFC 8785 form
/// @param shown whether all of the question could be seen; null where the client does not say
public record Additions(
    @Nullable Json editedAction, @Nullable String editedDigest, @Nullable Boolean shown) {

  public static final Additions NONE = new Additions(null, null);

  public Additions(@Nullable Json editedAction, @Nullable String editedDigest) {
    this(editedAction, editedDigest, null);
  }
}
