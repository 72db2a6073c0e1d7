package dev.skillwire.engine.daemon.plan;

import java.nio.file.Path;
import java.util.Map;

/// One line of a plan: a skill and what starts it.
///
/// @param name unique in its plan
/// @param skill the file; absolute
/// @param directory where its commands run; absolute
/// @param inputs texts or values
public record Entry(
    String name,
    Path skill,
    Path directory,
    Map<String, Object> inputs,
    Overlap overlap,
    Trigger trigger) {

  /// What becomes of a start while the run of the same entry is at work.
  public enum Overlap {
    SKIP,
    QUEUE_ONE
  }
}
