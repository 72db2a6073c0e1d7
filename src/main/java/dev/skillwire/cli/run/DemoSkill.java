package dev.skillwire.cli.run;

import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The skill that `demo` runs, and where it can.
public final class DemoSkill {

  /// Bytes of git's words that are read.
  private static final int SAID_BYTES = 8 * 1024;

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

  /// Ends the command where git finds no work tree that it would look at.
  public static void needGit(Path directory) throws InterruptedException {
    String said;
    boolean found;
    try {
      var builder =
          new ProcessBuilder("git", "rev-parse", "--is-inside-work-tree")
              .directory(directory.toFile())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C"); // its words are looked at
      var git = builder.start();
      said =
          new String(git.getInputStream().readNBytes(SAID_BYTES), StandardCharsets.UTF_8).strip();
      found = git.waitFor() == 0;
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.NO_INPUT, "git is not installed, or can't be started: " + e.getMessage());
    }
    if (found && said.equals("true")) {
      return;
    }
    throw new CommandFailure(ExitCode.NO_INPUT, directory + refusal(said, found));
  }

  private static String refusal(String said, boolean found) {
    if (said.contains("dubious ownership")) {
      return " is a git repository of another user, which git does not touch.\nIf you trust it, run: "
          + said.lines()
              .map(String::strip)
              .filter(line -> line.startsWith("git config "))
              .findFirst()
              .orElse("git config --global --add safe.directory DIRECTORY");
    }
    if (found) {
      return " is inside a git directory, not in a work tree.\nChange into the work tree itself.";
    }
    return " is no git work tree.\nThe demo checks the health of a git repository: change into one, or make one with 'git clone'.";
  }
}
