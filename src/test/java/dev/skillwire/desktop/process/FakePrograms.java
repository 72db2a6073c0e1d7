package dev.skillwire.desktop.process;

import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Programs on a `PATH` of their own: real processes, each a small script that notes how it was called.
public final class FakePrograms implements Closeable {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Path directory;
  private final Map<String, String> variables = new HashMap<>();

  public FakePrograms() {
    try {
      directory = Files.createTempDirectory("fake-programs");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    variables.put("PATH", directory.toString());
    variables.put("DISPLAY", ":fake");
  }

  /// A program whose script finds its arguments noted already.
  public Path add(String name, String script) {
    var file = directory.resolve(name);
    var text =
        """
        #!/bin/sh
        PATH=/usr/bin:/bin
        { printf '%s\\0' "$@"; printf '\\1'; } >>'FILE.calls'
        echo $$ >>'FILE.pids'
        """
                .replace("FILE", file.toString())
            + script
            + "\n";
    try {
      Files.writeString(file, text);
      if (!file.toFile().setExecutable(true)) {
        throw new IOException("can't be made executable: " + file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  public Path path(String name) {
    return directory.resolve(name);
  }

  public FakePrograms without(String variable) {
    variables.remove(variable);
    return this;
  }

  public Host host() {
    return new Host(Map.copyOf(variables), false);
  }

  public Host mac() {
    return new Host(Map.copyOf(variables), true);
  }

  /// The arguments of every call, in order.
  public List<List<String>> calls(String name) {
    return read(name + ".calls")
        .transform(
            text ->
                // What stands behind the last mark is still being written.
                List.of(text.substring(0, text.lastIndexOf('\1') + 1).split("\1", -1)).stream()
                    .filter(call -> !call.isEmpty())
                    .map(call -> List.of(call.substring(0, call.length() - 1).split("\0", -1)))
                    .toList());
  }

  public void awaitCalls(String name, int count) {
    await().atMost(LIMIT).until(() -> calls(name).size() >= count);
  }

  /// What a script wrote beside itself.
  public String read(String file) {
    try {
      var path = directory.resolve(file);
      return Files.exists(path) ? Files.readString(path) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits until no process of the program is left.
  public void awaitGone(String name) {
    await()
        .atMost(LIMIT)
        .until(
            () ->
                read(name + ".pids")
                    .lines()
                    .noneMatch(
                        pid ->
                            ProcessHandle.of(Long.parseLong(pid.strip()))
                                .filter(ProcessHandle::isAlive)
                                .isPresent()));
  }

  @Override
  public void close() {
    try (var paths = Files.walk(directory)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
