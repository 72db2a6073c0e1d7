package dev.skillwire.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/// Another process, or this one, has the log open.
public final class LogInUseException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long holder;

  /// @param holder process id of who has it open, 0 when unknown
  LogInUseException(Path directory, long holder) {
    super(
        "the log in "
            + directory
            + " is in use by "
            + (holder == 0
                ? "another process"
                : holder == ProcessHandle.current().pid()
                    ? "this process (pid " + holder + ")"
                    : "process " + holder));
    this.holder = holder;
  }

  /// Process id of who has the log open, when it is known.
  public OptionalLong holder() {
    return holder == 0 ? OptionalLong.empty() : OptionalLong.of(holder);
  }
}
