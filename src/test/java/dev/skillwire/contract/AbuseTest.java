package dev.skillwire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What one client can do to the others.
class AbuseTest {

  /// The hub under test has a heap of 256 MiB.
  private static final int MORE_THAN_THE_HEAP = 400;

  private static final String JUNK = "{\"junk\":\"" + "x".repeat(1_000_000) + "\"}";

  @Nested
  class WaitingForAnOutcome {

    @Test
    void keepsNothingOfARequestThatWasAnswered() throws IOException {
      try (var hub = HubUnderTest.started();
          var raw = RawConnection.to("127.0.0.1", hub.port())) {
        for (int i = 0; i < MORE_THAN_THE_HEAP; i++) {
          write(raw, hub, "GET /api/v1/confirmations/none?wait=300", JUNK);
          assertThat(raw.readAnswer(false).status()).isEqualTo(404);
        }
      }
    }

    @Test
    void keepsNoBodyWhileItWaits() throws IOException {
      var waiting = new ArrayList<RawConnection>();
      try (var hub = HubUnderTest.started()) {
        var id = hub.api().post("/api/v1/confirmations", Say.question("ask-1")).json(201);
        assertThat(id.path("id").asString("")).isEqualTo("ask-1");
        for (int i = 0; i < MORE_THAN_THE_HEAP; i++) {
          var raw = RawConnection.to("127.0.0.1", hub.port());
          waiting.add(raw);
          write(raw, hub, "GET /api/v1/confirmations/ask-1?wait=300", JUNK);
        }
        assertThat(hub.api().delete("/api/v1/confirmations/ask-1").status()).isEqualTo(200);
        for (var raw : waiting) {
          assertThat(raw.readAnswer(false).status()).isEqualTo(200);
        }
      } finally {
        for (var raw : waiting) {
          raw.close();
        }
      }
    }
  }

  @Nested
  class OverOneConnection {

    @Test
    void whoAskedByHttpCantAnswerAsTheWebSocketItBecomes() throws IOException {
      try (var hub = HubUnderTest.started();
          var raw = RawConnection.to("127.0.0.1", hub.port())) {
        write(raw, hub, "POST /api/v1/confirmations", "{\"id\":\"mine\",\"prompt\":\"Go on?\"}");
        assertThat(raw.readAnswer(false).status()).isEqualTo(201);

        raw.upgraded("/events");
        raw.text("{\"type\":\"confirmation_response\",\"id\":\"mine\",\"response\":\"yes\"}");

        assertThat(raw.readMessage("error").path("code").asString("")).isEqualTo("forbidden");
        var open = hub.api().get("/api/v1/confirmations/mine").json(200);
        assertThat(open.path("status").asString("")).isEqualTo("pending");
      }
    }
  }

  @Nested
  class AfterARestart {

    /// Connections that were counted before the question was asked, and some to spare.
    private static final int CONNECTIONS = 20;

    @Test
    void nobodyOnTheWireIsTakenForTheOneThatAskedBefore() throws IOException {
      try (var hub = HubUnderTest.started()) {
        var ask = "{\"id\":\"ask-1\",\"prompt\":\"Go on?\",\"timeout_seconds\":null}";
        assertThat(post(hub, "/api/v1/confirmations", ask).status()).isEqualTo(201);
        hub.restart();
        for (int i = 0; i < CONNECTIONS; i++) {
          var answer =
              post(hub, "/api/v1/confirmations/ask-1/answer", "{\"response\":\"not offered\"}");
          assertThat(answer.body()).contains("invalid_choice");
        }
      }
    }

    private static RawConnection.Answer post(HubUnderTest hub, String path, String body)
        throws IOException {
      try (var raw = RawConnection.to("127.0.0.1", hub.port())) {
        write(raw, hub, "POST " + path, body);
        return raw.readAnswer(false);
      }
    }
  }

  private static void write(RawConnection raw, HubUnderTest hub, String line, String body)
      throws IOException {
    raw.write(
        line
            + " HTTP/1.1\r\nHost: "
            + hub.authority()
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }
}
