package dev.skillwire.wire.mask;

/// A stretch of a text as one number, so that looking for secrets allocates nothing.
final class Span {

  static final long NONE = -1;

  private Span() {}

  /// From one character up to another, which is not part of it.
  ///
  /// @param end behind the last character
  static long of(int start, int end) {
    return ((long) start << 32) | end;
  }

  static int start(long span) {
    return (int) (span >> 32);
  }

  static int end(long span) {
    return (int) span;
  }
}
