package dev.skillwire.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Frames and handshakes that no library would send.
class FramesTest {

  @RegisterExtension static final HubUnderTest hub = HubUnderTest.with();

  private static final byte[] HEARTBEAT = "{\"type\":\"heartbeat\"}".getBytes(UTF_8);

  @Nested
  class Compression {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "permessage-deflate",
          "permessage-deflate; client_max_window_bits",
          "x-unknown, permessage-deflate; client_max_window_bits"
        })
    void isNegotiatedWhenOffered(String offer) throws IOException {
      var raw = hub.raw();
      var answer =
          raw.upgrade("/", "Host: " + hub.authority(), "Sec-WebSocket-Extensions: " + offer);
      assertThat(answer.status()).isEqualTo(101);
      assertThat(answer.header("sec-websocket-extensions")).contains("permessage-deflate");
      assertThat(answer.header("sec-websocket-extensions"))
          .doesNotContain("server_max_window_bits");
      assertThat(Json.has(raw.readMessage(), "type", "connected")).isTrue();
      raw.text("{\"type\":\"heartbeat\"}");
      var _ = raw.readMessage("heartbeat_ack");
    }

    @Test
    void isLeftOutWhenNotOffered() throws IOException {
      var raw = hub.raw();
      var answer = raw.upgrade("/", "Host: " + hub.authority());
      assertThat(answer.all("sec-websocket-extensions")).isEmpty();
      assertThat(raw.readFrame().rsv1()).isFalse();
    }

    @Test
    void ofALongMessageReallyShortensIt() throws IOException {
      var raw = hub.raw().upgraded("/", "Sec-WebSocket-Extensions: permessage-deflate");
      var _ = raw.readMessage("connected");
      var _ = hub.client().acked(Json.object("type", "a_long_one", "text", "again ".repeat(2_000)));
      var frame = raw.readFrame();
      while (frame.opcode() != RawConnection.TEXT) {
        frame = raw.readFrame();
      }
      assertThat(frame.rsv1()).isTrue();
      assertThat(frame.payload().length).isLessThan(2_000);
    }
  }

  @Nested
  class ControlFrames {

    @Test
    void aPingIsAnsweredWithItsPayload() throws IOException {
      var raw = hub.raw().upgraded("/");
      raw.write(RawConnection.frame(true, 0, RawConnection.PING, "are you there".getBytes(UTF_8)));
      var frame = raw.readFrame();
      while (frame.opcode() != RawConnection.PONG) {
        frame = raw.readFrame();
      }
      assertThat(new String(frame.payload(), UTF_8)).isEqualTo("are you there");
    }

    @Test
    void aCloseIsAnswered() throws IOException {
      var raw = hub.raw().upgraded("/");
      raw.write(RawConnection.frame(true, 0, RawConnection.CLOSE, new byte[] {0x03, (byte) 0xe8}));
      assertThat(raw.readCloseCode()).isEqualTo(1000);
    }
  }

  @Nested
  class BrokenFrames {

    @Test
    void anUnmaskedFrameClosesWith1002() throws IOException {
      var raw = hub.raw().upgraded("/");
      raw.write(new byte[] {(byte) 0x81, (byte) HEARTBEAT.length});
      raw.write(HEARTBEAT);
      assertThat(raw.readCloseCode()).isEqualTo(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 7, 11, 15})
    void aReservedOpcodeClosesWith1002(int opcode) throws IOException {
      assertThat(codeAfter(RawConnection.frame(true, 0, opcode, HEARTBEAT))).isEqualTo(1002);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void aReservedBitThatWasNotNegotiatedClosesWith1002(int rsv) throws IOException {
      assertThat(codeAfter(RawConnection.frame(true, rsv, RawConnection.TEXT, HEARTBEAT)))
          .isEqualTo(1002);
    }

    @Test
    void aContinuationOfNothingClosesWith1002() throws IOException {
      assertThat(codeAfter(RawConnection.frame(true, 0, 0, HEARTBEAT))).isEqualTo(1002);
    }

    @Test
    void aTextFrameThatIsNoUtf8ClosesWith1007() throws IOException {
      byte[] overlong = {'"', (byte) 0xc0, (byte) 0xaf, '"'};
      assertThat(codeAfter(RawConnection.frame(true, 0, RawConnection.TEXT, overlong)))
          .isEqualTo(1007);
    }

    @Test
    void harmNobodyElse() throws IOException {
      var other = hub.client();
      var _ = codeAfter(RawConnection.frame(true, 0, 5, HEARTBEAT));
      other.send(Say.heartbeat());
      var _ = other.expect("heartbeat_ack");
    }

    private int codeAfter(byte[] frame) throws IOException {
      var raw = hub.raw().upgraded("/");
      raw.write(frame);
      return raw.readCloseCode();
    }
  }

  @Nested
  class BrokenHandshakes {

    @Test
    void anotherVersionIsToldTheRightOne() throws IOException {
      var answer =
          hub.raw()
              .request(
                  "GET /",
                  "Host: " + hub.authority(),
                  "Upgrade: websocket",
                  "Connection: Upgrade",
                  "Sec-WebSocket-Version: 12",
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
      assertThat(answer.status()).isEqualTo(426);
      assertThat(answer.header("sec-websocket-version")).contains("13");
    }

    @Test
    void aMissingKeyIsRefused() throws IOException {
      var answer =
          hub.raw()
              .request(
                  "GET /",
                  "Host: " + hub.authority(),
                  "Upgrade: websocket",
                  "Connection: Upgrade",
                  "Sec-WebSocket-Version: 13");
      assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void whatIsNoHttpIsRefusedOrCut() throws IOException {
      var raw = hub.raw();
      raw.write("\u0016\u0003\u0001 this is no HTTP\r\n\r\n");
      String answer;
      try {
        answer = String.valueOf(raw.readAnswer(false).status());
      } catch (IOException e) {
        answer = "cut";
      }
      assertThat(answer).isIn("400", "cut");
    }

    @Test
    void httpVersion99IsRefused() throws IOException {
      var raw = hub.raw();
      raw.write("GET /healthz HTTP/9.9\r\nHost: " + hub.authority() + "\r\n\r\n");
      assertThat(raw.readAnswer(false).status()).isIn(400, 505);
    }

    @Test
    void twoContentLengthsThatDisagreeAreRefused() throws IOException {
      var answer =
          hub.raw()
              .request(
                  "POST /api/v1/events",
                  "Host: " + hub.authority(),
                  "Content-Type: application/json",
                  "Content-Length: 2",
                  "Content-Length: 3");
      assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void aPlainGetIsNoUpgrade() throws IOException {
      var answer = hub.raw().request("GET /events", "Host: " + hub.authority());
      assertThat(answer.status()).isNotEqualTo(101);
    }
  }
}
