package dev.skillwire.cli.base;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What a command finds around it.
///
/// @param directory the caller's
/// @param terminal whether a person sits at input and output
/// @param asks whether a person sits at input and error output, where runs are shown and ask; takes some
///     time to find out
public record Surroundings(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path home,
    Path directory,
    boolean terminal,
    BooleanSupplier asks,
    InstantSource clock) {

  /// The locale of who called, where the launcher gave this process another one.
  private static final String CALLERS_LOCALE = "SKILLWIRE_LC_ALL";

  /// Those of this process.
  @SuppressWarnings("SystemConsoleNull") // JDK 25 returns null again where there is no terminal
  public static Surroundings ofProcess() {
    var console = System.console();
    boolean terminal = console != null && console.isTerminal();
    var environment = System.getenv();
    // The launcher lets Java speak UTF-8 in a POSIX locale; a terminal there may not.
    boolean plain = environment.containsKey(CALLERS_LOCALE);
    return new Surroundings(
        System.in,
        TextOutput.standard(terminal && plain, new Unwritable(true)),
        TextOutput.error(plain, new Unwritable(false)),
        environment,
        home(environment, System.getProperty("user.home")),
        Path.of("").toAbsolutePath(),
        terminal,
        () -> Posix.isTerminal(Posix.IN) && Posix.isTerminal(Posix.ERR),
        InstantSource.system());
  }

  /// `HOME`, as every other program sees it; else what the system knows of the user.
  static Path home(Map<String, String> environment, String known) {
    var home = environment.getOrDefault("HOME", "");
    return Path.of(home.startsWith("/") ? home : known);
  }

  /// Whether colours and cursor movements are wanted.
  public boolean ansi() {
    return terminal && styled();
  }

  /// The same where runs are shown.
  public boolean ansiOnErr() {
    return styled() && asks.getAsBoolean();
  }

  private boolean styled() {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }

  public Ink ink() {
    return new Ink(ansi());
  }

  public HubAccess hub(@Nullable String url) {
    return hub(url, null);
  }

  /// @param certificates a file of those that a hub may show, beside those that Java trusts
  HubAccess hub(@Nullable String url, @Nullable Path certificates) {
    return HubAccess.find(this, url, certificates);
  }

  /// Keeps everyday words of a hub in this process off the screen that shows a run; to be called before
  /// anything is logged.
  public void quietLog() {
    if (!environment.containsKey("SKILLWIRE_LOG_LEVEL")) {
      System.setProperty("SKILLWIRE_LOG_LEVEL", "WARN");
    }
  }

  /// True when the output is a pipe that nobody reads any more; takes some time to find out.
  public boolean unread() {
    return !terminal && out instanceof TextOutput output && output.unread();
  }

  /// Prints one line for the person, not for the script.
  public void say(String line) {
    err.println(line);
    err.flush();
  }
}
