package dev.skillwire.client;

import org.jspecify.annotations.Nullable;

/// How far a client has read: the epoch of the log and the last sequence seen in it.
///
/// @param sequence from 0; the next event is the one after it
public record Position(String epoch, long sequence) {

  /// Reads `EPOCH:SEQUENCE`.
  ///
  /// @return null for any other text
  public static @Nullable Position parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      return null;
    }
    try {
      long sequence = Long.parseLong(text.substring(colon + 1));
      return sequence < 0 ? null : new Position(text.substring(0, colon), sequence);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  @Override
  public String toString() {
    return epoch + ":" + sequence;
  }
}
