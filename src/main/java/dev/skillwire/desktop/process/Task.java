package dev.skillwire.desktop.process;

import java.time.Duration;
import java.util.List;

/// A program to run.
///
/// @param command the program's path and its arguments
/// @param input what it reads from standard input, or "" for nothing
/// @param atMost longest time it may take
/// @param farewell how it is asked to end when it is no longer wanted
public record Task(List<String> command, String input, Duration atMost, Farewell farewell) {

  /// The signal that a program understands as "take it off the screen".
  public enum Farewell {
    TERM,
    INT
  }

  public static Task of(List<String> command, Duration atMost) {
    return new Task(command, "", atMost, Farewell.TERM);
  }

  /// The same with something to read.
  public Task reading(String text) {
    return new Task(command, text, atMost, farewell);
  }
}
