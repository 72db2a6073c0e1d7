package dev.skillwire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// Section 7: publishing, history and the live stream over HTTP.
class HttpEventsTest {

  private static final String EVENTS = "/api/v1/events";
  private static final String NDJSON = "application/x-ndjson";

  @RegisterExtension static final HubUnderTest hub = HubUnderTest.with();

  private final Api api = hub.api();

  @Nested
  class Publishing {

    @Test
    void oneObjectGivesOneResultAndReachesReaders() {
      var reader = hub.client();
      var seq = api.publish(Json.object("type", "posted", "n", 1));
      var _ = reader.expect("posted", "seq", seq, "n", 1);
    }

    @Test
    void linesGiveResultsInTheirOrder() {
      var run = Say.fresh("run");
      var lines =
          List.of(
              Say.started(run).toString(),
              Say.step("step_started", Say.fresh("none"), 0).toString(),
              "{\"type\":",
              Say.step("step_started", run, 0).toString(),
              Json.object("type", "ack").toString(),
              Json.object("type", "persona_changed").toString(),
              Say.completed(run).toString());
      var results =
          api.post(EVENTS, NDJSON, String.join("\n", lines) + "\n").json(200).path("results");
      assertThat(results.size()).isEqualTo(lines.size());
      assertThat(results.path(0).path("seq").isIntegralNumber()).isTrue();
      assertThat(results.path(1).path("code").asString("")).isEqualTo("unknown_skill");
      assertThat(results.path(1).path("message").asString("")).isNotEmpty();
      assertThat(results.path(2).path("code").asString("")).isEqualTo("invalid_json");
      assertThat(results.path(3).path("seq").asLong())
          .isGreaterThan(results.path(0).path("seq").asLong());
      assertThat(results.path(4).path("code").asString("")).isEqualTo("forbidden");
      assertThat(results.path(5).path("code").asString("")).isEqualTo("invalid_message");
      assertThat(results.path(6).path("seq").isIntegralNumber()).isTrue();
    }

    @Test
    void nothingAcceptedIsNoSuccess() {
      var answer = api.post(EVENTS, Say.step("step_started", Say.fresh("none"), 0));
      assertThat(answer.status()).isBetween(400, 499);
      assertThat(answer.body()).contains("unknown_skill");
    }

    @Test
    void theSameIdempotencyKeyIsOneEvent() {
      var key = Say.fresh("key");
      var body = Json.object("type", "posted_twice", "key", key).toString();
      var headers = new String[] {"Idempotency-Key", key};
      var first = api.post(EVENTS, "application/json", body, headers).json(200);
      var second = api.post(EVENTS, "application/json", body, headers).json(200);
      assertThat(second.path("results").path(0).path("seq"))
          .isEqualTo(first.path("results").path(0).path("seq"));
      var history = api.get(EVENTS + "?limit=1000&type=posted_twice").json(200).path("events");
      assertThat(StreamSupport.stream(history.spliterator(), false))
          .filteredOn(e -> Json.has(e, "key", key))
          .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "text/html"})
    void anotherMediaTypeIsRefused(String type) {
      var answer = api.post(EVENTS, type, "{\"type\":\"posted_as_text\"}");
      assertProblem(answer, 415);
      assertThat(api.get(EVENTS + "?type=posted_as_text").json(200).path("events").size()).isZero();
    }

    @Test
    void aCharsetBesideTheMediaTypeIsNoHindrance() {
      var body = Json.object("type", "posted").toString();
      assertThat(api.post(EVENTS, "application/json; charset=utf-8", body).status()).isEqualTo(200);
    }

    @Test
    void brokenJsonIsAProblem() {
      var answer = api.post(EVENTS, "application/json", "{\"type\":");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("invalid_json");
    }

    @Test
    void aBodyBeyondOneMebibyteIsTooLarge() {
      var huge = Json.object("type", "posted", "text", "x".repeat(1_100_000));
      var answer = api.post(EVENTS, huge);
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).contains("too_large");
    }
  }

  @Nested
  class History {

    @Test
    void isWhatReadersReceived() {
      var reader = hub.client();
      var run = Say.fresh("run");
      var since = api.publish(Say.started(run)) - 1;
      var _ = api.publish(Say.step("step_started", run, 0));
      var _ = api.publish(Say.step("auto_heal_triggered", run, 0, "fix_action", "login"));
      var _ = api.publish(Say.completed(run));
      var history = api.get(EVENTS + "?since=" + since + "&limit=4").json(200);
      assertThat(history.path("epoch")).isEqualTo(reader.connected().path("epoch"));
      assertThat(history.path("head").asLong()).isGreaterThanOrEqualTo(since + 4);
      assertThat(history.path("events").size()).isEqualTo(4);
      for (var event : history.path("events")) {
        assertThat(reader.expect("as in history", m -> Json.same(m.path("seq"), event.path("seq"))))
            .isEqualTo(event);
      }
    }

    @Test
    void startsBehindSince() {
      var seq = api.publish(Json.object("type", "posted"));
      var _ = api.publish(Json.object("type", "posted"));
      var events = api.get(EVENTS + "?since=" + seq).json(200).path("events");
      assertThat(events.path(0).path("seq").asLong()).isEqualTo(seq + 1);
    }

    @Test
    void isFilteredByTypeAndByRun() {
      var run = Say.fresh("run");
      var since = api.publish(Say.started(run)) - 1;
      var _ = api.publish(Say.started(Say.fresh("run")));
      var _ = api.publish(Say.completed(run));
      var ofRun = api.get(EVENTS + "?since=" + since + "&skill_id=" + run).json(200).path("events");
      assertThat(ofRun.size()).isEqualTo(2);
      assertThat(ofRun).allMatch(e -> Json.has(e, "skill_id", run));
      var both =
          api.get(EVENTS + "?since=" + since + "&type=skill_completed&skill_id=" + run).json(200);
      assertThat(both.path("events").size()).isEqualTo(1);
    }

    @Test
    void isLimitedAndMoreThanAThousandIsCutNotRefused() {
      var lines =
          IntStream.range(0, 1_100)
              .mapToObj(i -> "{\"type\":\"numbered\",\"i\":" + i + "}")
              .collect(java.util.stream.Collectors.joining("\n"));
      var since = api.publish(Json.object("type", "numbered"));
      assertThat(api.post(EVENTS, NDJSON, lines).json(200).path("results").size()).isEqualTo(1_100);
      var path = EVENTS + "?since=" + since + "&limit=";
      assertThat(api.get(path + "7").json(200).path("events").size()).isEqualTo(7);
      assertThat(api.get(path + "5000").json(200).path("events").size()).isEqualTo(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"since=x", "since=-1", "limit=many", "limit=-1"})
    void nonsenseInTheQueryIsAProblem(String query) {
      var answer = api.get(EVENTS + "?" + query);
      assertProblem(answer, 400);
      assertThat(answer.json().path("code").asString("")).isEqualTo("invalid_message");
    }
  }

  @Nested
  class TheLiveStream {

    @Test
    void startsWithConnectedAndGoesOnLive() {
      var run = Say.fresh("run");
      var _ = api.publish(Say.started(run));
      var stream = hub.events(EVENTS);
      assertThat(stream.headers().firstValue("content-type").orElse(""))
          .startsWith("text/event-stream");
      var connected = stream.expect("connected");
      assertThat(connected.path("running_skills").toString()).contains(run);
      var seq = api.publish(Say.completed(run));
      var _ = stream.expect("skill_completed", "skill_id", run, "seq", seq);
      assertThat(Json.has(stream.history().getFirst(), "type", "connected")).isTrue();
    }

    @Test
    void hasNoEventLines() {
      var stream = hub.events(EVENTS);
      var _ = api.publish(Json.object("type", "posted", "text", "two\nlines"));
      var posted = stream.expect("posted");
      assertThat(posted.path("text").asString("")).isEqualTo("two\nlines");
      assertThat(stream.lines())
          .allMatch(l -> l.isEmpty() || l.matches("(id|data|retry):.*") || l.startsWith(":"));
    }

    @Test
    void speaksTheAskedVocabularyAndFilters() {
      var stream = hub.events(EVENTS + "?vocabulary=s2&types=skill_error");
      var run = Say.fresh("run");
      var _ = api.publish(Say.started(run));
      var _ = api.publish(Say.failed(run, "boom"));
      var _ = stream.expect("skill_error", "skill_id", run);
      assertThat(stream.history()).noneMatch(m -> Json.has(m, "type", "skill_started"));
    }
  }

  @Nested
  class Runs {

    @Test
    void areListed() {
      var run = Say.fresh("run");
      var _ = api.publish(Say.started(run));
      var listed = find(api.get("/api/v1/skills").json(200), run);
      assertThat(Json.has(listed, "status", "running", "skill_name", "tidy_up")).isTrue();
    }

    @Test
    void tellTheirWholeStory() {
      var run = Say.fresh("run");
      var _ = api.publish(Say.started(run, "inputs", Map.of("issue", "AAP-1")));
      var _ = api.publish(Say.step("step_started", run, 0, "step_name", "fetch"));
      var _ = api.publish(Say.step("step_failed", run, 0, "error", "no route"));
      var story = api.get("/api/v1/skills/" + run).json(200).toString();
      assertThat(story).contains(run, "AAP-1", "fetch", "no route");
    }

    @Test
    void thatAreUnknownAreAProblem() {
      var answer = api.get("/api/v1/skills/" + Say.fresh("none"));
      assertProblem(answer, 404);
      assertThat(answer.json().path("code").asString("")).isEqualTo("unknown_skill");
    }

    @Test
    void areCancelledByPost() {
      var reader = hub.client();
      var run = Say.fresh("run");
      var _ = api.publish(Say.started(run));
      assertThat(api.post("/api/v1/skills/" + run + "/cancel", Json.object()).status())
          .isBetween(200, 204);
      var _ = reader.expect("skill_cancel_requested", "skill_id", run);
      assertProblem(
          api.post("/api/v1/skills/" + Say.fresh("none") + "/cancel", Json.object()), 404);
    }

    private ObjectNode find(ObjectNode listing, String run) {
      for (var skill : listing.path("skills")) {
        if (Json.has(skill, "skill_id", run) && skill instanceof ObjectNode object) {
          return object;
        }
      }
      throw new AssertionError(run + " is not in " + listing);
    }
  }

  @Nested
  class Operations {

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/readyz"})
    void areWell(String path) {
      assertThat(api.get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"asyncapi", "openapi"})
    void theInterfaceIsDescribed(String kind) {
      var answer = api.get("/" + kind + ".yaml");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).containsPattern("(?m)^\"?" + kind + "\"?:");
    }

    @Test
    void anUnknownPathIsAProblem() {
      assertProblem(api.get("/api/v1/nothing-here"), 404);
    }

    @Test
    void noGetChangesAnything() {
      var run = Say.fresh("run");
      var _ = api.publish(Say.started(run));
      var before = api.get(EVENTS).json(200).path("head");
      assertThat(api.get("/api/v1/skills/" + run + "/cancel").status()).isIn(404, 405);
      assertThat(api.get(EVENTS).json(200).path("head")).isEqualTo(before);
    }
  }

  private static void assertProblem(Api.Answer answer, int status) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.header("content-type")).startsWith("application/problem+json");
    assertThat(Json.has(answer.json(), "status", status)).isTrue();
    assertThat(answer.json().path("code").asString("")).as(answer.body()).isNotEmpty();
  }
}
