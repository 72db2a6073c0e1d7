package dev.skillwire.wire.mask;

/// A word that a secret begins with, or that stands before it.
///
/// @param word in lower case when `anyCase`
/// @param named whether it is a name, whose value is the secret
record Trigger(String word, boolean anyCase, boolean named, Look look) {

  /// Looks whether there is a secret. It reads each character of a text a bounded number of times, however often it is called
  /// for that text: a look that fails ends after a bounded stretch.
  @FunctionalInterface
  interface Look {
    /// What is to be masked there.
    ///
    /// @param at where the word begins
    /// @param after where it ends
    /// @return a [Span], or [Span#NONE]
    long find(String text, int at, int after);
  }

  static Trigger shape(String word, Look look) {
    return new Trigger(word, false, false, look);
  }

  static Trigger name(String word, Look look) {
    return new Trigger(word, true, true, look);
  }

  boolean isAt(String text, int at) {
    return text.regionMatches(anyCase, at, word, 0, word.length());
  }
}
