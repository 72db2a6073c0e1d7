package dev.skillwire.desktop.process;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The machine as programs see it that are started from here.
///
/// @param variables their environment, whole
public record Host(Map<String, String> variables, boolean mac) {

  public static Host ofSystem() {
    var system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    var variables = new HashMap<>(System.getenv());
    // Among them are tokens and secrets, which are no program's business.
    variables.keySet().removeIf(name -> name.startsWith("SKILLWIRE_"));
    return new Host(Map.copyOf(variables), system.contains("mac"));
  }

  /// Whether something can be shown to a person here. A process without a display, as in CI or behind
  /// ssh, must start nothing; macOS always has one but where it was reached over the network.
  public boolean display() {
    return mac
        ? text("SSH_CONNECTION").isEmpty()
        : !text("DISPLAY").isBlank() || !text("WAYLAND_DISPLAY").isBlank();
  }

  /// Where a program is, or null where it is not installed.
  public @Nullable Path program(String name) {
    for (var directory : text("PATH").split(":", -1)) {
      try {
        var path = Path.of(directory).resolve(name);
        // An entry that is relative would mean whatever directory the hub was started in.
        if (path.isAbsolute() && Files.isRegularFile(path) && Files.isExecutable(path)) {
          return path;
        }
      } catch (InvalidPathException _) {
        // Not a directory, so there is nothing in it.
      }
    }
    return null;
  }

  private String text(String variable) {
    return variables.getOrDefault(variable, "");
  }
}
