package dev.skillwire.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skillwire.contract.HubUnderTest;
import dev.skillwire.contract.Json;
import dev.skillwire.contract.Say;
import dev.skillwire.log.LogVerifier;
import dev.skillwire.log.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// `kill -9` under load: what was acknowledged is there, whatever the moment.
class KilledHubTest {

  private static final int KILLS = 20;
  private static final int PUBLISHERS = 4;
  private static final int ANSWER_EVERY = 3;

  /// Acknowledged events that a round waits for before the kill, at most.
  private static final int LOAD_MAX = 1_500;

  private final HubUnderTest hub = HubUnderTest.with();
  private final ConcurrentHashMap<String, Long> acknowledged = new ConcurrentHashMap<>();
  private final Map<String, String> answers = new HashMap<>();
  private final History history = new History();
  private final SplittableRandom random = new SplittableRandom(20);

  @AfterEach
  void endHub() throws IOException {
    hub.close();
  }

  @Test
  void losesNothingThatWasAcknowledgedInTwentyKills() throws Exception {
    hub.start();
    var epoch = hub.client().connected().path("epoch").asString("");
    var question = ask("question-0");
    int kills = 0;
    for (int round = 1; kills < KILLS; round++) {
      loadUntilKilled(round);
      kills++;
      hub.start();
      history.readOn(hub.api());
      assertThat(history.epoch()).isEqualTo(epoch);
      history.assertHolds(acknowledged);
      assertStillOpen(question);
      assertAnswered();
      if (round % ANSWER_EVERY == 0) {
        answer(question);
        if (round % (2 * ANSWER_EVERY) == 0) {
          hub.killAndStart(); // nothing between the answer's ack and the kill
          kills++;
          assertThat(open()).isEmpty();
          history.readOn(hub.api());
          assertAnswered();
        }
        question = ask("question-" + round);
      }
    }
    hub.kill();
    assertThat(acknowledged).hasSizeGreaterThan(KILLS);
    assertThat(LogVerifier.verify(hub.data()))
        .isInstanceOfSatisfying(
            Verdict.Sound.class,
            sound -> assertThat(sound.head()).isGreaterThanOrEqualTo(history.head()));
  }

  private void loadUntilKilled(int round) throws Exception {
    var publishers = new ArrayList<Publisher>();
    for (int i = 0; i < PUBLISHERS; i++) {
      publishers.add(
          new Publisher(
              hub.raw().upgraded("/"), "r" + round + "p" + i, random.nextInt(400), acknowledged));
    }
    int enough = acknowledged.size() + 1 + random.nextInt(LOAD_MAX);
    await().atMost(Duration.ofSeconds(20)).until(() -> acknowledged.size() >= enough);
    hub.kill();
    for (var publisher : publishers) {
      publisher.awaitEnd();
      publisher.close();
    }
  }

  private JsonNode ask(String id) {
    var requester = hub.client();
    var _ = requester.acked(Say.question(id, "timeout_seconds", 3_600));
    requester.close();
    return open().getFirst();
  }

  private void answer(JsonNode question) {
    var id = question.path("id").asString("");
    var choice = random.nextBoolean() ? "yes" : "no";
    var answerer = hub.client();
    var _ = answerer.acked(Say.answer(id, choice));
    answers.put(id, choice);
  }

  private List<JsonNode> open() {
    var open = new ArrayList<JsonNode>();
    hub.api()
        .get("/api/v1/confirmations")
        .json(200)
        .path("confirmations")
        .forEach(
            c -> {
              if (!c.has("status") || Json.has(c, "status", "pending")) {
                open.add(c.has("confirmation") ? c.path("confirmation") : c);
              }
            });
    return open;
  }

  private void assertStillOpen(JsonNode question) {
    assertThat(open())
        .singleElement()
        .satisfies(now -> assertThat(now.path("id")).isEqualTo(question.path("id")))
        .satisfies(now -> assertThat(now.path("deadline")).isEqualTo(question.path("deadline")))
        .satisfies(now -> assertThat(now.path("deadline").isMissingNode()).isFalse());
  }

  private void assertAnswered() {
    assertThat(history.outcomes()).hasSameSizeAs(answers);
    answers.forEach(
        (id, choice) -> {
          assertThat(history.outcomes())
              .hasEntrySatisfying(
                  id, event -> assertThat(event.path("response")).isEqualTo(Json.value(choice)));
          assertThat(hub.api().get("/api/v1/confirmations/" + id).json(200).path("status"))
              .isEqualTo(Json.value("answered"));
        });
  }
}
