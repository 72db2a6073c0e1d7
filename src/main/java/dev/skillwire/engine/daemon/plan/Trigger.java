package dev.skillwire.engine.daemon.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Why a skill is started.
public sealed interface Trigger {

  /// What its runs carry as `source`.
  String source();

  /// It is time.
  ///
  /// @param makesUp whether one run follows when times passed while nobody looked
  record Schedule(CronTimes times, boolean makesUp) implements Trigger {
    @Override
    public String source() {
      return "cron";
    }
  }

  /// Files changed.
  ///
  /// @param paths files, and directories with all that is below them; absolute
  /// @param match patterns of file names; empty for every file
  /// @param ignore patterns of names of files and directories that don't count
  /// @param quiet time without a change before the run starts
  /// @param atMost time after the first change when it starts in any case
  /// @param pathsInput the input that gets the changed files, or null
  record Watch(
      List<Path> paths,
      List<String> match,
      List<String> ignore,
      Duration quiet,
      Duration atMost,
      @Nullable String pathsInput)
      implements Trigger {
    @Override
    public String source() {
      return "watch";
    }
  }

  /// A signed request came.
  ///
  /// @param secret what the sender signs with
  /// @param takes inputs that a request may give
  record Hook(HookSecret secret, Set<String> takes) implements Trigger {
    @Override
    public String source() {
      return "api";
    }
  }
}
