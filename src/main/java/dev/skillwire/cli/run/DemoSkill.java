package dev.skillwire.cli.run;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The skill that `demo` runs, and where it can.
public final class DemoSkill {

  private static final String FILE = "skills/repo-health.yaml";

  private DemoSkill() {}

  /// The skill's file, which lies beside the program.
  public static Path file() {
    try {
      var source = DemoSkill.class.getProtectionDomain().getCodeSource();
      if (source != null) {
        for (@Nullable Path up = Path.of(source.getLocation().toURI());
            up != null;
            up = up.getParent()) {
          if (Files.isRegularFile(up.resolve(FILE))) {
            return up.resolve(FILE);
          }
        }
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    throw new CommandFailure(
        ExitCode.NO_INPUT,
        "this installation is not complete: " + FILE + " is missing beside the program.");
  }

  /// Ends the command where there is no git work tree.
  public static void needGit(Path directory) {
    for (@Nullable Path up = directory; up != null; up = up.getParent()) {
      if (Files.exists(up.resolve(".git"))) {
        return;
      }
    }
    throw new CommandFailure(
        ExitCode.NO_INPUT,
        directory
            + " is no git work tree.\nThe demo checks the health of a git repository: change into one, or make one with 'git clone'.");
  }
}
