package dev.skillwire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// Coming back: where the log still knows, nothing is missed and nothing is told twice.
class ResumeTest {

  @RegisterExtension static final HubUnderTest hub = HubUnderTest.with();

  @Nested
  class WithTheRightEpoch {

    @Test
    void connectedSaysResumedAndCarriesNoState() {
      var publisher = hub.client();
      var _ = publisher.acked(Say.started(Say.fresh("run")));
      var _ = publisher.acked(Say.question(Say.fresh("ask"), "timeout_seconds", null));
      var since = count(publisher, 3);
      var connected = hub.client(since(since)).connected();
      assertThat(Json.has(connected, "resumed", true, "seq", since)).isTrue();
      assertThat(connected.path("head").asLong()).isGreaterThanOrEqualTo(since + 3);
      assertThat(connected.path("running_skills").size()).isZero();
      assertThat(connected.path("pending_confirmations").size()).isZero();
      assertThat(connected.has("missing") && !connected.path("missing").isNull()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/events"})
    void exactlyTheEventsAfterNComeThenLiveOnes(String path) {
      var publisher = hub.client();
      var since = count(publisher, 20);
      var client = hub.client(path + since(since).substring(1));
      var history = Say.historyNow(publisher, client);
      assertThat(sequences(history)).isEqualTo(consecutive(since + 1, sequences(history).size()));
      assertThat(sequences(history)).hasSizeGreaterThan(20);
    }

    @Test
    void endingsAreNotReplayedBesides() {
      var publisher = hub.client();
      var run = Say.fresh("run");
      var _ = publisher.acked(Say.started(run));
      var _ = publisher.acked(Say.completed(run));
      var client = hub.client(since(count(publisher, 1)));
      assertThat(Say.historyNow(publisher, client)).noneMatch(Inbox::replayed);
    }

    @Test
    void aClientAtTheHeadGetsNothingOld() {
      var publisher = hub.client();
      count(publisher, 1);
      var head = hub.client().connected().path("head").asLong();
      var client = hub.client(since(head));
      assertThat(Json.has(client.connected(), "resumed", true, "seq", head, "head", head)).isTrue();
      assertThat(sequences(Say.historyNow(publisher, client))).containsExactly(head + 1);
    }

    @Test
    void publishingMeanwhileMakesNoGap() {
      var publisher = hub.client();
      var since = count(publisher, 500);
      var clients = new ArrayList<WireClient>();
      for (var i = 0; i < 400; i++) {
        publisher.send(Json.object("type", "counted", "i", i));
        if (i % 100 == 50) {
          clients.add(hub.client(since(since)));
        }
      }
      for (var client : clients) {
        var sequences = sequences(Say.historyNow(publisher, client));
        assertThat(sequences).isEqualTo(consecutive(since + 1, sequences.size()));
      }
    }

    @Test
    void theSnapshotPlusTheResumedTailIsTheStateOfNow() {
      var publisher = hub.client();
      var first = hub.client();
      var run = Say.fresh("run");
      var fold = Fold.of(first.connected());
      var since = first.connected().path("seq").asLong();
      first.cut();
      var _ = publisher.acked(Say.started(run, "total_steps", 2));
      var _ = publisher.acked(Say.step("step_started", run, 0, "step_name", "one"));
      var _ =
          publisher.acked(Say.question(Say.fresh("ask"), "skill_id", run, "timeout_seconds", null));
      var second = hub.client(since(since));
      Say.historyNow(publisher, second).forEach(fold::apply);
      assertThat(fold.toString()).isEqualTo(Fold.of(hub.client().connected()).toString());
    }
  }

  @Nested
  class WithoutAUsablePosition {

    @Test
    void anotherEpochGetsASnapshotAndIsToldWhatIsMissing() {
      var publisher = hub.client();
      var run = Say.fresh("run");
      var _ = publisher.acked(Say.started(run));
      var connected = hub.client("/?epoch=no-such-epoch&since=1").connected();
      assertThat(Json.has(connected, "resumed", false)).isTrue();
      assertThat(connected.path("missing").has("from")).isTrue();
      assertThat(connected.path("missing").has("to")).isTrue();
      assertThat(connected.path("running_skills").toString()).contains(run);
    }

    @Test
    void aPositionBeyondTheHeadGetsASnapshot() {
      var head = hub.client().connected().path("head").asLong();
      var connected = hub.client(since(head + 1_000_000)).connected();
      assertThat(Json.has(connected, "resumed", false)).isTrue();
    }
  }

  @Nested
  class AfterARestartOnTheSameLog {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void epochAndSequenceGoOn(boolean killed) throws Exception {
      try (var own = HubUnderTest.started()) {
        var publisher = own.client();
        var run = Say.fresh("run");
        var _ = publisher.acked(Say.started(run));
        var last =
            publisher.acked(Say.step("step_started", run, 0, "step_name", "one")).path("seq");
        var epoch = publisher.connected().path("epoch");
        if (killed) {
          own.killAndStart();
        } else {
          own.restart();
        }
        var client = own.client("/?epoch=" + epoch.asString("") + "&since=1");
        assertThat(client.connected().path("epoch")).isEqualTo(epoch);
        assertThat(Json.has(client.connected(), "resumed", true, "seq", 1)).isTrue();
        var replayed = client.expect("step_started", "skill_id", run);
        assertThat(replayed.path("seq")).isEqualTo(last);
        var next = own.client().acked(Say.step("step_completed", run, 0)).path("seq").asLong();
        assertThat(next).isEqualTo(last.asLong() + 1);
        assertThat(own.client().connected().path("running_skills").toString()).contains(run);
      }
    }

    @Test
    void theEventsAreTheSameBytesOfMeaning() throws Exception {
      try (var own = HubUnderTest.started()) {
        var publisher = own.client();
        for (var move : RandomStory.moves(new java.util.SplittableRandom(5), 60)) {
          publisher.send(move);
        }
        var before = events(Say.historyNow(publisher, publisher));
        var epoch = publisher.connected().path("epoch").asString("");
        own.killAndStart();
        var client = own.client("/?epoch=" + epoch + "&since=0");
        var _ = client.expect("end marker", m -> m.path("seq").asLong() == before.size());
        assertThat(events(client.history())).startsWith(before.toArray(ObjectNode[]::new));
      }
    }

    @Test
    void aStoppedHubClosesItsClientsWithComeBack() throws Exception {
      try (var own = HubUnderTest.started()) {
        var client = own.client();
        own.stop();
        assertThat(client.closeCode()).isEqualTo(4000);
      }
    }

    @Test
    void anotherDataDirectoryIsAnotherEpoch() throws Exception {
      try (var one = HubUnderTest.started();
          var two = HubUnderTest.started("--memory")) {
        assertThat(one.client().connected().path("epoch"))
            .isNotEqualTo(two.client().connected().path("epoch"));
      }
    }
  }

  @Nested
  class OverServerSentEvents {

    @Test
    void lastEventIdResumes() {
      var publisher = hub.client();
      var since = count(publisher, 5);
      var stream = hub.events("/api/v1/events", "Last-Event-ID", epoch() + ":" + since);
      var history = Say.historyNow(publisher, stream);
      assertThat(Json.has(history.getFirst(), "type", "connected", "resumed", true)).isTrue();
      assertThat(sequences(history)).isEqualTo(consecutive(since + 1, sequences(history).size()));
    }

    @Test
    void everyIdIsEpochAndSequence() {
      var publisher = hub.client();
      var stream = hub.events("/api/v1/events");
      count(publisher, 3);
      for (var message : Say.historyNow(publisher, stream)) {
        if (!Inbox.replayed(message)) {
          var id = epoch() + ":" + message.path("seq").asLong();
          assertThat(message.path("sse_id").asString("")).isEqualTo(id);
        }
      }
    }
  }

  @Nested
  class AClientWithoutAPosition {

    @Test
    void isSentTheEndingsOfTheLastMinutes() {
      var publisher = hub.client();
      var done = Say.fresh("run");
      var failed = Say.fresh("run");
      var asked = Say.fresh("ask");
      var dropped = Say.fresh("ask");
      var _ = publisher.acked(Say.started(done));
      var _ = publisher.acked(Say.completed(done, "outputs", Map.of("n", 1)));
      var _ = publisher.acked(Say.started(failed));
      var _ = publisher.acked(Say.failed(failed, "boom"));
      var _ = publisher.acked(Say.question(asked));
      hub.client().send(Say.answer(asked, "no"));
      var _ = publisher.expect("confirmation_answered", "id", asked);
      var _ = publisher.acked(Say.question(dropped));
      publisher.send(Say.about("cancel_confirmation", dropped));
      var _ = publisher.expect("confirmation_expired", "id", dropped);

      var client = hub.client();
      var history = Say.historyNow(publisher, client);
      assertReplayed(history, "skill_completed", "skill_id", done);
      assertReplayed(history, "skill_failed", "skill_id", failed, "error", "boom");
      assertReplayed(history, "confirmation_answered", "id", asked, "response", "no");
      assertReplayed(history, "confirmation_expired", "id", dropped, "reason", "cancelled");
    }

    @Test
    void isNotToldThatARunEndedThatBeganAnew() {
      var publisher = hub.client();
      var run = Say.fresh("run");
      publisher.send(Say.started(run));
      publisher.send(Say.completed(run));
      publisher.send(Say.started(run));
      var _ = publisher.acked(Say.step("step_started", run, 0));
      var late = hub.client();
      assertThat(Say.historyNow(publisher, late))
          .noneMatch(m -> Json.has(m, "replayed", true, "skill_id", run));
    }

    @Test
    void isSentOnlyWhatItsFilterLetsPass() {
      var publisher = hub.client();
      var run = Say.fresh("run");
      publisher.send(Say.started(run));
      var _ = publisher.acked(Say.completed(run));
      for (var filter : List.of("/?types=", "/?types=step_started", "/?skill_ids=another")) {
        var client = hub.client(filter);
        client.send(Say.heartbeat());
        var _ = client.expect("heartbeat_ack");
        assertThat(client.history())
            .as(filter)
            .noneMatch(m -> Json.has(m, "replayed", true, "skill_id", run));
      }
      var all = hub.client("/?skill_ids=" + run);
      all.send(Say.heartbeat());
      var _ = all.expect("heartbeat_ack");
      assertReplayed(all.history(), "skill_completed", "skill_id", run);
    }

    @Test
    void isSentThemBeforeAnythingLiveAndWithoutSequence() {
      var publisher = hub.client();
      var run = Say.fresh("run");
      var _ = publisher.acked(Say.started(run));
      var _ = publisher.acked(Say.completed(run));
      var history = Say.historyNow(publisher, hub.client());
      var lastReplayed = history.stream().map(Inbox::replayed).toList().lastIndexOf(true);
      for (var i = 1; i <= lastReplayed; i++) {
        assertThat(Inbox.replayed(history.get(i))).isTrue();
        assertThat(history.get(i).has("seq")).isFalse();
      }
    }

    @Test
    void isSentNothingElseAgain() {
      var publisher = hub.client();
      var _ = publisher.acked(Say.started(Say.fresh("run")));
      count(publisher, 2);
      assertThat(Say.historyNow(publisher, hub.client()))
          .filteredOn(Inbox::replayed)
          .allMatch(
              m ->
                  List.of(
                          "skill_completed",
                          "skill_failed",
                          "confirmation_answered",
                          "confirmation_expired")
                      .contains(m.path("type").asString("")));
    }
  }

  private static void assertReplayed(List<ObjectNode> history, String type, Object... pairs) {
    assertThat(history)
        .filteredOn(m -> Inbox.replayed(m) && Json.has(m, "type", type) && Json.has(m, pairs))
        .as("%s %s", type, Json.object(pairs))
        .hasSize(1);
  }

  private static String epoch() {
    return hub.client().connected().path("epoch").asString("");
  }

  private static String since(long sequence) {
    return "/?epoch=" + epoch() + "&since=" + sequence;
  }

  /// Publishes `n` events.
  ///
  /// @return the sequence before the first of them
  private static long count(WireClient publisher, int n) {
    var first = publisher.acked(Json.object("type", "counted", "i", 0)).path("seq").asLong();
    for (var i = 1; i < n; i++) {
      publisher.send(Json.object("type", "counted", "i", i));
    }
    return first - 1;
  }

  private static List<ObjectNode> events(List<ObjectNode> history) {
    return history.stream()
        .filter(m -> m.has("seq") && !Json.has(m, "type", "connected"))
        .filter(m -> !Json.has(m, "type", "ack"))
        .toList();
  }

  private static List<Long> sequences(List<ObjectNode> history) {
    return events(history).stream().map(m -> m.path("seq").asLong()).toList();
  }

  private static List<Long> consecutive(long from, int count) {
    return java.util.stream.LongStream.range(from, from + count).boxed().toList();
  }
}
