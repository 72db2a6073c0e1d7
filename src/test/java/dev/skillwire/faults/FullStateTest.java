package dev.skillwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.contract.HubUnderTest;
import dev.skillwire.contract.Json;
import dev.skillwire.contract.RawConnection;
import dev.skillwire.contract.WireClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ObjectNode;

/// As many questions and runs of full size as the hub takes; it has the memory that its launcher gives it.
@Timeout(300)
class FullStateTest {

  private static final int CLIENTS = 20;
  private static final int RUNS = 100;
  private static final int STEPS = 3;

  private final HubUnderTest hub = HubUnderTest.with();

  @AfterEach
  void endHub() throws IOException {
    hub.close();
  }

  @Test
  void isToldToManyAtOnceAndAfterARestart() throws Exception {
    hub.launch(Memory.asLaunched());
    hub.start();
    var publisher = hub.client("/?types=nothing");
    int questions = ask(publisher);
    report(publisher);
    assertThat(questions).isBetween(20, 40);

    tellEveryone(questions);
    stall();
    tellEveryone(questions);
    assertThat(publisher.acked(Json.object("type", "afterwards")).path("seq").asLong())
        .isPositive();
    hub.killAndStart();
    tellEveryone(questions);
  }

  /// Questions of full size until one is refused.
  private int ask(WireClient publisher) {
    for (int i = 0; ; i++) {
      var options = new ArrayList<String>();
      for (int k = 0; k < 50; k++) {
        options.add(k + "o".repeat(1_000));
      }
      var reply =
          publisher.ask(
              Json.object(
                  "type",
                  "request_confirmation",
                  "id",
                  "q" + i,
                  "prompt",
                  "p".repeat(16_000),
                  "claude_suggestion",
                  "s".repeat(16_000),
                  "timeout_seconds",
                  3_600,
                  "action",
                  Json.object("cmd", "a".repeat(65_000)),
                  "options",
                  options));
      if (reply.path("type").asString("").equals("error")) {
        assertThat(reply.path("code").asString("")).isEqualTo("busy");
        return i;
      }
    }
  }

  private static void report(WireClient publisher) {
    for (int r = 0; r < RUNS; r++) {
      publisher.send(
          Json.object(
              "type",
              "skill_started",
              "skill_id",
              "r" + r,
              "skill_name",
              "n".repeat(1_000),
              "inputs",
              Json.object("a", "i".repeat(60_000))));
      for (int s = 0; s < STEPS; s++) {
        publisher.send(step("step_started", r, s));
        var done = step("step_completed", r, s);
        done.set("output", Json.object("x", "z".repeat(60_000)));
        publisher.send(done);
      }
    }
    var _ = publisher.acked(Json.object("type", "reported"));
  }

  private static ObjectNode step(String type, int run, int step) {
    return Json.object("type", type, "skill_id", "r" + run, "step_index", step);
  }

  private void tellEveryone(int questions) throws Exception {
    var told = new ArrayList<Future<Told>>();
    try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
      for (int i = 0; i < CLIENTS; i++) {
        told.add(threads.submit(this::connected));
      }
      for (var one : told) {
        assertThat(one.get().questions()).isEqualTo(questions);
        assertThat(one.get().runs()).isGreaterThan(RUNS / 2);
      }
    }
    assertThat(hub.api().get("/api/v1/confirmations").json(200).path("confirmations"))
        .hasSize(questions);
    assertThat(hub.api().get("/api/v1/skills").json(200).path("skills"))
        .hasSizeGreaterThan(RUNS / 2);
  }

  private record Told(int questions, int runs) {}

  /// What a client is told first; counted in its text, for twenty trees of it would take more memory than the hub has.
  private Told connected() throws IOException {
    try (var client = hub.raw().upgraded("/")) {
      var text = new String(client.readFrame().payload(), StandardCharsets.ISO_8859_1);
      assertThat(text).startsWith("{\"type\":\"connected\"").endsWith("]}");
      return new Told(count(text, "\"pause_budget_seconds\":"), count(text, "\"session_id\":"));
    }
  }

  private static int count(String text, String what) {
    int count = 0;
    for (int i = text.indexOf(what); i >= 0; i = text.indexOf(what, i + 1)) {
      count++;
    }
    return count;
  }

  /// Clients that never take what they are told first.
  private void stall() throws IOException {
    for (int i = 0; i < CLIENTS; i++) {
      var _ =
          hub.ending(RawConnection.to("127.0.0.1", hub.port(), 4_096))
              .upgraded(i % 2 == 0 ? "/" : "/?since=0");
    }
  }
}
