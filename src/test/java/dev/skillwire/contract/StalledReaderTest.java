package dev.skillwire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.node.ObjectNode;

/// Section 1: a client that does not read harms nobody and is told when it comes to.
class StalledReaderTest {

  /// Small, so that the hub sees at once that nobody reads.
  private static final int RECEIVE_BUFFER_BYTES = 8_192;

  /// Together well above 64 MiB, what a client may lag behind.
  private static final int EVENTS = 1_600;

  private static final int LINES = 15;
  private static final int LINE_CHARACTERS = 4_000;

  @RegisterExtension static final HubUnderTest hub = HubUnderTest.with();

  @Test
  void isBroughtUpToDateByOneResyncOrClosedWithComeBackWhileOthersNoticeNothing()
      throws IOException {
    var run = Say.fresh("run");
    var publisher = hub.client();
    publisher.send(Json.object("type", "subscribe", "types", Collections.emptyList()));
    var _ = publisher.acked(Say.started(run));
    var position = hub.client().connected();
    var forgetful = stalled("/");
    var resuming =
        stalled(
            "/?epoch="
                + position.path("epoch").asString("")
                + "&since="
                + position.path("seq").asLong());
    var reader = hub.client();

    var filler = Collections.nCopies(LINES, "z".repeat(LINE_CHARACTERS));
    for (var i = 0; i < EVENTS; i++) {
      publisher.send(Json.object("type", "filler", "i", i, "lines", filler));
    }
    var last = publisher.acked(Say.step("step_started", run, 0, "step_name", "after the flood"));
    var _ =
        reader.expect(
            "the last event",
            Duration.ofSeconds(60),
            m -> Json.same(m.path("seq"), last.path("seq")) && m.has("step_name"));
    assertThat(reader.history().stream().filter(m -> Json.has(m, "type", "filler")).count())
        .isEqualTo(EVENTS);

    assertThat(forgetful.readCloseCode()).isEqualTo(4001);
    assertResync(resuming, run, last.path("seq").asLong());
  }

  private static RawConnection stalled(String path) throws IOException {
    return hub.ending(RawConnection.to("127.0.0.1", hub.port(), RECEIVE_BUFFER_BYTES))
        .upgraded(path);
  }

  /// After the events that were still under way comes one `resync`, then what follows it.
  private static void assertResync(RawConnection client, String run, long newest)
      throws IOException {
    var resync = client.readMessage("resync");
    assertThat(resync.path("running_skills").toString()).contains(run);
    assertThat(resync.path("pending_confirmations").isArray()).isTrue();
    var seq = resync.path("seq").asLong();
    while (seq < newest) {
      ObjectNode next = client.readMessage();
      assertThat(next.path("seq").asLong()).isEqualTo(seq + 1);
      seq++;
    }
    var mark = hub.client().acked(Json.object("type", "after_the_resync"));
    var event = client.readMessage("after_the_resync");
    assertThat(event.path("seq")).isEqualTo(mark.path("seq"));
  }
}
