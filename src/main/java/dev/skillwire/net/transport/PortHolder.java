package dev.skillwire.net.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds out who listens on a port, from Linux's process file system. Sees processes of the same user only, unless
/// this one is root.
final class PortHolder {

  private static final String LISTENING = "0A";
  private static final int COMMAND_CHARS = 100;

  private PortHolder() {}

  /// Such as `process 123 (python3 server.py)`; null where the system doesn't tell.
  static @Nullable String find(int port) {
    return find(Path.of("/proc"), port);
  }

  static @Nullable String find(Path proc, int port) {
    var sockets = new HashSet<String>();
    listeners(proc.resolve("net/tcp"), port, sockets);
    listeners(proc.resolve("net/tcp6"), port, sockets);
    if (sockets.isEmpty()) {
      return null;
    }
    try (var processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (var process : processes) {
        if (holds(process, sockets)) {
          return "process " + process.getFileName() + " (" + command(process) + ")";
        }
      }
    } catch (IOException | DirectoryIteratorException _) {
      // the message then names the port alone
    }
    return null;
  }

  private static void listeners(Path table, int port, Set<String> sockets) {
    var suffix = ":%04X".formatted(port);
    try (var rows = Files.lines(table)) {
      rows.map(row -> row.strip().split("\\s+"))
          .filter(f -> f.length > 9 && f[3].equals(LISTENING) && f[1].endsWith(suffix))
          .forEach(f -> sockets.add("socket:[" + f[9] + "]"));
    } catch (IOException | RuntimeException _) {
      // no such table on this system
    }
  }

  private static boolean holds(Path process, Set<String> sockets) {
    try (var descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (var descriptor : descriptors) {
        if (Files.isSymbolicLink(descriptor)
            && sockets.contains(Files.readSymbolicLink(descriptor).toString())) {
          return true;
        }
      }
    } catch (IOException | DirectoryIteratorException _) {
      // another user's process, or one that just ended
    }
    return false;
  }

  private static String command(Path process) {
    try {
      var line = Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1);
      var words = line.replace('\0', ' ').replaceAll("\\p{Cntrl}", "?").strip();
      return words.length() <= COMMAND_CHARS ? words : words.substring(0, COMMAND_CHARS) + "…";
    } catch (IOException _) {
      return "unknown";
    }
  }
}
