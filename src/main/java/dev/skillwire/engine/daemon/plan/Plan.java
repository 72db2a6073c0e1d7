package dev.skillwire.engine.daemon.plan;

import java.util.List;

/// What one daemon does.
///
/// @param port of the requests, on loopback; 0 for any that is free
/// @param atOnce runs at work at the same time; others wait
/// @param entries in the order of the file
public record Plan(int port, int atOnce, List<Entry> entries) {

  /// Entries of one plan.
  public static final int ENTRIES = 100;

  /// Paths, patterns or inputs of one entry.
  public static final int LIST = 100;

  /// True when requests can start something.
  public boolean hooks() {
    return entries.stream().anyMatch(entry -> entry.trigger() instanceof Trigger.Hook);
  }
}
