package dev.skillwire.net.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakWatch.class)
class HttpConnectionTest {

  private static final int MAX_BYTES = 1_000;
  private static final Duration LONG = Duration.ofSeconds(30);

  private final FakeApplication application = new FakeApplication();
  private Transport transport;
  private RawClient client;

  @BeforeEach
  void listen() throws IOException {
    start(LONG);
  }

  private void start(Duration unauthenticated) throws IOException {
    transport =
        Transport.listen(FakeApplication.with(MAX_BYTES, unauthenticated, LONG, LONG), application);
    client = new RawClient(transport.port());
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    transport.close();
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }

  private static String post(String headers, String body) {
    return "POST /p HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n" + body;
  }

  @Nested
  class Serving {

    @Test
    void answersPipelinedRequestsInOrder() throws IOException {
      client.send(get("/1") + post("Content-Length: 3\r\n", "abc") + get("/2?q=%20"));

      assertThat(client.response().body()).isEqualTo("GET /1 0");
      assertThat(client.response().body()).isEqualTo("POST /p 3");
      assertThat(client.response().body()).isEqualTo("GET /2 0");
      assertThat(application.admitted).hasSize(3);
      assertThat(application.admitted.getLast().rawQuery()).isEqualTo("q=%20");
      assertThat(application.admitted.stream().map(RequestHead::connectionId).distinct())
          .hasSize(1);
    }

    @Test
    void givesEveryAnswerTheSecurityHeaders() throws IOException {
      var response = client.send(get("/")).response();

      assertThat(response.headers())
          .containsEntry("x-content-type-options", "nosniff")
          .containsEntry("cross-origin-resource-policy", "same-origin");
    }

    @Test
    void sendsNoBodyToHead() throws IOException {
      client.send("HEAD /h HTTP/1.1\r\nHost: x\r\n\r\n" + get("/next"));

      assertThat(client.response(true).headers()).containsEntry("content-length", "9");
      assertThat(client.response().body()).isEqualTo("GET /next 0");
    }

    @Test
    void asksForTheBodyThatIsHeldBack() throws IOException {
      client.send(post("Expect: 100-continue\r\nContent-Length: 2\r\n", ""));
      assertThat(client.response().status()).isEqualTo(100);

      assertThat(client.send("ab").response().body()).isEqualTo("POST /p 2");
    }

    @Test
    void readsChunks() throws IOException {
      client.send(post("Transfer-Encoding: chunked\r\n", "2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n"));

      assertThat(client.response().body()).isEqualTo("POST /p 5");
    }

    @Test
    void closesAfterHttp10() throws IOException {
      var response = client.send("GET /old HTTP/1.0\r\n\r\n").response();

      assertThat(response.body()).isEqualTo("GET /old 0");
      assertThat(client.ended()).isTrue();
    }

    @Test
    void takesAnAnswerFromAnotherThreadLater() throws IOException {
      var replies = new AtomicReference<HttpReply>();
      application.service = (_, _, reply) -> replies.set(reply);
      client.send(get("/slow"));
      await().until(() -> replies.get() != null);

      replies.get().send(201, Map.of(), FakeApplication.text("done"));
      replies.get().send(200, Map.of(), FakeApplication.text("too late"));

      assertThat(client.response()).extracting("status", "body").containsExactly(201, "done");
    }

    @Test
    void servesTheJdksClient() throws Exception {
      try (var http = HttpClient.newHttpClient()) {
        var address = URI.create("http://127.0.0.1:" + transport.port() + "/jdk");
        var request =
            HttpRequest.newBuilder(address)
                .POST(HttpRequest.BodyPublishers.ofString("hello"))
                .build();

        assertThat(http.send(request, BodyHandlers.ofString()).body()).isEqualTo("POST /jdk 5");
      }
    }

    @Test
    void tellsWhenThePeerLeavesBeforeTheAnswer() throws IOException {
      var aborted = new AtomicBoolean();
      var served = new AtomicBoolean();
      application.service =
          (_, _, reply) -> {
            reply.onAborted(() -> aborted.set(true));
            served.set(true);
          };
      client.send(get("/wait"));
      await().until(served::get);

      client.close();

      await().untilTrue(aborted);
    }

    @Test
    void holdsNoHeadForAnAnswerThatTakesLong() throws IOException {
      var heads = new CopyOnWriteArrayList<WeakReference<RequestHead>>();
      var replies = new CopyOnWriteArrayList<HttpReply>();
      application.service =
          (head, _, reply) -> {
            heads.add(new WeakReference<>(head));
            if (head.path().equals("/stream")) {
              var _ = reply.stream(Map.of());
            }
            replies.add(reply);
          };
      try (var waiting = new RawClient(transport.port());
          var following = new RawClient(transport.port())) {
        waiting.send("GET /wait HTTP/1.1\r\nHost: localhost\r\n\r\n");
        following.send("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
        await().until(() -> replies.size() == 2);
        application.admitted.clear();

        await()
            .until(
                () -> {
                  System.gc();
                  return heads.stream().allMatch(head -> head.get() == null);
                });
        replies.getFirst().send(200, Map.of(), FakeApplication.text("at last"));
        assertThat(waiting.response().body()).isEqualTo("at last");
      }
    }

    @Test
    void servesWhatComesBehindALongHead() throws IOException {
      var padding = "X-Pad: " + "p".repeat(15_000) + "\r\n";
      var request = "POST /%d HTTP/1.1\r\nHost: localhost\r\n%sContent-Length: 3\r\n\r\nabc";
      client.send(
          request.formatted(1, padding) + request.formatted(2, padding) + request.formatted(3, ""));
      for (int i = 1; i <= 3; i++) {
        assertThat(client.response().body()).isEqualTo("POST /" + i + " 3");
      }
    }

    @Test
    void answers500WhenTheApplicationFails() throws IOException {
      application.service =
          (_, _, _) -> {
            throw new IllegalStateException("on purpose");
          };

      assertThat(client.send(get("/")).response().status()).isEqualTo(500);
      assertThat(client.ended()).isTrue();
    }
  }

  @Nested
  class Admission {

    @Test
    void holdsBackEverythingUntilJudged() throws IOException {
      var judgement = new CompletableFuture<Gate>();
      application.gate = _ -> judgement;
      client.send(get("/1") + get("/2") + get("/3"));
      await().until(() -> !application.admitted.isEmpty());
      assertThat(application.admitted).hasSize(1);

      judgement.complete(new Gate.Pass("x"));

      assertThat(client.response().body()).isEqualTo("GET /1 0");
      assertThat(client.response().body()).isEqualTo("GET /2 0");
      assertThat(client.response().body()).isEqualTo("GET /3 0");
    }

    @Test
    void answersARefusalAndJudgesTheNextAnew() throws IOException {
      application.gate =
          head ->
              CompletableFuture.completedFuture(
                  head.path().equals("/no")
                      ? new Gate.Refuse(404, "forbidden", "Not \"you\".", Map.of("x-why", "1"))
                      : new Gate.Pass("x"));
      client.send(get("/no") + get("/yes"));

      var refused = client.response();
      assertThat(refused.status()).isEqualTo(404);
      assertThat(refused.headers())
          .containsEntry("content-type", "application/problem+json")
          .containsEntry("x-why", "1");
      assertThat(refused.body())
          .contains("\"code\":\"forbidden\"")
          .contains("\"detail\":\"Not \\\"you\\\".\"");
      assertThat(client.response().body()).isEqualTo("GET /yes 0");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429})
    void letsNobodyStayWhoIsNotLetIn(int status) throws IOException {
      application.gate =
          _ -> CompletableFuture.completedFuture(new Gate.Refuse(status, "forbidden", "no"));
      client.send(get("/"));

      var refused = client.response();
      assertThat(refused.status()).isEqualTo(status);
      assertThat(refused.headers()).containsEntry("connection", "close");
      assertThat(client.ended()).isTrue();
    }

    @Test
    void neverReadsTheBodyOfWhoIsRefused() throws IOException {
      application.gate =
          _ -> CompletableFuture.completedFuture(new Gate.Refuse(401, "forbidden", "no"));
      client.send(post("Content-Length: 5\r\n", "hel"));

      assertThat(client.response().status()).isEqualTo(401);
      assertThat(client.ended()).isTrue();
    }

    @Test
    void answers500WhenTheJudgementFails() throws IOException {
      application.gate = _ -> CompletableFuture.failedFuture(new IOException("on purpose"));

      assertThat(client.send(get("/")).response().status()).isEqualTo(500);
    }

    @Test
    void passesAllHostsToTheJudge() throws IOException {
      client.send("GET / HTTP/1.1\r\nHost: a\r\nHOST: b\r\n\r\n").response();
      client.send("GET / HTTP/1.1\r\n\r\n").response();

      assertThat(application.admitted.getFirst().headers())
          .containsEntry("host", List.of("a", "b"));
      assertThat(application.admitted.getLast().headers()).doesNotContainKey("host");
    }
  }

  @Nested
  class Strictness {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
          "GET / HTTP/2.0\r\nHost: x\r\n\r\n",
          "GET /\r\n\r\n",
          "GET http://other/ HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET /a#b HTTP/1.1\r\nHost: x\r\n\r\n",
          "G(T / HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n folded\r\n\r\n",
          "GET / HTTP/1.1\r\n A: folded\r\nHost: x\r\n\r\n",
          "GET / HTTP/1.1\r\nHost : x\r\n\r\n",
          "GET / HTTP/1.1\r\nHo\u0001st: x\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: x\r\nA: b\u0000c\r\n\r\n",
          "GET / HTTP/1.1\r\nno colon\r\n\r\n",
          "POST / HTTP/1.1\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
          "POST / HTTP/1.1\r\nContent-Length: 3, 3\r\n\r\nabc",
          "POST / HTTP/1.1\r\nContent-Length: +3\r\n\r\nabc",
          "POST / HTTP/1.1\r\nContent-Length: -3\r\n\r\nabc",
          "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
          "POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          "POST / HTTP/1.0\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          "POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
          "POST / HTTP/1.1\r\nTransfer-Encoding: identity\r\n\r\n",
          "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
        })
    void refusesAndCloses(String request) throws IOException {
      client.send(request);

      assertThat(client.response().status()).isEqualTo(400);
      assertThat(client.ended()).isTrue();
    }

    @Test
    void limitsLinesHeadersAndBodies() throws IOException {
      assertThat(client.send(get("/" + "a".repeat(9_000))).response().status()).isEqualTo(414);
      try (var second = new RawClient(transport.port())) {
        second.send("GET / HTTP/1.1\r\nA: " + "a".repeat(20_000) + "\r\n\r\n");
        assertThat(second.response().status()).isEqualTo(431);
      }
      try (var third = new RawClient(transport.port())) {
        third.send(post("Content-Length: 1001\r\n", "x"));
        assertThat(third.response().status()).isEqualTo(413);
      }
      try (var fourth = new RawClient(transport.port())) {
        var chunk = "1f4\r\n" + "x".repeat(500) + "\r\n";
        fourth.send(post("Transfer-Encoding: chunked\r\n", chunk + chunk + "1\r\nx\r\n"));
        assertThat(fourth.response().status()).isEqualTo(413);
      }
    }

    @Test
    void refusesAnUnknownExpectation() throws IOException {
      client.send(post("Expect: wonders\r\nContent-Length: 1\r\n", "x"));

      assertThat(client.response().status()).isEqualTo(417);
    }
  }

  @Nested
  class Slowness {

    @BeforeEach
    void restart() throws IOException {
      close();
      start(Duration.ofMillis(300));
    }

    @Test
    void dropsWhoNeverSendsAHead() throws IOException {
      client.send("GET / HTTP/1.1\r\nHo");

      assertThat(client.ended()).isTrue();
    }

    @Test
    void answers408ToASlowBody() throws IOException {
      client.send(post("Content-Length: 5\r\n", "he"));

      assertThat(client.response().status()).isEqualTo(408);
    }

    @Test
    void answers503WhenTheJudgementTakesTooLong() throws IOException {
      application.gate = _ -> new CompletableFuture<>();

      assertThat(client.send(get("/")).response().status()).isEqualTo(503);
    }

    @Test
    void letsAnAnswerTakeItsTime() throws IOException {
      var replies = new AtomicReference<HttpReply>();
      application.service = (_, _, reply) -> replies.set(reply);
      client.send(get("/"));
      await().pollDelay(Duration.ofMillis(600)).until(() -> replies.get() != null);

      replies.get().send(200, Map.of(), FakeApplication.text("at last"));

      assertThat(client.response().body()).isEqualTo("at last");
    }
  }
}
