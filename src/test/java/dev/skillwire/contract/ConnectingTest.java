package dev.skillwire.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Section 1 of the contract: address, first message, frames, unknown things, a taken port.
class ConnectingTest {

  @RegisterExtension static final HubUnderTest hub = HubUnderTest.with();

  @Nested
  class TheFirstMessage {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/events", "/?vocabulary=s2", "/events?vocabulary=s1"})
    void isConnected(String path) {
      var client = hub.client(path);
      assertThat(client.history().getFirst()).isEqualTo(client.connected());
    }

    @Test
    void comesOnce() {
      var client = hub.client();
      client.send(Say.heartbeat());
      var _ = client.expect("heartbeat_ack");
      assertThat(Say.historyNow(hub.client(), client))
          .filteredOn(m -> Json.has(m, "type", "connected"))
          .hasSize(1);
    }

    @Test
    void carriesEveryField() {
      var connected = hub.client().connected();
      assertThat(connected.path("protocol").asInt()).isEqualTo(1);
      assertThat(connected.path("server").path("name").isString()).isTrue();
      assertThat(connected.path("server").path("version").isString()).isTrue();
      assertThat(connected.path("epoch").asString("")).isNotEmpty();
      assertThat(connected.path("seq").isIntegralNumber()).isTrue();
      assertThat(connected.path("head").isIntegralNumber()).isTrue();
      assertThat(connected.path("client_id").asString("")).isNotEmpty();
      assertThat(connected.hasNonNull("role")).isTrue();
      assertThat(Json.has(connected, "resumed", false)).isTrue();
      assertThat(connected.path("running_skills").isArray()).isTrue();
      assertThat(connected.path("pending_confirmations").isArray()).isTrue();
    }

    @Test
    void isFollowedByTheVeryNextEvent() {
      var publisher = hub.client();
      var client = hub.client();
      var seq = client.connected().path("seq").asLong();
      publisher.send(Json.object("type", "right_behind"));
      assertThat(client.expect("right_behind").path("seq").asLong()).isEqualTo(seq + 1);
    }

    @Test
    void namesAnotherClientIdForEveryConnection() {
      assertThat(hub.client().clientId()).isNotEqualTo(hub.client().clientId());
    }
  }

  @Nested
  class Addresses {

    @Test
    void bothLoopbacksAreServedOnOnePort() throws IOException {
      var hosts = hasIpv6Loopback() ? List.of("127.0.0.1", "::1") : List.of("127.0.0.1");
      for (var host : hosts) {
        try (var raw = RawConnection.to(host, hub.port())) {
          var name = host.contains(":") ? "[" + host + "]" : host;
          var answer = raw.upgrade("/", "Host: " + name + ":" + hub.port());
          assertThat(answer.status()).as(host).isEqualTo(101);
          assertThat(Json.has(raw.readMessage(), "type", "connected")).isTrue();
        }
      }
    }

    @Test
    void oneLineOnStandardOutputTellsWhereItListens() {
      assertThat(hub.process().output()).hasSize(1);
      assertThat(hub.process().output().getFirst()).endsWith(":" + hub.port());
    }

    @Test
    void aTakenPortEndsTheProgramWithItsNumber(@TempDir Path directory) {
      var ended =
          HubProcess.runToEnd(
              directory,
              "serve",
              "--no-desktop",
              "--port",
              String.valueOf(hub.port()),
              "--data",
              directory.resolve("data").toString());
      assertThat(ended.exitCode()).isNotZero();
      assertThat(ended.output()).contains(String.valueOf(hub.port()));
      assertThat(ended.output()).doesNotContain("Skillwire listening on");
    }

    @Test
    void aTakenDataDirectoryEndsTheProgramWithAMessage(@TempDir Path directory) {
      var ended =
          HubProcess.runToEnd(
              directory, "serve", "--no-desktop", "--port", "0", "--data", hub.data().toString());
      assertThat(ended.exitCode()).isNotZero();
      assertThat(ended.output()).contains(hub.data().toString());
    }

    private boolean hasIpv6Loopback() {
      try (var _ = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
        return true;
      } catch (IOException e) {
        return false;
      }
    }
  }

  @Nested
  class Subprotocols {

    @Test
    void skillwireV1IsEchoed() {
      assertThat(hub.client("/", "skillwire.v1").subprotocol()).isEqualTo("skillwire.v1");
    }

    @Test
    void noneIsNeeded() {
      assertThat(hub.client("/").subprotocol()).isEmpty();
    }

    @Test
    void anUnknownOneIsNotEchoed() throws IOException {
      var answer =
          hub.raw()
              .upgrade("/", "Host: " + hub.authority(), "Sec-WebSocket-Protocol: chat.example");
      assertThat(answer.all("sec-websocket-protocol")).isEmpty();
    }
  }

  @Nested
  class Messages {

    @Test
    void aHeartbeatIsAcknowledgedWithoutASequence() {
      var client = hub.client();
      client.send(Say.heartbeat());
      assertThat(client.expect("heartbeat_ack").has("seq")).isFalse();
    }

    @Test
    void aHeartbeatAckGoesToItsSenderAlone() {
      var other = hub.client();
      var client = hub.client();
      client.send(Say.heartbeat());
      var _ = client.expect("heartbeat_ack");
      assertThat(Say.historyNow(client, other))
          .noneMatch(m -> Json.has(m, "type", "heartbeat_ack"));
    }

    @Test
    void anUnknownFieldIsIgnored() {
      var client = hub.client();
      client.send(Json.plus(Say.heartbeat(), "mood", "fine", "depth", List.of(1, 2)));
      var _ = client.expect("heartbeat_ack");
    }

    @Test
    void aBinaryFrameOfJsonIsAccepted() {
      var client = hub.client();
      client.sendBinary("{\"type\":\"heartbeat\"}");
      var _ = client.expect("heartbeat_ack");
    }

    @Test
    void aBinaryFrameThatIsNoTextIsRefusedAndTheConnectionStays() {
      var client = hub.client();
      client.sendBinary(new byte[] {(byte) 0xFF, (byte) 0xFE});
      var _ = client.expect("error", "code", "invalid_json");
      var _ = client.acked(Json.object("type", "still_here"));
    }

    @Test
    void aBinaryFrameWithNonAsciiTextArrivesWhole() {
      var client = hub.client();
      client.sendBinary("{\"type\":\"greeting\",\"text\":\"grüß dich 🛠\"}");
      assertThat(client.expect("greeting").path("text").asString("")).isEqualTo("grüß dich 🛠");
    }

    @Test
    void aFragmentedMessageIsPutTogether() {
      var client = hub.client();
      client.sendFragmented("{\"type\":\"heart", "beat\"}");
      var _ = client.expect("heartbeat_ack");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Not A Word", "UPPER", "9lives", "with-dash", "über", ""})
    void aTypeThatIsNoWordIsAnUnknownType(String type) {
      var client = hub.client();
      assertThat(client.refused("unknown_type", Json.object("type", type))).isNotNull();
      assertThat(client.isOpen()).isTrue();
    }

    @Test
    void aWordOf64CharactersIsBroadcastAndOneOf65IsNot() {
      var client = hub.client();
      var longest = "w" + "x".repeat(63);
      var _ = client.acked(Json.object("type", longest));
      var _ = client.expect(longest);
      var _ = client.refused("unknown_type", Json.object("type", longest + "y"));
    }

    @Test
    void theConnectionStaysAfterARefusal() {
      var client = hub.client();
      var _ = client.refusedText("invalid_json", "{\"type\":");
      client.send(Say.heartbeat());
      var _ = client.expect("heartbeat_ack");
    }
  }
}
