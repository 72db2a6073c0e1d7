package dev.skillwire.cli.base;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a command finds around it.
///
/// @param directory the caller's
/// @param terminal whether a person sits at input and output
public record Surroundings(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path home,
    Path directory,
    boolean terminal,
    InstantSource clock) {

  /// Those of this process.
  @SuppressWarnings("SystemConsoleNull") // JDK 25 returns null again where there is no terminal
  public static Surroundings ofProcess() {
    var console = System.console();
    return new Surroundings(
        System.in,
        System.out,
        System.err,
        System.getenv(),
        Path.of(System.getProperty("user.home")),
        Path.of("").toAbsolutePath(),
        console != null && console.isTerminal(),
        InstantSource.system());
  }

  /// Whether colours and cursor movements are wanted.
  public boolean ansi() {
    return terminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }

  public Ink ink() {
    return new Ink(ansi());
  }

  public HubAccess hub(@Nullable String url) {
    return HubAccess.find(this, url);
  }

  /// Keeps everyday words of a hub in this process off the screen that shows a run; to be called before
  /// anything is logged.
  public void quietLog() {
    if (!environment.containsKey("SKILLWIRE_LOG_LEVEL")) {
      System.setProperty("SKILLWIRE_LOG_LEVEL", "WARN");
    }
  }

  /// Prints one line for the person, not for the script.
  public void say(String line) {
    err.println(line);
    err.flush();
  }
}
