package dev.skillwire.session;

import org.jspecify.annotations.Nullable;

/// Where a client says it was.
///
/// @param epoch the incarnation of the log that `since` belongs to, or null
/// @param since newest sequence it has, or null for a client that keeps no position
public record Resume(@Nullable String epoch, @Nullable Long since) {

  public static final Resume NONE = new Resume(null, null);

  /// True for a client that keeps a position, so that it understands `resync`.
  public boolean keepsPosition() {
    return since != null;
  }
}
