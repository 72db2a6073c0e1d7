package dev.skillwire.log;

/// What [LogVerifier] found.
public sealed interface Verdict {

  /// Every record held continues the chain.
  ///
  /// @param records how many were checked
  /// @param head newest sequence, 0 when nothing was ever appended
  /// @param headHash hash of the newest record in lower-case hex: whoever noted it earlier can tell whether history was rewritten
  record Sound(long records, long head, String headHash) implements Verdict {}

  /// The chain ends before the log does.
  ///
  /// @param records how many were found good before it
  /// @param sequence first bad sequence
  /// @param why what is wrong with it
  /// @param atMillis when it says that it was written, in milliseconds since 1970; [#UNKNOWN_TIME] when it can't be read
  /// @param kind what it says that it is, or ""
  record Broken(long records, long sequence, String why, long atMillis, String kind)
      implements Verdict {

    /// A record of which nothing is left to read.
    Broken(long records, long sequence, String why) {
      this(records, sequence, why, UNKNOWN_TIME, "");
    }
  }

  /// Stands for a time that nobody knows.
  long UNKNOWN_TIME = -1;
}
