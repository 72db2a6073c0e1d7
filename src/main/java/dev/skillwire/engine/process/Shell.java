package dev.skillwire.engine.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs shell commands. Whatever a command started in its group is gone when [#run] returns, also
/// when this program is ended meanwhile.
public final class Shell {

  /// Time for the last output to arrive after the group is gone; a process that left the group may
  /// hold the pipe for ever.
  private static final long LAST_OUTPUT_MS = 2_000;

  private static final int READ_BYTES = 16 * 1024;

  private Shell() {}

  /// Runs the command and waits for its end.
  ///
  /// @throws IOException when it can't be started
  public static ShellResult run(ShellCommand command) throws IOException, InterruptedException {
    var group = ProcessGroup.start(command);
    var hook = new Thread(() -> killQuietly(group), "end-of-command");
    boolean hooked = hook(hook);
    var live = new LiveOutput(command.live());
    var output = new Output(live);
    var readers = new CountDownLatch(2);
    try {
      read(group.leader().getInputStream(), text -> output.write(text, true), readers);
      read(group.leader().getErrorStream(), text -> output.write(text, false), readers);
      var end = await(group, command);
      group.end();
      if (!readers.await(LAST_OUTPUT_MS, TimeUnit.MILLISECONDS)) {
        group.leader().getInputStream().close();
        group.leader().getErrorStream().close();
      }
      int exitCode = end == ShellResult.End.EXITED ? group.leader().waitFor() : -1;
      return output.result(end, exitCode);
    } finally {
      killQuietly(group);
      live.end();
      unhook(hook, hooked);
    }
  }

  private static ShellResult.End await(ProcessGroup group, ShellCommand command)
      throws InterruptedException {
    var exit = group.leader().onExit();
    var first = CompletableFuture.anyOf(exit, command.stop());
    try {
      var timeout = command.timeout();
      if (timeout == null) {
        first.get();
      } else {
        first.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (TimeoutException _) {
      return ShellResult.End.TIMED_OUT;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    return exit.isDone() ? ShellResult.End.EXITED : ShellResult.End.STOPPED;
  }

  /// A reading thread cannot be a virtual one: it would hold a carrier for as long as the command
  /// is silent.
  private static void read(
      InputStream from, java.util.function.Consumer<String> to, CountDownLatch done) {
    Thread.ofPlatform()
        .daemon()
        .name("command-output")
        .start(
            () -> {
              var text = new Utf8Text();
              var bytes = new byte[READ_BYTES];
              try (from) {
                for (int n = from.read(bytes); n >= 0; n = from.read(bytes)) {
                  to.accept(text.decode(bytes, n));
                }
              } catch (IOException _) {
                // Closed under the reader: what was read is what there is.
              } finally {
                to.accept(text.end());
                done.countDown();
              }
            });
  }

  private static boolean hook(Thread hook) {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      return true;
    } catch (IllegalStateException _) {
      return false;
    }
  }

  private static void unhook(Thread hook, boolean hooked) {
    try {
      if (hooked) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    } catch (IllegalStateException _) {
      // The program is ending: the hook runs, and finds nothing to end.
    }
  }

  private static void killQuietly(ProcessGroup group) {
    try {
      group.kill();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// What both streams wrote, in the order it arrived.
  private static final class Output {

    private final LiveOutput live;
    private final KeptText stdout = new KeptText(KeptText.KEPT_CHARS);
    private final KeptText errors = new KeptText(0);
    private final KeptText all = new KeptText(0);

    Output(LiveOutput live) {
      this.live = live;
    }

    synchronized void write(String text, boolean standard) {
      if (text.isEmpty()) {
        return;
      }
      (standard ? stdout : errors).append(text);
      all.append(text);
      live.write(text);
    }

    synchronized ShellResult result(ShellResult.End end, int exitCode) {
      return new ShellResult(end, exitCode, stdout.head(), all.tail(), errors.tail(), stdout.cut());
    }
  }
}
