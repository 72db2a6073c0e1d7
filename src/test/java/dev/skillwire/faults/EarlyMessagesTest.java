package dev.skillwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skillwire.contract.HubUnderTest;
import dev.skillwire.contract.Json;
import dev.skillwire.contract.RawConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A client that talks before it was greeted.
class EarlyMessagesTest {

  /// Enough for the hub to have other work while the client is let in.
  private static final int ATTEMPTS = 50;

  @RegisterExtension static final HubUnderTest hub = HubUnderTest.with();

  @Test
  void areAnsweredAfterTheGreeting() throws IOException {
    for (int i = 0; i < 10; i++) {
      var _ = hub.api().publish(Json.object("type", "earlier", "i", i));
    }
    for (int i = 0; i < ATTEMPTS; i++) {
      var client = hub.raw();
      client.write(handshakeWith("{\"type\":\"heartbeat\"}", "{\"type\":\"subscribe\"}", "{"));
      assertThat(client.readAnswer(false).status()).isEqualTo(101);
      var connected = client.readMessage();
      assertThat(connected.path("type").asString("")).isEqualTo("connected");
      assertThat(client.readMessage().path("type").asString("")).isEqualTo("heartbeat_ack");
      assertThat(client.readMessage().path("code").asString("")).isEqualTo("invalid_json");
      var seq = hub.api().publish(Json.object("type", "later"));
      assertThat(client.readMessage().path("seq").asLong()).isEqualTo(seq);
      client.close();
    }
  }

  private static byte[] handshakeWith(String... messages) {
    var out = new ByteArrayOutputStream();
    var head =
        String.join(
            "\r\n",
            "GET / HTTP/1.1",
            "Host: " + hub.authority(),
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "",
            "");
    out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    for (var message : messages) {
      var payload = message.getBytes(StandardCharsets.UTF_8);
      out.writeBytes(RawConnection.frame(true, 0, RawConnection.TEXT, payload));
    }
    return out.toByteArray();
  }
}
