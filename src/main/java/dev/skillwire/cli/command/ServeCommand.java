package dev.skillwire.cli.command;

import dev.skillwire.app.SettingsException;
import dev.skillwire.app.SettingsLoader;
import dev.skillwire.cli.base.CommandFailure;
import dev.skillwire.cli.base.ExitCode;
import dev.skillwire.cli.base.Shutdown;
import dev.skillwire.cli.base.Surroundings;
import dev.skillwire.cli.run.EmbeddedHub;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs the hub until it is asked to end.
@Command(
    name = "serve",
    description = {
      "Runs the hub. Prints one line, 'Skillwire listening on ws://HOST:PORT', when it serves; logs go to standard error.",
      "",
      "Each option can also be given as SKILLWIRE_PORT, SKILLWIRE_ALLOW_ORIGIN … or in a config file as port = 9876, one"
          + " in each line. A flag beats a variable, a variable beats the file."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  skillwire serve",
      "  skillwire serve --port 0 --memory",
      "  skillwire serve --host 0.0.0.0 --tls-cert hub.pem --tls-key hub.key",
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:ended after SIGTERM or SIGINT",
      "1:the hub failed",
      "2:a setting can't be used",
      "73:the port is taken",
      "74:another hub runs on the data directory",
      "75:the log is damaged or of another version"
    })
public final class ServeCommand implements Callable<Integer> {

  private final Surroundings around;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "Address to listen on. Default: localhost.")
  private @Nullable String host;

  @Option(names = "--port", paramLabel = "PORT", description = "0 for any. Default: 9876.")
  private @Nullable String port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Directory of log and tokens. Default: your XDG state directory.")
  private @Nullable String data;

  @Option(names = "--memory", description = "Keep nothing on disk.")
  private boolean memory;

  @Option(names = "--no-desktop", description = "No window, sound or dialog.")
  private boolean noDesktop;

  @Option(
      names = "--allow-origin",
      paramLabel = "ORIGIN",
      split = ",",
      description = "A page of another origin that may talk to the hub. Repeatable.")
  private List<String> allowOrigin = List.of();

  @Option(
      names = "--allow-host",
      paramLabel = "HOST",
      split = ",",
      description = "One more Host value to accept. Repeatable.")
  private List<String> allowHost = List.of();

  @Option(
      names = "--trust-loopback",
      description = "Where the system can't tell users apart, take local programs for yours.")
  private boolean trustLoopback;

  @Option(names = "--require-token", description = "Nobody gets in without a token.")
  private boolean requireToken;

  @Option(names = "--answers-need-token", description = "Only who shows a token may answer.")
  private boolean answersNeedToken;

  @Option(names = "--insecure", description = "Serve beyond this machine without TLS.")
  private boolean insecure;

  @Option(names = "--tls-cert", paramLabel = "FILE", description = "Certificate chain in PEM.")
  private @Nullable String tlsCert;

  @Option(names = "--tls-key", paramLabel = "FILE", description = "Private key in PEM.")
  private @Nullable String tlsKey;

  @Option(
      names = "--retention-age",
      paramLabel = "AGE",
      description = "Events are kept this long. Default: 30d.")
  private @Nullable String retentionAge;

  @Option(
      names = "--retention-size",
      paramLabel = "SIZE",
      description = "The log on disk takes at most this. Default: 1GiB.")
  private @Nullable String retentionSize;

  @Option(
      names = "--mask",
      paramLabel = "PATTERN",
      description =
          "What else is masked in events before they are stored, in RE2's syntax; the first group where there is one. Repeatable.")
  private List<String> mask = List.of();

  @Option(names = "--no-mask", description = "Store secrets as they come.")
  private boolean noMask;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Settings, one 'key = value' in each line. Default: skillwire/config.properties in your XDG config directory.")
  private @Nullable Path config;

  public ServeCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    EmbeddedHub hub;
    try {
      var settings = new SettingsLoader(around.environment(), around.home()).load(flags(), config);
      hub = EmbeddedHub.start(settings);
    } catch (SettingsException e) {
      throw new CommandFailure(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
    try (var _ = new Shutdown(() -> end(hub))) {
      around.out().println("Skillwire listening on " + stripped(hub.address().toString()));
      around.out().flush();
      hub.awaitEnd();
      return ExitCode.OK;
    }
  }

  /// Ends the hub in order, and the process with success: being asked to end is no failure.
  private void end(EmbeddedHub hub) {
    try {
      hub.close();
      Runtime.getRuntime().halt(ExitCode.OK);
    } catch (RuntimeException e) {
      around.say("skillwire: the hub did not end in order: " + e);
      Runtime.getRuntime().halt(ExitCode.FAILED);
    }
  }

  private Map<String, String> flags() {
    var flags = new HashMap<String, String>();
    put(flags, "host", host);
    put(flags, "port", port);
    put(flags, "data", data);
    put(flags, "tls-cert", tlsCert);
    put(flags, "tls-key", tlsKey);
    put(flags, "retention-age", retentionAge);
    put(flags, "retention-size", retentionSize);
    put(flags, "allow-origin", allowOrigin.isEmpty() ? null : String.join(",", allowOrigin));
    put(flags, "allow-host", allowHost.isEmpty() ? null : String.join(",", allowHost));
    put(flags, "mask", mask.isEmpty() ? null : String.join("\n", mask));
    put(flags, "no-mask", noMask ? "true" : null);
    put(flags, "memory", memory ? "true" : null);
    put(flags, "no-desktop", noDesktop ? "true" : null);
    put(flags, "trust-loopback", trustLoopback ? "true" : null);
    put(flags, "require-token", requireToken ? "true" : null);
    put(flags, "answers-need-token", answersNeedToken ? "true" : null);
    put(flags, "insecure", insecure ? "true" : null);
    return flags;
  }

  private static void put(Map<String, String> flags, String key, @Nullable String value) {
    if (value != null) {
      flags.put(key, value);
    }
  }

  private static String stripped(String address) {
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }
}
