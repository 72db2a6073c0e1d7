package dev.skillwire.faults;

import dev.skillwire.contract.HubProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What a hub takes of the machine, and the flags it is started with by its launcher.
final class Memory {

  private static final long KIB = 1_024;

  private Memory() {}

  /// Resident bytes of a process.
  static long residentBytes(HubProcess process) throws IOException {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
          .findFirst()
          .orElseThrow();
    }
  }

  /// As `./skillwire serve` starts the JVM; the launcher itself is asked.
  static HubProcess.Launch asLaunched() throws IOException {
    var shell =
        new ProcessBuilder(
                "sh", "-c", "SKILLWIRE_SOURCED=1; . ./skillwire; printf %s \"$server_flags\"")
            .start();
    var flags =
        new String(shell.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (!flags.contains("-Xmx")) {
      throw new AssertionError("no flags in the launcher: " + flags);
    }
    return new HubProcess.Launch(List.of(), List.of(flags.split(" ", -1)));
  }
}
