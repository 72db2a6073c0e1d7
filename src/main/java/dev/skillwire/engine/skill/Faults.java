package dev.skillwire.engine.skill;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects what is wrong with a file, so that all of it can be told at once.
final class Faults {

  /// More are of no help to anybody.
  static final int MOST = 100;

  private final List<SkillLoadException> all = new ArrayList<>();

  interface Reading {
    void read() throws SkillLoadException;
  }

  /// Reads a part; its fault is noted, and the reading of other parts goes on.
  void noting(Reading part) {
    try {
      part.read();
    } catch (SkillLoadException e) {
      if (all.size() < MOST) {
        all.add(e);
      }
    }
  }

  /// In the order of the lines.
  List<SkillLoadException> all() {
    return all.stream()
        .sorted(
            Comparator.comparingInt(SkillLoadException::line)
                .thenComparingInt(SkillLoadException::column))
        .toList();
  }
}
