package dev.skillwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.contract.HubUnderTest;
import dev.skillwire.contract.Json;
import dev.skillwire.contract.Say;
import java.io.IOException;
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

  private static final java.time.Duration WAIT = java.time.Duration.ofSeconds(20);
}
