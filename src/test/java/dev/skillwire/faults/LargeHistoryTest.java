package dev.skillwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.contract.HubUnderTest;
import dev.skillwire.contract.Json;
import dev.skillwire.contract.RawConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Forty megabytes of history, asked for by many at once; the hub has the memory that its launcher gives it.
@Timeout(300)
class LargeHistoryTest {

  private static final int EVENTS = 40;
  private static final int EVENT_CHARACTERS = 1_000_000;
  private static final int NOT_READING = 40;
  private static final int READING = 6;
  private static final String ALL = "/api/v1/events?since=0&limit=1000&type=big_one";

  private final HubUnderTest hub = HubUnderTest.with();

  @BeforeEach
  void fill() throws Exception {
    hub.launch(Memory.asLaunched());
    hub.start();
    var publisher = hub.client("/?types=nothing");
    for (int i = 0; i < EVENTS; i++) {
      var _ = publisher.acked(Json.object("type", "big_one", "pad", "y".repeat(EVENT_CHARACTERS)));
    }
  }

  @AfterEach
  void endHub() throws IOException {
    hub.close();
  }

  @Test
  void isReadToItsEndByAllAtOnce() throws Exception {
    try (var readers = Executors.newFixedThreadPool(READING)) {
      var counts = new ArrayList<java.util.concurrent.Future<Integer>>();
      for (int i = 0; i < READING; i++) {
        counts.add(readers.submit(this::events));
      }
      for (var count : counts) {
        assertThat(count.get()).isEqualTo(EVENTS);
      }
    }
  }

  @Test
  void harmsNobodyWhenItIsNotTaken() throws Exception {
    for (int i = 0; i < NOT_READING; i++) {
      var socket = hub.ending(RawConnection.to("127.0.0.1", hub.port(), 4_096));
      socket.write("GET " + ALL + " HTTP/1.1\r\nHost: localhost:" + hub.port() + "\r\n\r\n");
    }
    var publisher = hub.client("/?types=nothing");
    for (int i = 0; i < 10; i++) {
      assertThat(publisher.acked(Json.object("type", "afterwards")).path("seq").asLong())
          .isPositive();
    }
    assertThat(hub.process().isAlive()).isTrue();
  }

  /// Follows `more` through all pages, and comes back where the hub has no room at the moment.
  private int events() throws InterruptedException {
    int count = 0;
    long since = 0;
    while (true) {
      var answer = hub.api().get(ALL.replace("since=0", "since=" + since));
      if (answer.status() == 503) {
        Thread.sleep(100);
        continue;
      }
      var page = answer.json(200);
      assertThat(answer.body().length()).isLessThan(3 * EVENT_CHARACTERS);
      assertThat(page.path("events").isEmpty()).isFalse();
      count += page.path("events").size();
      since = page.path("events").path(page.path("events").size() - 1).path("seq").asLong();
      if (!page.path("more").asBoolean(false)) {
        return count;
      }
    }
  }
}
