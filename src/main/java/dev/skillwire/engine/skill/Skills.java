package dev.skillwire.engine.skill;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The skill files that lead to the one being read: those a skill may not call again.
///
/// @param file of the skill being read, or null for a text without a file
/// @param callers files that are being read, the outermost first
record Skills(@org.jspecify.annotations.Nullable Path file, List<Path> callers) {

  /// How deep skills may call each other.
  static final int DEPTH = 8;

  static Skills none() {
    return new Skills(null, List.of());
  }

  static Skills of(Path file) {
    return new Skills(file.toAbsolutePath().normalize(), List.of());
  }

  /// The skill that is named by its path, relative to the file that calls it.
  ///
  /// @throws SkillLoadException for a fault there, or a circle
  Skill load(Mapping from, String key) throws SkillLoadException {
    var text = from.text(key);
    if (text == null || text.isBlank()) {
      throw from.fault(key, "'" + key + "' is the path of a skill file, relative to this one");
    }
    var called = path(from, key, text);
    var chain = new ArrayList<>(callers);
    if (file != null) {
      chain.add(file);
    }
    if (chain.contains(called)) {
      throw from.fault(key, "'" + text + "' calls this skill, which would never end");
    }
    if (chain.size() >= DEPTH) {
      throw from.fault(key, "skills call each other at most " + DEPTH + " deep");
    }
    try {
      return SkillLoader.load(called, new Skills(called, List.copyOf(chain)));
    } catch (SkillLoadException e) {
      throw from.fault(key, "'" + text + "' can't be called: " + e.getMessage());
    }
  }

  private Path path(Mapping from, String key, String text) throws SkillLoadException {
    try {
      var given = Path.of(text);
      var beside = file == null ? null : file.getParent();
      return (beside == null ? given : beside.resolve(given)).toAbsolutePath().normalize();
    } catch (InvalidPathException _) {
      throw from.fault(key, "'" + text + "' is no path");
    }
  }
}
