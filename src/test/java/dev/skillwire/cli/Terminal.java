package dev.skillwire.cli;

import dev.skillwire.cli.base.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Command lines without a process: what they print, and with which code they end.
public final class Terminal {

  /// What the clock of every command shows.
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private final Path home;

  public Terminal(Path home) {
    this.home = home;
  }

  public Terminal with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /// Runs one command line; what was printed before is forgotten.
  public int run(String... arguments) {
    out.reset();
    err.reset();
    return Main.run(
        new Surroundings(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            home,
            home,
            false,
            () -> false,
            () -> NOW),
        arguments);
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
