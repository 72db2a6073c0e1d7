package dev.skillwire.log;

import java.io.IOException;
import java.nio.file.Path;

/// The files of a log are not as they were written. Nothing is repaired and nothing is thrown away: restore a backup, or move
/// the directory aside to start a new log.
public final class LogDamagedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long sequence;

  /// @param sequence first bad record, 0 when the damage is not in a record that can be named
  LogDamagedException(Path directory, long sequence, String why) {
    super(
        "the log in "
            + directory
            + " is damaged"
            + (sequence == 0 ? "" : " at record " + sequence)
            + ": "
            + why);
    this.sequence = sequence;
  }

  /// First bad record that was found; 0 when the damage is not in a record that can be named.
  public long sequence() {
    return sequence;
  }
}
