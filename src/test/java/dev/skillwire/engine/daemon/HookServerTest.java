package dev.skillwire.engine.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.engine.daemon.plan.Plan;
import dev.skillwire.engine.daemon.plan.Trigger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HookServerTest {

  private static final String PLAN =
      """
      port: 0
      webhooks:
        - {name: ci, skill: greet.yaml, secret_env: HOOK_SECRET, takes: [who], inputs: {files: a}}
        - {name: other, skill: greet.yaml, secret_env: HOOK_SECRET}
      """;

  @TempDir Path directory;
  private final SetClock clock = new SetClock(Instant.parse("2026-11-24T10:00:00Z"));
  private final FakeStarter starter = new FakeStarter();
  private final HttpClient http = HttpClient.newHttpClient();
  private Plan plan;
  private NoteFile file;
  private HookServer hooks;

  @BeforeEach
  void start() throws Exception {
    plan = Plans.read(directory, PLAN);
    file = Plans.notes(directory);
    hooks = HookServer.start(plan, new Daemon(plan, starter, file, clock), clock);
  }

  @AfterEach
  void stop() throws Exception {
    hooks.close();
    file.close();
    http.close();
  }

  private String now() {
    return String.valueOf(clock.instant().getEpochSecond());
  }

  private String signature(String time, String hook, String body) {
    var secret = ((Trigger.Hook) plan.entries().getFirst().trigger()).secret();
    return Signed.signature(secret, time, hook, body.getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> send(String hook, String time, String signature, String body)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hooks.port() + "/hooks/" + hook))
            .header(HookServer.TIMESTAMP, time)
            .header(HookServer.SIGNATURE, signature)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> signed(String body) throws Exception {
    return send("ci", now(), signature(now(), "ci", body), body);
  }

  @Test
  void startsASkillForASignedRequest() throws Exception {
    var answer = signed("{\"who\": \"you\"}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    var start = starter.starts.getFirst();
    assertThat(answer.body()).contains(start.run().value());
    assertThat(start.inputs()).isEqualTo(Map.of("who", "you", "files", "a"));
  }

  @Test
  void signsAsOtherProgramsDo() {
    // printf '7.ci.{}' | openssl dgst -sha256 -hmac 0123456789abcdef
    assertThat(signature("7", "ci", "{}"))
        .isEqualTo("sha256=1b95501b84979d02752af40e2882c838f9ac9c269618e147f18a1afbc7426431");
  }

  @Test
  void refusesWhatIsNotSignedAsItIs() throws Exception {
    var right = signature(now(), "ci", "{}");
    assertThat(send("ci", now(), right, "{} ").statusCode()).isEqualTo(401);
    assertThat(send("ci", now() + "0", right, "{}").statusCode()).isEqualTo(401);
    assertThat(send("ci", "soon", right, "{}").statusCode()).isEqualTo(401);
    assertThat(send("ci", now(), "sha256=", "{}").statusCode()).isEqualTo(401);
    assertThat(send("other", now(), right, "{}").statusCode()).isEqualTo(401);
    assertThat(send("none", now(), right, "{}").statusCode()).isEqualTo(404);
    assertThat(starter.starts).isEmpty();
  }

  @Test
  void refusesTheSameRequestTwiceAndAnOldOne() throws Exception {
    var time = now();
    var signature = signature(time, "ci", "");
    assertThat(send("ci", time, signature, "").statusCode()).isEqualTo(202);
    var again = send("ci", time, signature, "");
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("replayed");
    clock.advance(Replays.WINDOW.plusSeconds(1));
    assertThat(send("ci", time, signature, "").body()).contains("stale");
    assertThat(starter.starts).hasSize(1);
  }

  @Test
  void refusesTheSameRequestAfterARestart() throws Exception {
    var time = now();
    var signature = signature(time, "ci", "");
    assertThat(send("ci", time, signature, "").statusCode()).isEqualTo(202);
    hooks.close();
    hooks = HookServer.start(plan, new Daemon(plan, starter, file, clock), clock);
    assertThat(send("ci", time, signature, "").body()).contains("replayed");
  }

  @Test
  void refusesBodiesThatDoNotFit() throws Exception {
    assertThat(signed("x".repeat(HookServer.BODY_BYTES + 1)).statusCode()).isEqualTo(413);
    assertThat(signed("[1]").body()).contains("invalid_json");
    assertThat(signed("{\"who\"").body()).contains("invalid_json");
    assertThat(signed("{\"files\": []}").body()).contains("does not take 'files'");
    assertThat(signed("{\"who\": []}").body()).contains("invalid_inputs");
    assertThat(starter.starts).isEmpty();
  }

  @Test
  void saysThatARunIsAtWork() throws Exception {
    assertThat(signed("{}").statusCode()).isEqualTo(202);
    var second = signed("");
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.body()).contains("at_work");
  }

  @Test
  void takesNothingButPost() throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hooks.port() + "/hooks/ci")).GET();
    assertThat(http.send(request.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(405);
  }
}
