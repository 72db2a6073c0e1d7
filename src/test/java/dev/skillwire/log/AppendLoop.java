package dev.skillwire.log;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A program that appends until it is ended, for tests that end it. Each acknowledged head is one line on standard output.
///
/// When an append fails it says `failed`, tries twice more, says `refused` for each time it was refused, closes and says `closed`.
final class AppendLoop {
  private static final int CHECKPOINT_EVERY = 64;

  /// Ends a process that nobody ended.
  private static final int TURNS_MAX = 50_000;

  private AppendLoop() {}

  /// Appends until it is ended or fails.
  ///
  /// @param arguments directory of the log, records in a batch
  public static void main(String[] arguments) throws IOException {
    int batch = Integer.parseInt(arguments[1]);
    var out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
    try (var log = SqliteLog.open(Path.of(arguments[0]))) {
      out.println(log.head());
      appendUntilFailure(log, batch, out);
      for (int i = 0; i < 2; i++) {
        try {
          log.append(next(log, batch));
        } catch (IOException _) {
          out.println("refused");
        }
      }
    }
    out.println("closed");
  }

  private static void appendUntilFailure(EventLog log, int batch, PrintStream out) {
    try {
      for (int turn = 1; turn <= TURNS_MAX; turn++) {
        log.append(next(log, batch));
        out.println(log.head());
        if (turn % CHECKPOINT_EVERY == 0) {
          log.checkpoint(log.head(), new byte[10_000]);
        }
      }
    } catch (IOException e) {
      out.println("failed");
      e.printStackTrace();
    }
  }

  private static List<LogRecord> next(EventLog log, int batch) {
    return Records.range(log.head() + 1, log.head() + batch);
  }

  /// The command that runs this program on the class path of the tests.
  static List<String> command(Path directory, int batch) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx128m",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path", "")),
            AppendLoop.class.getName(),
            directory.toString(),
            Integer.toString(batch)));
    return command;
  }
}
