package dev.skillwire.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.skillwire.contract.HubUnderTest;
import dev.skillwire.contract.Json;
import dev.skillwire.contract.RawConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Twenty clients that never read, and forty megabytes to tell.
class StalledClientsTest {

  private static final int STALLED = 20;
  private static final int EVENTS = 800;
  private static final int LINES = 13;
  private static final int LINE_CHARACTERS = 4_000;
  private static final int RECEIVE_BUFFER_BYTES = 8_192;
  private static final long GROWTH_MAX_BYTES = 300L << 20;

  /// The hub takes a client for stalled that took no byte for 30 s.
  private static final Duration UNTIL_STALLED = Duration.ofSeconds(34);

  private final HubUnderTest hub = HubUnderTest.with();

  @AfterEach
  void endHub() throws IOException {
    hub.close();
  }

  @Test
  void costLittleMemoryAndHarmNobody() throws Exception {
    assumeThat(Files.exists(Path.of("/proc/self/status"))).isTrue();
    hub.launch(Memory.asLaunched());
    hub.start();
    var publisher = hub.client("/?types=nothing");
    var epoch = publisher.connected().path("epoch").asString("");
    long before = Memory.residentBytes(hub.process());
    var forgetful = new ArrayList<RawConnection>();
    var resuming = new ArrayList<RawConnection>();
    for (int i = 0; i < STALLED / 2; i++) {
      forgetful.add(stalled("/"));
      resuming.add(stalled("/?epoch=" + epoch + "&since=0"));
    }
    var reader = hub.ending(new Watcher(hub.raw(), "/", false));

    var filler = Collections.nCopies(LINES, "z".repeat(LINE_CHARACTERS));
    for (int i = 0; i < EVENTS; i++) {
      publisher.send(Json.object("type", "filler", "i", i, "lines", filler));
    }
    long newest = publisher.acked(Json.object("type", "last_one")).path("seq").asLong();
    await().atMost(Duration.ofSeconds(60)).until(() -> reader.last() == newest);
    assertThat(reader.failure()).isNull();
    assertThat(reader.count()).isEqualTo(EVENTS + 1);

    long most = mostResidentBytes(UNTIL_STALLED);
    assertThat(most - before)
        .as("bytes above %d at the start", before)
        .isLessThan(GROWTH_MAX_BYTES);

    assertAreToldToComeBack(forgetful);
    assertAreBroughtUpToDate(resuming, newest);
  }

  private RawConnection stalled(String path) throws IOException {
    return hub.ending(RawConnection.to("127.0.0.1", hub.port(), RECEIVE_BUFFER_BYTES))
        .upgraded(path);
  }

  private long mostResidentBytes(Duration time) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    long most = 0;
    while (System.nanoTime() < end) {
      most = Math.max(most, Memory.residentBytes(hub.process()));
      Thread.sleep(100);
    }
    return most;
  }

  private static void assertAreToldToComeBack(List<RawConnection> clients) throws IOException {
    for (var client : clients) {
      assertThat(client.readCloseCode()).isIn(4001, -1);
    }
  }

  private void assertAreBroughtUpToDate(List<RawConnection> clients, long newest)
      throws IOException {
    for (var client : clients) {
      var resync = client.readMessage("resync");
      assertThat(resync.path("seq").asLong()).isEqualTo(newest);
    }
    var publisher = hub.client("/?types=nothing");
    for (int i = 1; i <= 20; i++) {
      var _ = publisher.acked(Json.object("type", "afterwards"));
      for (var client : clients) {
        assertThat(client.readMessage().path("seq").asLong()).isEqualTo(newest + i);
      }
    }
  }
}
