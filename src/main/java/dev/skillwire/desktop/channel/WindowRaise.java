package dev.skillwire.desktop.channel;

import dev.skillwire.desktop.process.Launcher;
import dev.skillwire.desktop.process.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Raises a window of the editor, found by its class and not by its title: a page that is called
/// "code review" is no editor.
final class WindowRaise implements Nudge {

  private static final Duration TIME = Duration.ofSeconds(5);

  private final @Nullable Path wmctrl;
  private final @Nullable Path xdotool;
  private final List<String> classes;
  private final Launcher launcher;

  /// @param classes of windows, the one to prefer first
  WindowRaise(
      @Nullable Path wmctrl, @Nullable Path xdotool, List<String> classes, Launcher launcher) {
    this.wmctrl = wmctrl;
    this.xdotool = xdotool;
    this.classes = classes.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    this.launcher = launcher;
  }

  @Override
  public boolean nudge() throws IOException, InterruptedException {
    return (wmctrl != null && byWmctrl(wmctrl)) || (xdotool != null && byXdotool(xdotool));
  }

  private boolean byWmctrl(Path program) throws IOException, InterruptedException {
    var windows = launcher.run(Task.of(List.of(program.toString(), "-lx"), TIME));
    if (!windows.well()) {
      return false;
    }
    for (var name : classes) {
      var found = window(windows.output(), name);
      if (found != null) {
        return launcher.run(Task.of(List.of(program.toString(), "-i", "-a", found), TIME)).well();
      }
    }
    return false;
  }

  /// The id of the first window of a class. Lines are `0x04000007  0 instance.Class  host title`; the
  /// instance may hold dots and blanks, so the class is looked for before the host.
  static @Nullable String window(String lines, String name) {
    for (var line : lines.split("\n", -1)) {
      var words = line.strip().split("\\s+", 4);
      if (words.length >= 3) {
        var named = words[2].toLowerCase(Locale.ROOT);
        if (named.equals(name) || named.endsWith("." + name) || named.startsWith(name + ".")) {
          return words[0];
        }
      }
    }
    return null;
  }

  private boolean byXdotool(Path program) throws IOException, InterruptedException {
    var any = classes.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    // xdotool knows POSIX expressions, in which a quoted name is written out.
    var pattern = "^(" + any.replace("\\Q", "").replace("\\E", "").replace(".", "[.]") + ")$";
    var search = List.of(program.toString(), "search", "--onlyvisible", "--class", pattern);
    var found = launcher.run(Task.of(search, TIME));
    var first = found.output().lines().findFirst().orElse("");
    return found.well()
        && !first.isEmpty()
        && launcher.run(Task.of(List.of(program.toString(), "windowactivate", first), TIME)).well();
  }
}
