package dev.skillwire.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skillwire.contract.HubUnderTest;
import dev.skillwire.contract.Json;
import dev.skillwire.contract.Say;
import dev.skillwire.contract.WireClient;
import dev.skillwire.log.SqliteLog;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The hub is asked to end.
class DrainTest {

  private final HubUnderTest hub = HubUnderTest.with();

  @AfterEach
  void endHub() throws IOException {
    hub.close();
  }

  @Test
  void tellsClientsToComeBackAndKeepsQuestionsOpen() {
    hub.start();
    var requester = hub.client();
    var watcher = hub.client("/events");
    var events = hub.events("/api/v1/events");
    var question = Say.question("drain-1", "timeout_seconds", 3_600);
    var _ = requester.acked(question);
    var asked = watcher.expect("confirmation_required", "id", "drain-1");

    hub.process().askToEnd();

    assertThat(requester.closeCode()).isEqualTo(4000);
    assertThat(watcher.closeCode()).isEqualTo(4000);
    assertThat(events.awaitEnd(WAIT)).isNotEmpty();
    assertThat(hub.process().exitCode()).isZero();
    assertThat(hub.data().resolve("hub.json")).doesNotExist();

    hub.start();
    var person = hub.client();
    var pending = person.connected().path("pending_confirmations").path(0);
    assertThat(pending.path("id")).isEqualTo(asked.path("id"));
    assertThat(pending.path("deadline")).isEqualTo(asked.path("deadline"));
    var _ = person.acked(Say.answer("drain-1", "no"));

    var back = hub.client();
    var ack = back.acked(question);
    assertThat(Json.has(ack, "id", "drain-1")).isTrue();
    assertThat(back.expectReplayed("confirmation_answered", "id", "drain-1").path("response"))
        .isEqualTo(Json.value("no"));
  }

  @Test
  void endsInOrderWhilePeoplePublish() throws IOException {
    for (int round = 0; round < STOPS; round++) {
      hub.start();
      var clients = IntStream.range(0, 6).mapToObj(_ -> hub.client("/?types=none")).toList();
      var sending = clients.stream().map(DrainTest::publish).toList();
      await()
          .atMost(WAIT)
          .until(() -> clients.stream().mapToInt(c -> c.history().size()).sum() > 300);

      hub.process().askToEnd();

      assertThat(hub.process().exitCode()).isZero();
      assertThat(hub.process().errors()).doesNotContain("ERROR", "Exception");
      sending.forEach(CompletableFuture::join);
      try (var log = SqliteLog.open(hub.data())) {
        for (var client : clients) {
          var _ = client.awaitEnd(WAIT);
          var acked = client.history().stream().mapToLong(m -> m.path("seq").asLong(0)).max();
          assertThat(log.head()).isGreaterThanOrEqualTo(acked.orElse(0));
        }
        assertThat(log.checkpoint()).extracting("sequence").isEqualTo(log.head());
      }
    }
  }

  /// Publishes, many messages ahead of their acknowledgements, until the hub is gone.
  private static CompletableFuture<Void> publish(WireClient client) {
    return CompletableFuture.runAsync(
        () -> {
          var padding = "x".repeat(300);
          try {
            for (int i = 0; client.isOpen(); i++) {
              client.send(
                  Json.object("type", "own_event", "request_id", "r" + i, "padding", padding));
            }
          } catch (AssertionError | RuntimeException _) {
            // the hub is gone
          }
        },
        Thread::startVirtualThread);
  }

  private static final int STOPS = 4;
  private static final java.time.Duration WAIT = java.time.Duration.ofSeconds(20);
}
