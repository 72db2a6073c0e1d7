package dev.skillwire.engine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A child process and everything it started, as one thing that can be ended. A process that leaves
/// its group on purpose (a daemon) is not found again.
final class ProcessGroup {

  /// Time from the request to end to the end by force.
  static final long GRACE_MS = 2_000;

  private static final long POLL_MS = 20;
  private static final Path SETSID = Path.of("/usr/bin/setsid");
  private static final Path PERL = Path.of("/usr/bin/perl");

  private final Process leader;
  private final boolean own;
  private volatile boolean gone;

  private ProcessGroup(Process leader, boolean own) {
    this.leader = leader;
    this.own = own;
  }

  /// Starts `/bin/sh -c` as the leader of a new group, without input.
  static ProcessGroup start(ShellCommand command) throws IOException {
    var words = new ArrayList<>(leaderWords());
    boolean own = !words.isEmpty();
    words.addAll(List.of("/bin/sh", "-c", command.text()));
    var builder = new ProcessBuilder(words).directory(command.directory().toFile());
    builder.redirectInput(Path.of("/dev/null").toFile());
    callersLocale(builder.environment());
    builder.environment().putAll(command.environment());
    return new ProcessGroup(builder.start(), own);
  }

  /// The launcher gives this program UTF-8 in a POSIX locale; commands run in the caller's.
  static void callersLocale(Map<String, String> environment) {
    var callers = environment.remove("SKILLWIRE_LC_ALL");
    if (callers == null) {
      return;
    }
    if (callers.isEmpty()) {
      environment.remove("LC_ALL");
    } else {
      environment.put("LC_ALL", callers);
    }
  }

  /// What makes the shell a leader while it stays our child: a child is never a leader yet, so
  /// `setsid` need not fork. macOS has no `setsid`, but Perl.
  private static List<String> leaderWords() {
    if (Files.isExecutable(SETSID)) {
      return List.of(SETSID.toString());
    }
    return Files.isExecutable(PERL)
        ? List.of(PERL.toString(), "-e", "setpgrp(0, 0); exec @ARGV or exit 127", "--")
        : List.of();
  }

  Process leader() {
    return leader;
  }

  /// Asks all of it to end, and after [#GRACE_MS] makes it.
  void end() throws InterruptedException {
    if (gone()) {
      return;
    }
    signal("TERM");
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MS);
    while (!gone()) {
      if (System.nanoTime() > deadline) {
        signal("KILL");
        leader.waitFor(GRACE_MS, TimeUnit.MILLISECONDS);
        return;
      }
      Thread.sleep(POLL_MS);
    }
  }

  /// Ends all of it by force, at once.
  void kill() throws InterruptedException {
    if (!gone) {
      signal("KILL");
    }
  }

  /// Once gone its number may belong to another group, which must not be touched.
  private boolean gone() throws InterruptedException {
    gone = gone || (!leader.isAlive() && !exists());
    return gone;
  }

  private void signal(String name) throws InterruptedException {
    var started = leader.descendants().toList();
    if (own && kill(name)) {
      return;
    }
    // The leader may not lead yet, and without a group of its own only these are known.
    end(leader.toHandle(), name);
    started.forEach(process -> end(process, name));
  }

  private static void end(ProcessHandle process, String signal) {
    if (signal.equals("KILL")) {
      process.destroyForcibly();
    } else {
      process.destroy();
    }
  }

  /// True while a process of the group runs; a zombie that nobody has waited for yet counts, too.
  private boolean exists() throws InterruptedException {
    return own && kill("0");
  }

  private boolean kill(String signal) throws InterruptedException {
    try {
      var kill =
          new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " -" + leader.pid())
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return kill.waitFor() == 0;
    } catch (IOException _) {
      return false;
    }
  }
}
