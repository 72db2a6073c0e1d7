package dev.skillwire.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skillwire.contract.EventStream;
import dev.skillwire.contract.HubUnderTest;
import dev.skillwire.contract.Json;
import dev.skillwire.contract.WireClient;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A thousand clients at once: everybody sees everything, once, in the same order.
class ThousandClientsTest {

  private static final int PLAIN = 930;
  private static final int SECOND_VOCABULARY = 40;
  private static final int FILTERED = 20;
  private static final int STREAMS = 10;
  private static final int EVENTS = 2_000;
  private static final int WHILE_AWAY = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final HubUnderTest hub = HubUnderTest.with();

  @AfterEach
  void endHub() throws IOException {
    hub.close();
  }

  @Test
  void seeOneOrderAndGoOnWhereTheyWereAfterAKill() throws Exception {
    hub.start();
    var clients = new ArrayList<Watcher>();
    for (int i = 0; i < PLAIN + SECOND_VOCABULARY; i++) {
      clients.add(watch(i < PLAIN ? "/" : "/events", false));
    }
    var filtered = new ArrayList<Watcher>();
    for (int i = 0; i < FILTERED; i++) {
      filtered.add(watch("/?types=wanted", true));
    }
    var streams = new ArrayList<EventStream>();
    for (int i = 0; i < STREAMS; i++) {
      streams.add(hub.events("/api/v1/events"));
    }
    var epoch = clients.getFirst().connected().path("epoch").asString("");

    long newest = publish(hub.client("/?types=nothing"), EVENTS);

    awaitAll(clients, newest);
    awaitAll(filtered, newest);
    assertThat(filtered).allSatisfy(f -> assertThat(f.count()).isEqualTo(EVENTS / 100));
    for (var stream : streams) {
      assertGapFree(stream, newest);
    }

    hub.kill();
    Set<Long> sums = new HashSet<>();
    for (var client : clients) {
      sums.add(client.sumAtEnd());
    }
    assertThat(sums).as("what was seen, byte by byte").hasSize(1);

    hub.start();
    long meanwhile = publish(hub.client("/?types=nothing"), WHILE_AWAY);
    var back = new ArrayList<Watcher>();
    for (var client : clients) {
      var again = watch("/?epoch=" + epoch + "&since=" + client.last(), false);
      assertThat(again.connected().path("resumed").asBoolean(false)).isTrue();
      assertThat(again.connected().path("head").asLong()).isEqualTo(meanwhile);
      back.add(again);
    }
    long latest = publish(hub.client("/?types=nothing"), WHILE_AWAY);
    awaitAll(back, latest);
    assertThat(back).allSatisfy(b -> assertThat(b.count()).isEqualTo(2 * WHILE_AWAY));
  }

  private Watcher watch(String path, boolean filtered) throws IOException {
    return hub.ending(new Watcher(hub.raw(), path, filtered));
  }

  /// Every hundredth event, the last among them, is a `wanted` one.
  ///
  /// @return sequence of the last one
  private static long publish(WireClient publisher, int events) {
    for (int i = 1; i < events; i++) {
      var type = i % 100 == 0 ? "wanted" : "other";
      publisher.send(Json.object("type", type, "i", i, "text", "as long as a usual event is"));
    }
    return publisher.acked(Json.object("type", "wanted")).path("seq").asLong();
  }

  private static void awaitAll(List<Watcher> clients, long newest) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                clients.stream()
                    .allMatch(c -> c.last() >= newest || c.failure() != null || c.ended()));
    assertThat(clients).allSatisfy(c -> assertThat(c.failure()).isNull());
    assertThat(clients).allSatisfy(c -> assertThat(c.last()).isEqualTo(newest));
  }

  private static void assertGapFree(EventStream stream, long newest) {
    var _ =
        stream.expect(
            "the last event",
            PATIENCE,
            m -> Json.has(m, "seq", newest) && Json.has(m, "type", "wanted"));
    long last = -1;
    for (var event : stream.history()) {
      long seq = event.path("seq").asLong();
      assertThat(seq).isEqualTo(last < 0 ? seq : last + 1);
      last = seq;
    }
  }
}
