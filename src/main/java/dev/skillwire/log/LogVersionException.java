package dev.skillwire.log;

import java.io.IOException;
import java.nio.file.Path;

/// The log was written by a newer program, in a format this one does not know.
public final class LogVersionException extends IOException {
  private static final long serialVersionUID = 1L;

  LogVersionException(Path directory, int found, int known) {
    super(
        "the log in "
            + directory
            + " has format version "
            + found
            + ", this program knows versions up to "
            + known
            + ": start a newer one");
  }
}
