package dev.skillwire.cli.base;

import dev.skillwire.client.HubFinder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The browser of the person at this machine.
///
/// An address that holds a secret reaches it through a file that only this user can read (0600): the arguments of a
/// program can be read by everybody on the machine. The file is one and the same each time, and what it held is worth
/// nothing after a minute.
public final class Browser {

  /// Programs that open what is named to them, the most fitting first.
  private static final List<String> OPENERS = List.of("wslview", "xdg-open", "open");

  /// Time for an opener to say that it failed; some stay as long as the browser.
  private static final long FAILS_WITHIN_MS = 3_000;

  private final Surroundings around;

  public Browser(Surroundings around) {
    this.around = around;
  }

  /// Opens a page.
  ///
  /// @param secret whether the address must be hidden from other users
  /// @return false where no browser can be started
  public boolean open(URI page, boolean secret) throws IOException, InterruptedException {
    var opener = opener();
    if (opener == null) {
      return false;
    }
    var target = secret ? redirect(page).toString() : page.toString();
    var builder =
        new ProcessBuilder(opener.toString(), target)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(around.environment());
    builder.environment().keySet().removeIf(name -> name.startsWith("SKILLWIRE_"));
    var process = builder.start();
    return !process.waitFor(FAILS_WITHIN_MS, TimeUnit.MILLISECONDS) || process.exitValue() == 0;
  }

  private @Nullable Path opener() {
    boolean mac =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac")
            && text("SSH_CONNECTION").isEmpty();
    boolean display =
        mac
            || !text("DISPLAY").isBlank()
            || !text("WAYLAND_DISPLAY").isBlank()
            || !text("WSL_DISTRO_NAME").isBlank();
    if (!display) {
      return null; // an opener would start a browser in the terminal, or nothing
    }
    for (var name : OPENERS) {
      // Elsewhere 'open' is another program.
      var path = name.equals("open") && !mac ? null : program(name);
      if (path != null) {
        return path;
      }
    }
    return null;
  }

  private @Nullable Path program(String name) {
    for (var directory : text("PATH").split(":", -1)) {
      try {
        var path = Path.of(directory).resolve(name);
        if (path.isAbsolute() && Files.isRegularFile(path) && Files.isExecutable(path)) {
          return path;
        }
      } catch (InvalidPathException _) {
        // not a directory, so there is nothing in it
      }
    }
    return null;
  }

  private Path redirect(URI page) throws IOException {
    var directory = HubFinder.defaultData(around.environment(), around.home());
    Files.createDirectories(directory);
    var draft = Files.createTempFile(directory, "open", ".tmp"); // 0600
    try {
      // The address is the hub's and a random code: nothing in it means anything to HTML.
      Files.writeString(
          draft,
          "<!doctype html><meta charset=\"utf-8\"><meta name=\"referrer\" content=\"no-referrer\"><title>Skillwire</title>"
              + "<meta http-equiv=\"refresh\" content=\"0; url="
              + page
              + "\">\n",
          StandardCharsets.UTF_8);
      return Files.move(draft, directory.resolve("open.html"), StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private String text(String variable) {
    return around.environment().getOrDefault(variable, "");
  }
}
