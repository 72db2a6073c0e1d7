package dev.skillwire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("FutureReturnValueIgnored") // as a program does that reports and goes on
class SkillWebSocketServerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final SkillWebSocketServer server = new SkillWebSocketServer(0);

  @BeforeEach
  void start() throws Exception {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void tellsARunToWhoeverWatches() throws Exception {
    var client = connect();
    client.expect("connected");

    server.skillStarted("r1", "deploy", 2, Map.of("env", "stage"), "cron");
    server.stepStarted("r1", 0, "build", "compile it");
    server.stepProgress("r1", 0, 50.0, "half way");
    server.stepCompleted("r1", 0, Duration.ofMillis(1200));
    server.stepStarted("r1", 1, "push");
    server.autoHealTriggered("r1", 1, "auth", "login", "401 Unauthorized");
    server.autoHealCompleted("r1", 1, "login", true);
    server.stepFailed("r1", 1, "still no access");
    long last = server.skillFailed("r1", "push failed", null).get();

    assertThat(last).isEqualTo(9);
    assertThat(client.expect("skill_started")).contains("\"inputs\":{\"env\":\"stage\"}");
    assertThat(client.expect("step_started")).contains("\"skill_name\":\"deploy\"");
    assertThat(client.expect("step_completed")).contains("\"duration_ms\":1200");
    assertThat(client.expect("auto_heal_completed")).contains("\"fix_action\":\"login\"");
    assertThat(client.expect("skill_failed")).contains("\"error\":\"push failed\"");
  }

  @Test
  void tellsWhatIsNeitherARunNorAQuestion() throws Exception {
    var client = connect();
    server.memoryQueryStarted("q", "why", List.of("log"));
    server.intentClassified("q", "why", "history", 0.75, List.of("log"));
    server.memoryQueryCompleted("q", Map.of("intent", "history"), List.of("log"), 3, 1.5);
    server.personaChanged("operator", 12L);
    server.toolsListChanged(List.of("k8s"), List.of());
    server.broadcast(Map.of("type", "coffee_ready", "cups", 2)).get();

    client.expect("memory_query_started");
    assertThat(client.expect("intent_classified")).contains("\"confidence\":0.75");
    assertThat(client.expect("memory_query_completed")).contains("\"latency_ms\":1.5");
    assertThat(client.expect("persona_changed")).contains("\"tool_count\":12");
    client.expect("tools_list_changed");
    assertThat(client.expect("coffee_ready")).contains("\"cups\":2");
  }

  @Test
  void givesTheAnswerOfAPersonToTheAsker() throws Exception {
    server.skillStarted("r1", "deploy", 1).get();
    var answer = server.requestConfirmation("r1", "Deploy?", List.of("yes", "no"));
    await().atMost(PATIENCE).until(() -> server.pendingConfirmations().size() == 1);
    var pending = server.pendingConfirmations().values().iterator().next();

    assertThat(pending.prompt()).isEqualTo("Deploy?");
    assertThat(server.runningSkills().values()).allMatch(SkillState::waiting);
    post("/api/v1/confirmations/" + pending.id() + "/answer", "{\"response\":\"yes\"}");

    assertThat(answer.get().response()).isEqualTo("yes");
    assertThat(answer.get().answered()).isTrue();
    assertThat(pending.future().get()).isEqualTo(answer.get());
    assertThat(server.pendingConfirmations()).isEmpty();
  }

  @Test
  void letsAnApprovalBeUsedOnceForWhatWasApproved() throws Exception {
    var answer =
        server.requestConfirmation(
            Map.of(
                "id",
                "push-1",
                "prompt",
                "Push?",
                "options",
                List.of("yes", "no"),
                "action",
                Map.of("run", "git push"),
                "allow_edit",
                true));
    await().atMost(PATIENCE).until(() -> server.pendingConfirmations().size() == 1);
    post(
        "/api/v1/confirmations/push-1/answer",
        "{\"response\":\"yes\",\"edited_action\":{\"run\":\"git pull\"}}");

    assertThat(answer.get().editedAction()).isEqualTo("{\"run\":\"git pull\"}");
    assertThatThrownBy(server.useConfirmation("push-1", Map.of("run", "git push"))::get)
        .hasMessageContaining("not what was approved");
    assertThat(server.useConfirmation("push-1", Map.of("run", "git pull")).get()).isPositive();
  }

  @Test
  void assumesWhatIsSafeWhenNobodyAnswers() throws Exception {
    var answer =
        server
            .requestConfirmation(
                "", null, "Anybody?", List.of("yes", "no"), "", Duration.ofMillis(50))
            .get();

    assertThat(answer.response()).isEqualTo("let_claude");
    assertThat(answer.reason()).isEqualTo("timeout");
  }

  @Test
  void saysWhyItRefuses() {
    assertThatThrownBy(() -> server.stepStarted("nobody", 0, "x").get())
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("unknown_skill"));
  }

  @Test
  void releasesWhoWaitsWhenItStops() {
    var answer = server.requestConfirmation("", null, "Go?", List.of("yes"), "", null);
    await().atMost(PATIENCE).until(() -> server.pendingConfirmations().size() == 1);

    server.stop();

    assertThat(server.isRunning()).isFalse();
    assertThatThrownBy(() -> answer.get(30, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class);
    assertThat(server.skillStarted("r", "x", 1)).isCompletedExceptionally();
  }

  @Test
  void remembersAcrossRestartsWhereItHasADirectory(@TempDir Path directory) throws Exception {
    try (var durable = new SkillWebSocketServer(0, directory.resolve("data"))) {
      durable.start();
      durable.skillStarted("r1", "deploy", 1).get();
      durable.stop();
      durable.start();

      assertThat(durable.runningSkills()).containsKey("r1");
    }
  }

  @Test
  void refusesAPortThatIsTaken() {
    try (var second = new SkillWebSocketServer(server.port())) {
      assertThatThrownBy(second::start).hasMessageContaining(String.valueOf(server.port()));
      assertThat(second.isRunning()).isFalse();
    }
  }

  @Test
  void knowsWhoIsConnected() throws Exception {
    connect().expect("connected");
    assertThat(server.clients()).hasSize(1);
  }

  private void post(String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    var response = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  private Watcher connect() throws Exception {
    var watcher = new Watcher();
    http.newWebSocketBuilder()
        .buildAsync(URI.create("ws://127.0.0.1:" + server.port()), watcher)
        .get(30, TimeUnit.SECONDS);
    return watcher;
  }

  private static final class Watcher implements WebSocket.Listener {

    private final LinkedBlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        messages.add(partial.toString());
        partial.setLength(0);
      }
      socket.request(1);
      return CompletableFuture.completedStage(null);
    }

    String expect(String type) throws InterruptedException {
      while (true) {
        var next = messages.poll(30, TimeUnit.SECONDS);
        assertThat(next).as("no " + type).isNotNull();
        if (next.startsWith("{\"type\":\"" + type + "\"")) {
          return next;
        }
      }
    }
  }
}
