package dev.skillwire.engine.process;

/// The beginning and the end of a text that may be endless. Not safe for several threads.
final class KeptText {

  /// Characters kept from the beginning.
  static final int KEPT_CHARS = 1024 * 1024;

  /// Characters kept from the end.
  static final int TAIL_CHARS = 8 * 1024;

  private final int headChars;
  private final StringBuilder head = new StringBuilder();
  private final StringBuilder tail = new StringBuilder();
  private boolean cut;

  /// @param headChars how much of the beginning is kept, at most [#KEPT_CHARS]
  KeptText(int headChars) {
    this.headChars = headChars;
  }

  void append(CharSequence text) {
    int room = Math.min(text.length(), headChars - head.length());
    head.append(text, 0, room);
    cut |= room < text.length();
    tail.append(text, Math.max(0, text.length() - TAIL_CHARS), text.length());
    if (tail.length() > 2 * TAIL_CHARS) {
      tail.delete(0, tail.length() - TAIL_CHARS);
    }
  }

  String head() {
    boolean half =
        cut && !head.isEmpty() && Character.isHighSurrogate(head.charAt(head.length() - 1));
    return half ? head.substring(0, head.length() - 1) : head.toString();
  }

  String tail() {
    int from = Math.max(0, tail.length() - TAIL_CHARS);
    if (from < tail.length() && Character.isLowSurrogate(tail.charAt(from))) {
      from++;
    }
    return tail.substring(from);
  }

  boolean cut() {
    return cut;
  }
}
