package dev.skillwire.session.admission;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The operating-system user of this process, as the kernel names it where this process looks from: in
/// a user namespace every uid that is not mapped reads as the overflow uid.
final class ProcessUser {
  /// Stands for a uid that cannot be found out.
  static final long NONE = -1;

  // What Linux uses unless told otherwise.
  private static final long USUAL_OVERFLOW_UID = 65_534;
  private static final int EFFECTIVE_COLUMN = 2;

  private ProcessUser() {}

  /// The effective uid, which is the owner of every socket that this process opens.
  static long uid() {
    return uid(Path.of("/proc/self/status"));
  }

  static long uid(Path status) {
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("Uid:")) {
          return Long.parseLong(line.split("\\s+", -1)[EFFECTIVE_COLUMN]);
        }
      }
    } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return NONE;
    }
    return NONE;
  }

  /// The uid that stands for every user without a name of its own here.
  static long overflowUid() {
    return overflowUid(Path.of("/proc/sys/kernel/overflowuid"));
  }

  static long overflowUid(Path file) {
    try {
      return Long.parseLong(Files.readString(file).strip());
    } catch (IOException | NumberFormatException e) {
      return USUAL_OVERFLOW_UID;
    }
  }
}
