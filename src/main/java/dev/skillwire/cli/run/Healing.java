package dev.skillwire.cli.run;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.engine.heal.Ledger;
import dev.skillwire.engine.heal.LedgerFile;
import dev.skillwire.engine.skill.HealRules;
import dev.skillwire.engine.skill.SkillLoadException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The user's own rules of repair, and what is known of repairs.
public final class Healing {

  private Healing() {}

  /// Beside the hub's data: it outlives every hub.
  public static Ledger ledger(Surroundings around) {
    return new LedgerFile(
        directory(around, "XDG_STATE_HOME", ".local/state").resolve("heals.jsonl"));
  }

  /// Those of the user; a file that can't be used ends the command.
  static HealRules rules(Surroundings around) {
    var file = directory(around, "XDG_CONFIG_HOME", ".config").resolve("heals.yaml");
    if (!Files.exists(file)) {
      return HealRules.none();
    }
    try {
      return HealRules.load(file);
    } catch (SkillLoadException e) {
      throw new CommandFailure(ExitCode.NO_INPUT, String.valueOf(e.getMessage()));
    }
  }

  private static Path directory(Surroundings around, String variable, String preset) {
    var told = around.environment().getOrDefault(variable, "");
    var base = told.startsWith("/") ? Path.of(told) : around.home().resolve(preset);
    return base.resolve("skillwire");
  }
}
