package dev.skillwire.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// A child process that runs the program's `main`, as a person would start it.
public final class HubProcess {

  /// What a run to its end left behind.
  public record Ended(int exitCode, String output) {}

  private static final String MAIN = "dev.skillwire.cli.Main";
  private static final Pattern READY = Pattern.compile("Skillwire listening on ws://(.+):(\\d+)");
  private static final int START_LIMIT_SECONDS = 60;
  private static final int END_LIMIT_SECONDS = 30;

  private final Process process;
  private final Path log;
  private final List<String> output = new ArrayList<>();
  private final CompletableFuture<Integer> port = new CompletableFuture<>();

  /// How the program is started.
  ///
  /// @param before a command that runs it, as `strace` does; empty for none
  /// @param javaFlags options of the JVM
  public record Launch(List<String> before, List<String> javaFlags) {

    /// Quick to start and small: what most tests want.
    public static final Launch PLAIN =
        new Launch(
            List.of(),
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-Xshare:auto"));
  }

  private HubProcess(Path directory, Launch launch, List<String> arguments) {
    try {
      log = Files.createTempFile(directory, "stderr", ".log");
      process = builder(directory, launch, arguments).redirectError(log.toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::destroy));
    Thread.ofVirtual().name("hub-stdout").start(this::readOutput);
  }

  /// Starts `serve` and waits until it says where it listens.
  ///
  /// @throws AssertionError when it does not within a minute
  public static HubProcess serving(Path directory, Launch launch, List<String> options) {
    var arguments = new ArrayList<String>();
    arguments.add("serve");
    arguments.addAll(options);
    var hub = new HubProcess(directory, launch, arguments);
    try {
      var _ = hub.port.get(START_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      hub.destroy();
      throw new AssertionError("The hub did not start: " + hub.errors(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    return hub;
  }

  /// Runs the program with these arguments until it ends by itself.
  ///
  /// @throws AssertionError when it has not within a minute
  public static Ended runToEnd(Path directory, String... arguments) {
    return runToEnd(directory, java.util.Map.of(), arguments);
  }

  /// The same in a surrounding with these variables.
  public static Ended runToEnd(
      Path directory, java.util.Map<String, String> variables, String... arguments) {
    try {
      var all = Files.createTempFile(directory, "output", ".log");
      var builder =
          builder(directory, Launch.PLAIN, List.of(arguments))
              .redirectErrorStream(true)
              .redirectOutput(all.toFile());
      builder.environment().putAll(variables);
      var process = builder.start();
      var ended = process.waitFor(START_LIMIT_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
        throw new AssertionError("Still running: " + Files.readString(all, UTF_8));
      }
      return new Ended(process.exitValue(), Files.readString(all, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  public int port() {
    return port.join();
  }

  public long pid() {
    return process.pid();
  }

  /// The lines on standard output so far.
  public List<String> output() {
    synchronized (output) {
      return List.copyOf(output);
    }
  }

  /// What it wrote to standard error.
  public String errors() {
    try {
      return Files.readString(log, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void stop() {
    process.destroy();
    awaitEnd();
  }

  public void kill() {
    destroy();
    awaitEnd();
  }

  /// SIGTERM, without waiting.
  public void askToEnd() {
    process.destroy();
  }

  /// Waits for the end.
  ///
  /// @return the exit code
  public int exitCode() {
    awaitEnd();
    return process.exitValue();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// What ran the program goes last: it would leave the program behind.
  private void destroy() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        destroy();
        throw new AssertionError("The hub did not end: " + errors());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private void readOutput() {
    try (var reader =
        new BufferedReader(new java.io.InputStreamReader(process.getInputStream(), UTF_8))) {
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (output) {
          output.add(line);
        }
        var ready = READY.matcher(line);
        if (ready.matches()) {
          port.complete(Integer.parseInt(ready.group(2)));
        }
      }
      port.completeExceptionally(new IOException("ended without saying where it listens"));
    } catch (IOException e) {
      port.completeExceptionally(e);
    }
  }

  private static ProcessBuilder builder(Path directory, Launch launch, List<String> arguments) {
    var command = new ArrayList<>(launch.before());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(launch.javaFlags());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", classPath(), MAIN));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SKILLWIRE_"));
    builder.environment().put("XDG_STATE_HOME", directory.resolve("state").toString());
    builder.environment().put("XDG_CONFIG_HOME", directory.resolve("config").toString());
    return builder;
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
