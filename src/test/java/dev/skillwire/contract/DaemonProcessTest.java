package dev.skillwire.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A daemon as a person starts it, on a real hub: a file changes, a signed request comes, SIGTERM.
@Timeout(180)
class DaemonProcessTest {

  private static final String SECRET = "0123456789abcdef";
  private static final Pattern HOOKS = Pattern.compile("webhooks on (http://\\S+)");

  @RegisterExtension static final HubUnderTest HUB = HubUnderTest.with();

  @TempDir Path directory;
  private @Nullable DaemonProcess running;

  @AfterEach
  void stop() {
    if (running != null) {
      running.kill();
    }
  }

  @Test
  void startsRunsByFilesAndRequestsAndEndsThemInOrder() throws Exception {
    Files.createDirectory(directory.resolve("conf"));
    Files.writeString(directory.resolve("quick.yaml"), "steps: [{name: look, run: echo seen}]\n");
    Files.writeString(directory.resolve("slow.yaml"), "steps: [{name: wait, run: sleep 600}]\n");
    Files.writeString(
        directory.resolve("daemon.yaml"),
        """
        port: 0
        watches:
          - {name: conf, paths: [conf], debounce: 100ms, skill: quick.yaml}
        webhooks:
          - {name: ci, skill: slow.yaml, secret_env: HOOK_SECRET}
        """);
    var daemon = DaemonProcess.start(directory, HUB.port(), SECRET);
    running = daemon;
    var hooks = daemon.awaitLine(HOOKS);

    Files.writeString(directory.resolve("conf/a"), "1");
    awaitTold("\"skill_name\":\"quick\"", "\"source\":\"watch\"", "\"skill_completed\"");

    assertThat(post(hooks + "ci")).isEqualTo(202);
    awaitTold("\"skill_name\":\"slow\"", "\"source\":\"api\"", "\"step_name\":\"wait\"");

    daemon.askToEnd();
    assertThat(daemon.exitCode()).as(daemon.errors()).isZero();
    awaitTold("\"skill_failed\"", "asked to end (SIGTERM)", "\"cancelled\"");
  }

  private static void awaitTold(String... parts) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(HUB.api().get("/api/v1/events?limit=1000").body()).contains(parts));
  }

  private static int post(String url) throws Exception {
    var time = String.valueOf(System.currentTimeMillis() / 1_000);
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
    var signature = HexFormat.of().formatHex(mac.doFinal((time + ".ci.").getBytes(UTF_8)));
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .header("X-Skillwire-Timestamp", time)
            .header("X-Skillwire-Signature", "sha256=" + signature)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString()).statusCode();
    }
  }

  /// `skillwire daemon` in a child process.
  private static final class DaemonProcess {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final Path out;
    private final Path err;

    private DaemonProcess(Process process, Path out, Path err) {
      this.process = process;
      this.out = out;
      this.err = err;
    }

    static DaemonProcess start(Path directory, int port, String secret) throws Exception {
      var out = directory.resolve("out.log");
      var err = directory.resolve("err.log");
      var classPath =
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
      var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      var builder =
          new ProcessBuilder(
                  List.of(
                      java,
                      "-XX:+UseSerialGC",
                      "-XX:TieredStopAtLevel=1",
                      "--enable-native-access=ALL-UNNAMED",
                      "-cp",
                      classPath,
                      "dev.skillwire.cli.Main",
                      "daemon",
                      "daemon.yaml"))
              .directory(directory.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("SKILLWIRE_"));
      builder.environment().put("XDG_STATE_HOME", directory.resolve("state").toString());
      builder.environment().put("SKILLWIRE_URL", "ws://localhost:" + port);
      builder.environment().put("HOOK_SECRET", secret);
      return new DaemonProcess(builder.start(), out, err);
    }

    /// The first group of the pattern in what it has printed.
    String awaitLine(Pattern pattern) {
      await()
          .atMost(LIMIT)
          .until(() -> !process.isAlive() || pattern.matcher(Files.readString(out)).find());
      try {
        var found = pattern.matcher(Files.readString(out));
        assertThat(found.find()).as(errors()).isTrue();
        return found.group(1);
      } catch (java.io.IOException e) {
        throw new AssertionError(e);
      }
    }

    String errors() {
      try {
        return Files.readString(err);
      } catch (java.io.IOException e) {
        return e.toString();
      }
    }

    void askToEnd() {
      process.destroy();
    }

    int exitCode() throws InterruptedException {
      assertThat(process.waitFor(LIMIT)).as(errors()).isTrue();
      return process.exitValue();
    }

    void kill() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
