package dev.skillwire.engine;

import dev.skillwire.core.Command;
import dev.skillwire.engine.process.Shell;
import dev.skillwire.engine.process.ShellCommand;
import dev.skillwire.engine.process.ShellResult;
import dev.skillwire.engine.skill.StepSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Runs the commands of a step, whose output is told live.
final class Commands {

  /// Lines and characters of a command's complaint that become its error.
  private static final int ERROR_LINES = 10;

  private static final int ERROR_CHARS = 2_000;

  private final RunContext context;

  Commands(RunContext context) {
    this.context = context;
  }

  /// Where a command runs: the same for a step, its further attempts and its repair.
  record Place(
      Command.StepRef ref,
      Path directory,
      Map<String, String> environment,
      @Nullable Duration timeout) {}

  /// @throws StepFailure when the directory is not there
  Place place(Command.StepRef ref, StepSpec step) throws StepFailure {
    var directory = context.options().workingDirectory();
    var cwd = step.cwd();
    if (cwd != null) {
      directory = directory.resolve(context.text(cwd));
    }
    if (!Files.isDirectory(directory)) {
      throw new StepFailure("There is no directory " + directory + ".");
    }
    var environment = new HashMap<>(context.options().environment());
    environment.put("SKILLWIRE_RUN_ID", context.options().run().value());
    environment.put("SKILLWIRE_STEP", Integer.toString(ref.index()));
    step.env().forEach((name, value) -> environment.put(name, context.text(value)));
    return new Place(ref, directory, environment, step.timeout());
  }

  /// Runs a command to its good end.
  ///
  /// @throws StepFailure when it ends otherwise
  /// @throws RunStopped when the run was cancelled meanwhile
  ShellResult run(String command, Place place)
      throws StepFailure, RunStopped, InterruptedException {
    context.stopIfCancelled();
    var result = start(command, place);
    return switch (result.end()) {
      case EXITED -> {
        if (result.exitCode() != 0) {
          throw new StepFailure(complaint(result), result.tail());
        }
        if (result.cut()) {
          context
              .reporter()
              .mention(
                  new Command.ProgressStep(
                      place.ref(), null, "Only the beginning of its output is kept.", null));
        }
        yield result;
      }
      case TIMED_OUT ->
          throw new StepFailure(
              "It took longer than " + words(place.timeout()) + " and was stopped.", result.tail());
      case STOPPED -> {
        context.stopIfCancelled();
        throw new IllegalStateException("stopped by nobody");
      }
    };
  }

  private ShellResult start(String command, Place place) throws StepFailure, InterruptedException {
    try {
      return Shell.run(
          new ShellCommand(
              command,
              place.directory(),
              place.environment(),
              place.timeout(),
              chunk -> tell(place.ref(), chunk),
              context.cancelled()));
    } catch (IOException | IllegalArgumentException e) {
      throw new StepFailure("The command can't be started: " + e.getMessage());
    }
  }

  private void tell(Command.StepRef ref, String chunk) {
    context
        .reporter()
        .mention(new Command.ProgressStep(ref, null, null, context.secrets().mask(chunk)));
  }

  /// The exit code and the last words.
  private static String complaint(ShellResult result) {
    var words = result.errors().isBlank() ? result.tail() : result.errors();
    var lines = words.strip().lines().toList();
    var last =
        String.join("\n", lines.subList(Math.max(0, lines.size() - ERROR_LINES), lines.size()));
    if (last.length() > ERROR_CHARS) {
      last = "…" + last.substring(last.length() - ERROR_CHARS);
    }
    return "exit code " + result.exitCode() + (last.isBlank() ? "" : ": " + last);
  }

  static String words(@Nullable Duration time) {
    if (time == null) {
      return "no time";
    }
    long ms = time.toMillis();
    return ms % 1_000 == 0 ? ms / 1_000 + " s" : ms + " ms";
  }
}
