package dev.skillwire.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.skillwire.core.Command;
import dev.skillwire.core.Event;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpCallsTest extends RunFixture {

  private HttpServer server;
  private final CountDownLatch never = new CountDownLatch(1);

  @BeforeEach
  void serve() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/echo",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          var text =
              "{\"method\": \""
                  + exchange.getRequestMethod()
                  + "\", \"x\": \""
                  + exchange.getRequestHeaders().getFirst("X-Test")
                  + "\", \"body\": "
                  + (body.isEmpty() ? "null" : body)
                  + "}";
          answer(exchange, 200, text);
        });
    server.createContext("/refuse", exchange -> answer(exchange, 503, "try later"));
    server.createContext(
        "/silent",
        exchange -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
  }

  private static void answer(com.sun.net.httpserver.HttpExchange exchange, int status, String text)
      throws java.io.IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @AfterEach
  void stop() {
    never.countDown();
    server.stop(0);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  @Test
  void sendJsonAndReadIt() throws Exception {
    var result =
        run(
            "steps:",
            "- http: {url: '"
                + url("/echo")
                + "', headers: {X-Test: '{{ 1 + 1 }}'}, json: {a: ['{{ 2 + 1 }}']}}",
            "  output: got",
            "outputs: [{name: a, value: '{{ got_json.body.a[0] }}'}, {name: m, value: '{{ got_json.method }}{{ got_json.x }}'}, {name: s, value: '{{ got_status }}'}]");

    assertThat(result.error()).isNull();
    assertThat(result.outputs()).containsEntry("m", "POST2");
    assertThat(result.outputs().get("a")).hasToString("3");
    assertThat(result.outputs().get("s")).hasToString("200");
  }

  @Test
  void failWithTheStatusThatIsNotGood() throws Exception {
    assertThat(run("steps:", "- http: " + url("/refuse")).error())
        .isEqualTo("status 503: try later");
    assertThat(hub.story()).endsWith("step_failed 0", "failed FAILED");
  }

  @Test
  void mayExpectAnotherStatus() throws Exception {
    assertThat(run("steps:", "- http: {url: '" + url("/refuse") + "', status: 503}").error())
        .isNull();
  }

  @Test
  void haveATime() throws Exception {
    assertThat(run("steps:", "- {http: '" + url("/silent") + "', timeout: 300ms}").error())
        .isEqualTo("It took longer than 300 ms and was stopped.");
  }

  @Test
  void endWhenTheRunIsCancelled() throws Exception {
    var run = skill(Map.of(), "steps:", "- {http: '" + url("/silent") + "', timeout: null}");
    Thread.ofVirtual()
        .start(
            () -> {
              while (hub.commands().stream().noneMatch(Command.StartStep.class::isInstance)) {
                Thread.onSpinWait();
              }
              hub.requestCancel(RUN);
            });

    assertThat(run.call().reason()).isEqualTo(Event.FailReason.CANCELLED);
  }

  @Test
  void areTriedAgain() throws Exception {
    server.stop(0);
    var result =
        run(
            "steps:",
            "- {http: '"
                + url("/echo")
                + "', on_error: {retry: {max_attempts: 2, initial_delay: 1ms, jitter: 0.5}}}");

    assertThat(result.error()).startsWith("failed 2 times").contains("connection refused");
  }
}
