package dev.skillwire.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skillwire.contract.HubProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The hub is killed in the middle of a skill that `skillwire run` runs; when it is back, everything is
/// told to the end, once and in order.
@Timeout(180)
class SkillThroughKillsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  private int port;
  private HubProcess hub;
  private @Nullable Process run;

  /// The same port each time: whoever reports comes back there.
  @BeforeEach
  void startHub() throws Exception {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    serve();
  }

  private void serve() {
    hub =
        HubProcess.serving(
            directory,
            HubProcess.Launch.PLAIN,
            List.of(
                "--port",
                Integer.toString(port),
                "--no-desktop",
                "--data",
                directory.resolve("data").toString()));
  }

  @AfterEach
  void end() throws Exception {
    var left = run;
    if (left != null) {
      left.descendants().forEach(ProcessHandle::destroyForcibly);
      left.destroyForcibly().waitFor();
    }
    hub.kill();
  }

  private void start(String skill) throws Exception {
    Files.writeString(directory.resolve("it.yaml"), skill);
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "dev.skillwire.cli.Main",
            "run",
            "it.yaml");
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SKILLWIRE_"));
    builder.environment().put("SKILLWIRE_DATA", directory.resolve("data").toString());
    builder.environment().put("XDG_STATE_HOME", directory.resolve("state").toString());
    run =
        builder
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("out.log").toFile())
            .start();
  }

  private void awaitFile(String name) {
    await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve(name)));
  }

  private JsonNode call(String method, String path) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .header("Content-Type", "application/json")
              .method(
                  method,
                  method.equals("GET")
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofString("{\"response\": \"yes\"}"))
              .build();
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
      return JsonMapper.shared().readTree(answer.body());
    }
  }

  private List<String> told() throws Exception {
    var story = new ArrayList<String>();
    for (JsonNode event : call("GET", "/api/v1/events?limit=1000").path("events")) {
      var type = event.path("type").asString("");
      if (type.startsWith("step_") && !type.equals("step_progress")) {
        story.add(type + " " + event.path("step_index").asInt(-1));
      } else if (type.startsWith("skill_") || type.startsWith("confirmation_")) {
        story.add(type);
      }
    }
    return story;
  }

  private int ended() throws Exception {
    var ending = Objects.requireNonNull(run);
    assertThat(ending.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .as("%s", Files.readString(directory.resolve("out.log")))
        .isTrue();
    return ending.exitValue();
  }

  @Test
  void isToldToTheEnd() throws Exception {
    start(
        """
        name: long
        steps:
        - run: 'touch begun; while ! test -e go; do sleep 0.05; done'
        - run: echo second
        finally:
        - run: touch cleaned
        """);
    awaitFile("begun");
    hub.kill();
    Files.writeString(directory.resolve("go"), ""); // it goes on while nobody listens
    serve();

    assertThat(ended()).isZero();
    assertThat(told())
        .containsExactly(
            "skill_started",
            "step_started 0",
            "step_completed 0",
            "step_started 1",
            "step_completed 1",
            "step_started 2",
            "step_completed 2",
            "skill_completed");
    assertThat(directory.resolve("cleaned")).exists();
  }

  @Test
  void waitsOnForTheAnswerToItsQuestion() throws Exception {
    start("name: ask\nsteps:\n- {name: q, confirm: {prompt: Go?, timeout: null}, output: a}\n");
    await().atMost(PATIENCE).until(() -> told().contains("confirmation_required"));
    hub.kill();
    serve();
    var open = call("GET", "/api/v1/confirmations").path("confirmations").get(0);
    var id = (open.has("confirmation") ? open.path("confirmation") : open).path("id").asString("");
    call("POST", "/api/v1/confirmations/" + id + "/answer");

    assertThat(ended()).isZero();
    assertThat(told()).endsWith("confirmation_answered", "step_completed 0", "skill_completed");
  }

  @Test
  void canBeCancelledWhereItWasStartedBeforeTheKill() throws Exception {
    start(
        "name: long\nsteps: [{run: 'touch begun; sleep 600'}]\nfinally: [{run: touch cleaned}]\n");
    awaitFile("begun");
    hub.kill();
    serve();
    var id = call("GET", "/api/v1/skills").path("skills").get(0).path("skill_id").asString("");
    call("POST", "/api/v1/skills/" + id + "/cancel");

    assertThat(ended()).isEqualTo(125);
    assertThat(directory.resolve("cleaned")).exists();
    assertThat(told())
        .endsWith("step_failed 0", "step_started 1", "step_completed 1", "skill_failed");
  }
}
