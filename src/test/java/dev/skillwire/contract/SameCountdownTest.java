package dev.skillwire.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.SkillWebSocketServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program that holds a hub, a program of another language over HTTP, and a web socket show the same
/// countdown, and what one of them answers is told to all.
class SameCountdownTest {

  /// A look is late by the way of the answer and by how busy the machine is, never early: the earliest
  /// of several is near the truth.
  private static final int LOOKS = 20;

  private static final double WITHIN_SECONDS = 0.2;

  private static final String PYTHON =
      """
      import json, sys, time, urllib.request
      base = "http://localhost:" + sys.argv[1] + "/api/v1/confirmations/" + sys.argv[2]
      def call(path="", body=None):
          data = None if body is None else json.dumps(body).encode()
          headers = {} if body is None else {"Content-Type": "application/json"}
          with urllib.request.urlopen(urllib.request.Request(base + path, data, headers)) as r:
              return json.load(r)
      ends = []
      for _ in range(20):
          left = call()["confirmation"]["remaining_seconds"]
          ends.append(time.time() + left)
      print(min(ends), flush=True)
      sys.stdin.readline()
      print(call("/answer", {"response": "yes"})["status"], flush=True)
      """;

  @TempDir Path directory;

  @Test
  void isShownByThreeClientsOfWhichOneAnswers() throws Exception {
    try (var server = new SkillWebSocketServer(0)) {
      server.start();
      var answer =
          server.requestConfirmation(
              Map.of(
                  "id",
                  "q",
                  "prompt",
                  "Go on?",
                  "options",
                  List.of("yes", "no"),
                  "timeout_seconds",
                  300));
      var address = URI.create("ws://localhost:" + server.port() + "/");
      try (var socket = WireClient.open(address, null)) {
        var embedded =
            ends(
                () ->
                    requireNonNull(
                        requireNonNull(server.pendingConfirmations().get("q")).remainingSeconds()));
        var overSocket = ends(() -> shown(address));
        var python = python(server.port());
        try (var lines = python.inputReader(StandardCharsets.UTF_8)) {
          var overHttp = Double.parseDouble(line(lines, python));
          assertThat(List.of(overSocket, overHttp))
              .allSatisfy(
                  end -> assertThat(Math.abs(end - embedded)).isLessThanOrEqualTo(WITHIN_SECONDS));
          python.outputWriter().append('\n').flush();
          assertThat(line(lines, python)).isEqualTo("answered");
        } finally {
          python.destroy();
        }
        var _ = socket.expect("confirmation_answered", "id", "q", "response", "yes");
        assertThat(answer.get(20, TimeUnit.SECONDS).response()).isEqualTo("yes");
        assertThat(server.pendingConfirmations()).isEmpty();
      }
    }
  }

  private static double shown(URI address) {
    try (var fresh = WireClient.open(address, null)) {
      return fresh
          .connected()
          .path("pending_confirmations")
          .path(0)
          .path("remaining_seconds")
          .doubleValue();
    }
  }

  /// When the countdown ends by this machine's clock, in seconds.
  private static double ends(DoubleSupplier remaining) {
    double earliest = Double.MAX_VALUE;
    for (int i = 0; i < LOOKS; i++) {
      double left = remaining.getAsDouble();
      var now = Instant.now();
      earliest = Math.min(earliest, now.getEpochSecond() + now.getNano() / 1e9 + left);
    }
    return earliest;
  }

  private Process python(int port) throws IOException {
    var script = directory.resolve("client.py");
    Files.writeString(script, PYTHON);
    return new ProcessBuilder("python3", script.toString(), Integer.toString(port), "q")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String line(BufferedReader lines, Process python) throws IOException {
    var line = lines.readLine();
    assertThat(line).as("python ended with %s", python.isAlive()).isNotNull();
    return requireNonNull(line);
  }
}
