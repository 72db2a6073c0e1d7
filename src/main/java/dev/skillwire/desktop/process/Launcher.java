package dev.skillwire.desktop.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Runs programs, a bounded number at the same time, and leaves none behind: not when the caller is
/// interrupted, not when their time is over, not when the hub ends, and where the system can see to it
/// not when the hub is killed. Callers are virtual threads, which wait here.
public final class Launcher implements AutoCloseable {

  /// Programs at the same time.
  public static final int AT_ONCE = 16;

  private static final int OUTPUT_BYTES = 64 * 1024;
  private static final int ERROR_BYTES = 4 * 1024;
  private static final long GRACE_MS = 1_000;
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
  private static final Path KILL = Path.of("/bin/kill");

  private final Host host;
  private final Semaphore places = new Semaphore(AT_ONCE, true);
  private final Set<Process> running = ConcurrentHashMap.newKeySet();

  /// Starts all programs: the kernel tells a child of the end of the very thread that made it.
  private final ExecutorService starter =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("desktop-starter").factory());

  private @Nullable Boolean tied;
  private volatile boolean closed;

  public Launcher(Host host) {
    this.host = host;
  }

  public Host host() {
    return host;
  }

  /// Runs a program to its end. An interrupt ends it with everything it started.
  ///
  /// @throws IOException if it can't be started
  public Finished run(Task task) throws IOException, InterruptedException {
    places.acquire();
    try {
      return finish(task, start(task));
    } finally {
      places.release();
    }
  }

  /// Ends what still runs.
  @Override
  public void close() {
    closed = true;
    running.forEach(process -> end(process, Task.Farewell.TERM));
    // Last: with this thread the kernel ends its children, and theirs would no longer be found.
    starter.shutdown();
  }

  private Process start(Task task) throws IOException, InterruptedException {
    var started = new CompletableFuture<Process>();
    try {
      starter.execute(
          () -> {
            try {
              if (closed) {
                throw new IOException("The hub ends.");
              }
              var process = builder(task).start();
              running.add(process);
              started.complete(process);
              if (closed) {
                end(process, Task.Farewell.TERM);
              }
            } catch (IOException | RuntimeException e) {
              started.completeExceptionally(e);
            }
          });
      return started.get();
    } catch (InterruptedException e) {
      var _ = started.thenAccept(process -> end(process, task.farewell()));
      throw e;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } catch (RejectedExecutionException e) {
      throw new IOException("The hub ends.", e);
    }
  }

  /// On the starter's thread.
  private ProcessBuilder builder(Task task) {
    if (tied == null) {
      tied = Files.isExecutable(SETPRIV) && works(tie("/bin/true"));
    }
    var builder = new ProcessBuilder(tied ? tie(task.command()) : task.command());
    builder.environment().clear();
    builder.environment().putAll(host.variables());
    if (task.input().isEmpty()) {
      builder.redirectInput(Path.of("/dev/null").toFile());
    }
    return builder;
  }

  private Finished finish(Task task, Process process) throws InterruptedException {
    long began = System.nanoTime();
    boolean ended = false;
    try {
      var output = read(process.getInputStream(), OUTPUT_BYTES);
      var errors = read(process.getErrorStream(), ERROR_BYTES);
      if (!task.input().isEmpty()) {
        aside(() -> write(process, task.input()));
      }
      ended = process.waitFor(task.atMost().toMillis(), TimeUnit.MILLISECONDS);
      var took = Duration.ofNanos(System.nanoTime() - began);
      return new Finished(
          ended ? process.exitValue() : -1,
          ended ? text(output).stripTrailing() : "",
          ended ? text(errors) : "",
          took);
    } finally {
      end(process, task.farewell());
    }
  }

  /// Ends a process and its descendants: asks, waits, and makes them.
  private void end(Process process, Task.Farewell farewell) {
    boolean interrupted = Thread.interrupted();
    var tree = new ArrayList<>(process.descendants().toList());
    tree.add(process.toHandle());
    if (farewell == Task.Farewell.INT && process.isAlive()) {
      works(List.of(KILL.toString(), "-INT", Long.toString(process.pid())));
      interrupted |= await(tree, GRACE_MS);
    }
    tree.forEach(ProcessHandle::destroy);
    interrupted |= await(tree, GRACE_MS);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    tree.forEach(ProcessHandle::destroyForcibly);
    interrupted |= await(tree, GRACE_MS);
    running.remove(process);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// @return true when the thread was interrupted meanwhile
  private static boolean await(List<ProcessHandle> tree, long millis) {
    boolean interrupted = false;
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (var handle : tree) {
      while (handle.isAlive() && System.nanoTime() < deadline) {
        try {
          var _ = handle.onExit().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
          interrupted = true;
        } catch (ExecutionException | TimeoutException _) {
          break;
        }
      }
    }
    return interrupted;
  }

  private static List<String> tie(List<String> command) {
    var words = new ArrayList<>(List.of(SETPRIV.toString(), "--pdeathsig", "TERM", "--"));
    words.addAll(command);
    return words;
  }

  private static List<String> tie(String command) {
    return tie(List.of(command));
  }

  private static boolean works(List<String> command) {
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectInput(Path.of("/dev/null").toFile())
              .start();
      if (!process.waitFor(GRACE_MS, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return false;
      }
      return process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Pipes hold up the thread that reads them, so these are none that others need.
  private static void aside(Runnable work) {
    Thread.ofPlatform().daemon().name("desktop-pipe").start(work);
  }

  private static void write(Process process, String text) {
    try (var in = process.getOutputStream()) {
      in.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // It ended without reading all of it.
    }
  }

  private static CompletableFuture<String> read(InputStream from, int limit) {
    var text = new CompletableFuture<String>();
    aside(
        () -> {
          try (from) {
            var beginning = new String(from.readNBytes(limit), StandardCharsets.UTF_8);
            // What nobody wants must be taken all the same, or the program would wait.
            from.transferTo(java.io.OutputStream.nullOutputStream());
            text.complete(beginning);
          } catch (IOException _) {
            text.complete("");
          }
        });
    return text;
  }

  /// What was read; a descendant that holds the pipe open can't hold this up.
  private static String text(CompletableFuture<String> read) throws InterruptedException {
    try {
      return read.get(GRACE_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException _) {
      return "";
    }
  }
}
