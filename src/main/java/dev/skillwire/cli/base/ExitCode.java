package dev.skillwire.cli.base;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the program ends with; scripts rely on it. 69 and 70 are the launcher's own: no Java, no build.
public final class ExitCode {

  public static final int OK = 0;

  /// The run failed, or something went wrong that has no code of its own.
  public static final int FAILED = 1;

  /// The command line or a setting can't be understood.
  public static final int USAGE = 2;

  /// The answer is not among the options of the question.
  public static final int NOT_OFFERED = 65;

  /// A file can't be used: no such skill, not a skill, no git work tree.
  public static final int NO_INPUT = 66;

  /// No hub answers.
  public static final int NO_HUB = 68;

  /// The log could not be written: a full or failing disk. What was acknowledged is safe.
  public static final int LOG_FAILED = 71;

  /// A record of the log was changed, moved or removed.
  public static final int CHAIN_BROKEN = 72;

  /// The port is taken.
  public static final int PORT_TAKEN = 73;

  /// Another hub runs on the data directory.
  public static final int DATA_IN_USE = 74;

  /// The log can't be trusted, or is of another version.
  public static final int LOG_DAMAGED = 75;

  /// The hub refused what was sent.
  public static final int REFUSED = 76;

  /// The hub does not let this program in.
  public static final int NOT_ADMITTED = 77;

  /// The question expired.
  public static final int EXPIRED = 124;

  /// The question was withdrawn, or the run cancelled.
  public static final int CANCELLED = 125;

  /// Nobody reads the output any more, as in `… | head`: what a program ends with that SIGPIPE ended.
  public static final int OUTPUT_UNREAD = 141;

  /// Simple names, because the packages of these exceptions are none of the terminal's business.
  private static final Map<String, Integer> OF_EXCEPTION =
      Map.of(
          "UnusableSettingException", USAGE,
          "UnusableAddressException", USAGE,
          "PortTakenException", PORT_TAKEN,
          "LogInUseException", DATA_IN_USE,
          "LogDamagedException", LOG_DAMAGED,
          "LogVersionException", LOG_DAMAGED);

  private ExitCode() {}

  /// The code for a hub that did not start.
  public static int of(Throwable failure) {
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      var code = OF_EXCEPTION.get(t.getClass().getSimpleName());
      if (code != null) {
        return code;
      }
    }
    return FAILED;
  }
}
