package dev.skillwire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.node.ObjectNode;

/// Section 7: asking and answering over HTTP.
class HttpConfirmationsTest {

  private static final String ASK = "/api/v1/confirmations";
  private static final String JSON = "application/json";

  @RegisterExtension static final HubUnderTest hub = HubUnderTest.with();

  private final Api asker = hub.api();
  private final Api answerer = hub.api();
  private final WireClient reader = hub.client();
  private final String id = Say.fresh("ask");

  @Nested
  class Asking {

    @Test
    void givesAPendingQuestion() {
      var body = asker.post(ASK, question()).json(201);
      assertThat(Json.has(body, "id", id, "status", "pending")).isTrue();
      assertThat(Json.has(body.path("confirmation"), "id", id, "prompt", "Shall we?")).isTrue();
      var _ = reader.expect("confirmation_required", "id", id);
    }

    @Test
    void givesItsOwnIdWhereNoneWasSent() {
      var body = asker.post(ASK, Json.object("prompt", "Go on?")).json(201);
      var _ = reader.expect("confirmation_required", "id", body.path("id").asString("none"));
    }

    @Test
    void withOneIdempotencyKeyIsOneQuestion() {
      var question = Json.object("prompt", "twice?").toString();
      var key = Say.fresh("key");
      var first = asker.post(ASK, JSON, question, "Idempotency-Key", key).json(201);
      var again = asker.post(ASK, JSON, question, "Idempotency-Key", key).json(201);
      assertThat(again.path("id")).isEqualTo(first.path("id"));
    }

    @Test
    void mayHaveAnIdWithASlash() {
      var slashed = Say.fresh("a+b/c");
      var _ = asker.post(ASK, Json.object("prompt", "slash?", "id", slashed)).json(201);
      var found = asker.get(ASK + "/" + slashed.replace("/", "%2F")).json(200);
      assertThat(found.path("id").asString("")).isEqualTo(slashed);
    }

    @Test
    void mayWaitForTheOutcome() throws Exception {
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var asking =
            CompletableFuture.supplyAsync(() -> asker.post(ASK + "?wait=20", question()), threads);
        var _ = reader.expect("confirmation_required", "id", id);
        // The question belongs to no run, so nothing is kept for the other tests' questions.
        var thisRun = Json.object("run", true);
        reader.send(
            Say.answer(
                id, "yes", "remember", "always", "remember_for", thisRun, "comment", "fine"));
        var body = asking.get().json(200);
        assertThat(
                Json.has(
                    body,
                    "id",
                    id,
                    "status",
                    "answered",
                    "response",
                    "yes",
                    "remember",
                    "always",
                    "comment",
                    "fine"))
            .as("%s", body)
            .isTrue();
        assertThat(body.path("answered_by").path("client_id").asString(""))
            .isEqualTo(reader.clientId());
      }
    }

    @Test
    void waitsNoLongerThanItSaid() {
      var body = asker.post(ASK + "?wait=1", question()).json(201);
      assertThat(Json.has(body, "status", "pending")).isTrue();
    }

    @Test
    void getsAnExpiryAsItsOutcome() {
      var short1 = Json.plus(question(), "timeout_seconds", 1, "on_timeout", "no");
      var body = asker.post(ASK + "?wait=20", short1).json(200);
      assertThat(Json.has(body, "status", "expired", "response", "no", "reason", "timeout"))
          .as("%s", body)
          .isTrue();
    }

    @Test
    void nonsenseIsAProblem() {
      var answer = asker.post(ASK, Json.plus(question(), "options", List.of()));
      assertProblem(answer, 400, "invalid_message");
      assertThat(asker.post(ASK, "text/plain", question().toString()).status()).isEqualTo(415);
    }

    @Test
    void anotherQuestionUnderAnUsedIdIsAProblem() {
      var _ = asker.post(ASK, question()).json(201);
      var other = asker.post(ASK, Json.plus(question(), "prompt", "Something else?"));
      assertThat(other.json().path("code").asString("")).isEqualTo("duplicate_id");
      assertThat(other.status()).isEqualTo(409);
    }
  }

  @Nested
  class Reading {

    @Test
    void listsTheOpenOnes() {
      var _ = asker.post(ASK, question()).json(201);
      assertThat(asker.get(ASK).json(200).path("confirmations"))
          .anyMatch(q -> Json.has(q, "id", id) || Json.has(q.path("confirmation"), "id", id));
    }

    @Test
    void pollsForTheOutcome() throws Exception {
      var _ = asker.post(ASK, question()).json(201);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var polling =
            CompletableFuture.supplyAsync(() -> asker.get(ASK + "/" + id + "?wait=20"), threads);
        reader.send(Say.answer(id, "no"));
        var body = polling.get().json(200);
        assertThat(Json.has(body, "status", "answered", "response", "no")).isTrue();
      }
    }

    @Test
    void tellsAnOutcomeLater() {
      var _ = asker.post(ASK, question()).json(201);
      reader.send(Say.answer(id, "no"));
      var _ = reader.expect("confirmation_answered", "id", id);
      var body = asker.get(ASK + "/" + id).json(200);
      assertThat(Json.has(body, "status", "answered", "response", "no")).isTrue();
    }

    @Test
    void anUnknownOneIsAProblem() {
      assertProblem(asker.get(ASK + "/" + Say.fresh("none")), 404, "unknown_confirmation");
    }
  }

  @Nested
  class Answering {

    @Test
    void isTheSameAsOnTheSocket() {
      var _ = asker.post(ASK, question()).json(201);
      assertThat(answer("yes").status()).isEqualTo(200);
      var answered = reader.expect("confirmation_answered", "id", id, "response", "yes");
      assertThat(answered.path("answered_by").path("kind").asString("")).isEqualTo("human");
    }

    @Test
    void isRefusedWithTheCodesOfTheSocket() {
      var _ = asker.post(ASK, question()).json(201);
      assertThat(code(answer("maybe"))).isEqualTo("invalid_choice");
      assertThat(answer("no").status()).isEqualTo(200);
      assertThat(code(answer("yes"))).isEqualTo("already_answered");
      assertThat(code(answerer.post(ASK + "/" + Say.fresh("none") + "/answer", response("yes"))))
          .isEqualTo("unknown_confirmation");
    }

    @Test
    void isForbiddenOnTheConnectionThatAsked() throws IOException {
      var raw = hub.raw();
      assertThat(post(raw, ASK, question()).status()).isEqualTo(201);
      var refused = post(raw, ASK + "/" + id + "/answer", response("yes"));
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.body()).contains("forbidden");
    }

    @Test
    void isForbiddenToTheTokenThatAsked() {
      var _ = hub.tokenApi().post(ASK, question()).json(201);
      assertThat(code(hub.tokenApi().post(ASK + "/" + id + "/answer", response("yes"))))
          .isEqualTo("forbidden");
    }

    @Test
    void isNotDoneByAGet() {
      var _ = asker.post(ASK, question()).json(201);
      assertThat(answerer.get(ASK + "/" + id + "/answer?response=yes").status()).isIn(404, 405);
      assertThat(Json.has(asker.get(ASK + "/" + id).json(200), "status", "pending")).isTrue();
    }

    private RawConnection.Answer post(RawConnection raw, String path, ObjectNode body)
        throws IOException {
      var text = body.toString();
      raw.write(
          "POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(path, hub.authority(), text.length(), text));
      return raw.readAnswer(false);
    }
  }

  @Nested
  class TheClock {

    @Test
    void isPausedAndResumed() {
      var _ = asker.post(ASK, question()).json(201);
      assertThat(answerer.post(ASK + "/" + id + "/pause", Json.object()).status())
          .isBetween(200, 204);
      var _ = reader.expect("confirmation_paused", "id", id);
      assertThat(answerer.post(ASK + "/" + id + "/resume", Json.object()).status())
          .isBetween(200, 204);
      var _ = reader.expect("confirmation_resumed", "id", id);
    }

    @Test
    void isExtended() {
      var _ = asker.post(ASK, question()).json(201);
      assertThat(answerer.post(ASK + "/" + id + "/extend", Json.object("seconds", 30)).status())
          .isBetween(200, 204);
      var _ = reader.expect("confirmation_extended", "id", id);
      assertProblem(
          answerer.post(ASK + "/" + id + "/extend", Json.object("seconds", -1)),
          400,
          "invalid_message");
    }

    @Test
    void runsAgainAMinuteAfterAPauseThatWasNotRenewed() {
      var _ = asker.post(ASK, Json.plus(question(), "timeout_seconds", 300)).json(201);
      var _ = answerer.post(ASK + "/" + id + "/pause", Json.object());
      var paused = reader.expect("confirmation_paused", "id", id);
      var resumed =
          reader.expect(
              "the end of the pause",
              Duration.ofSeconds(90),
              m -> Json.has(m, "type", "confirmation_resumed", "id", id));
      assertThat(
              Duration.between(
                  Instant.parse(paused.path("timestamp").asString("")),
                  Instant.parse(resumed.path("timestamp").asString(""))))
          .isBetween(Duration.ofSeconds(58), Duration.ofSeconds(68));
    }
  }

  @Nested
  class Cancelling {

    @Test
    void closesTheQuestion() {
      var _ = asker.post(ASK, question()).json(201);
      assertThat(asker.delete(ASK + "/" + id).status()).isBetween(200, 204);
      var _ = reader.expect("confirmation_expired", "id", id, "reason", "cancelled");
      assertThat(Json.has(asker.get(ASK + "/" + id).json(200), "status", "cancelled")).isTrue();
      assertThat(code(answer("yes"))).isEqualTo("already_closed");
    }

    @Test
    void anUnknownOneIsAProblem() {
      assertProblem(asker.delete(ASK + "/" + Say.fresh("none")), 404, "unknown_confirmation");
    }
  }

  private ObjectNode question() {
    return Json.without(Say.question(id), "type");
  }

  private Api.Answer answer(String response) {
    return answerer.post(ASK + "/" + id + "/answer", response(response));
  }

  private static ObjectNode response(String response) {
    return Json.object("response", response);
  }

  private static String code(Api.Answer answer) {
    return answer.json().path("code").asString("");
  }

  private static void assertProblem(Api.Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("content-type")).startsWith("application/problem+json");
    assertThat(code(answer)).isEqualTo(code);
  }
}
