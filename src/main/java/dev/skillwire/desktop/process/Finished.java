package dev.skillwire.desktop.process;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// How a program ended.
///
/// @param code its exit code; 128 and more when a signal ended it, -1 when its time was over
/// @param output the beginning of its standard output, without the last line break
/// @param errors the beginning of its standard error
public record Finished(int code, String output, String errors, Duration took) {

  /// Nobody reads a window and closes it within this time.
  private static final Duration BLINK = Duration.ofMillis(500);

  private static final List<String> COMPLAINTS =
      List.of("open display", "connect to display", "unknown option", "unrecognized option");

  private static final int NOT_EXECUTABLE = 126;
  private static final int SIGNALLED = 128;
  private static final int BROKEN = 255;

  public boolean well() {
    return code == 0;
  }

  /// True when what ended without an answer can't have been seen by a person: there is no display, it
  /// does not know its options, it is broken. Whoever closes or kills a window has seen it.
  public boolean unseen() {
    boolean noStart = code == NOT_EXECUTABLE || code == NOT_EXECUTABLE + 1 || code == BROKEN;
    var told = errors.toLowerCase(Locale.ROOT);
    boolean said = COMPLAINTS.stream().anyMatch(told::contains);
    boolean signalled = code >= SIGNALLED && code != BROKEN;
    return noStart || (!well() && !signalled && (said || took.compareTo(BLINK) < 0));
  }
}
