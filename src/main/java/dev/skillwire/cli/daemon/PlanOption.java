package dev.skillwire.cli.daemon;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.client.HubFinder;
import dev.skillwire.engine.daemon.plan.Plan;
import dev.skillwire.engine.daemon.plan.PlanReader;
import dev.skillwire.engine.skill.SkillLoadException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/// Which file tells a daemon what to do.
final class PlanOption {

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description =
          "What the daemon does, in YAML. Default: skillwire/daemon.yaml in your XDG config directory.")
  private @Nullable Path file;

  Path path(Surroundings around) {
    if (file != null) {
      return around.directory().resolve(file).normalize();
    }
    var config = around.environment().getOrDefault("XDG_CONFIG_HOME", "");
    var base = config.startsWith("/") ? Path.of(config) : around.home().resolve(".config");
    return base.resolve("skillwire/daemon.yaml");
  }

  /// Reads the file; one that can't be used ends the command.
  Plan load(Surroundings around) {
    var zone = ZoneId.systemDefault();
    try {
      return PlanReader.load(
          path(around), new PlanReader.Around(around.environment(), around.home(), zone));
    } catch (SkillLoadException e) {
      throw new CommandFailure(ExitCode.NO_INPUT, String.valueOf(e.getMessage()));
    }
  }

  /// Where the daemon's notes are: beside the hub's data.
  static Path data(Surroundings around) {
    var variable = around.environment().getOrDefault("SKILLWIRE_DATA", "");
    try {
      return variable.isBlank()
          ? HubFinder.defaultData(around.environment(), around.home())
          : Path.of(variable);
    } catch (InvalidPathException e) {
      throw new CommandFailure(ExitCode.USAGE, "SKILLWIRE_DATA is no path: " + variable);
    }
  }
}
