package dev.skillwire.engine.daemon.plan;

import dev.skillwire.engine.skill.Durations;
import dev.skillwire.engine.skill.Mapping;
import dev.skillwire.engine.skill.SkillLoadException;
import dev.skillwire.engine.skill.YamlFile;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// Reads what a watch looks at.
final class WatchReader {

  static final Set<String> KEYS =
      Set.of("paths", "match", "ignore", "debounce", "at_most", "paths_input");

  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final Duration LEAST = Duration.ofMillis(100);

  private final YamlFile file;
  private final Paths paths;

  WatchReader(YamlFile file, Paths paths) {
    this.file = file;
    this.paths = paths;
  }

  /// Makes a path of a text in the file.
  interface Paths {
    Path of(String text, PlanReader.Fault fault) throws SkillLoadException;
  }

  Trigger read(Mapping from) throws SkillLoadException {
    var quiet = orElse(Durations.read(from, "debounce", QUIET), QUIET);
    if (quiet.compareTo(LEAST) < 0) {
      throw from.fault("debounce", "'debounce' is at least 100ms");
    }
    var tenfold = quiet.multipliedBy(10);
    var atMost = orElse(Durations.read(from, "at_most", tenfold), tenfold);
    if (atMost.compareTo(quiet) < 0) {
      throw from.fault("at_most", "'at_most' is not shorter than 'debounce'");
    }
    var input = from.text("paths_input", "");
    return new Trigger.Watch(
        watched(from),
        patterns(from, "match", List.of()),
        patterns(from, "ignore", List.of(".git")),
        quiet,
        atMost,
        input.isBlank() ? null : input);
  }

  private static Duration orElse(@Nullable Duration time, Duration preset) {
    return time == null ? preset : time;
  }

  private List<Path> watched(Mapping from) throws SkillLoadException {
    var all = new ArrayList<Path>();
    for (var node : from.list("paths")) {
      var path = paths.of(file.text(node, "a path"), problem -> file.fault(node, "it " + problem));
      if (!Files.exists(path)) {
        throw file.fault(node, "there is no " + path);
      }
      all.add(path);
    }
    if (all.isEmpty() || all.size() > Plan.LIST) {
      throw from.fault("paths", "a watch has 1 to " + Plan.LIST + " 'paths'");
    }
    return List.copyOf(all);
  }

  private List<String> patterns(Mapping from, String key, List<String> preset)
      throws SkillLoadException {
    if (!from.has(key)) {
      return preset;
    }
    var all = new ArrayList<String>();
    for (var node : from.list(key)) {
      var pattern = file.text(node, "a pattern");
      try {
        var _ = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
      } catch (PatternSyntaxException e) {
        throw file.fault(node, "this is no pattern of names: " + e.getDescription());
      }
      all.add(pattern);
    }
    if (all.size() > Plan.LIST) {
      throw from.fault(key, "'" + key + "' has at most " + Plan.LIST + " entries");
    }
    return List.copyOf(all);
  }
}
