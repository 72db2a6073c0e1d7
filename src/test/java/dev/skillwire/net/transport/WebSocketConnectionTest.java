package dev.skillwire.net.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakWatch.class)
class WebSocketConnectionTest {

  private static final int MAX_BYTES = 100_000;
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate";

  private final FakeApplication application = new FakeApplication();
  private Transport transport;

  @BeforeEach
  void listen() throws IOException {
    start(LONG, LONG);
  }

  private void start(Duration ping, Duration dead) throws IOException {
    transport = Transport.listen(FakeApplication.with(MAX_BYTES, LONG, ping, dead), application);
  }

  @AfterEach
  void close() {
    transport.close();
  }

  private RawClient connect(String... headers) throws IOException {
    return RawClient.webSocket(transport.port(), headers);
  }

  @Nested
  class Handshaking {

    @Test
    void echoesItsOwnSubprotocolOnly() throws IOException {
      try (var client = new RawClient(transport.port())) {
        var response = client.upgrade("Sec-WebSocket-Protocol: skillwire.token.T, skillwire.v1");

        assertThat(response.status()).isEqualTo(101);
        assertThat(response.headers())
            .containsEntry("sec-websocket-protocol", "skillwire.v1")
            .containsEntry("sec-websocket-accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
            .doesNotContainKey("sec-websocket-extensions");
      }
    }

    @Test
    void takesFramesThatCameTogetherWithTheRequest() throws IOException {
      try (var client = new RawClient(transport.port())) {
        var together = new ByteArrayOutputStream();
        together.writeBytes(RawClient.upgradeRequest().getBytes(StandardCharsets.US_ASCII));
        together.writeBytes(RawClient.frame(0x81, "early".getBytes(StandardCharsets.UTF_8)));
        client.send(together.toByteArray());

        assertThat(client.response().status()).isEqualTo(101);
        assertThat(client.answer().text()).isEqualTo("early");
      }
    }

    @Test
    void namesTheVersionItSpeaks() throws IOException {
      try (var client = new RawClient(transport.port())) {
        client.send(RawClient.upgradeRequest().replace("Version: 13", "Version: 8"));

        var response = client.response();
        assertThat(response.status()).isEqualTo(426);
        assertThat(response.headers()).containsEntry("sec-websocket-version", "13");
      }
    }

    @Test
    void refusesBadKeysAndMethods() throws IOException {
      try (var client = new RawClient(transport.port())) {
        client.send(RawClient.upgradeRequest().replace("dGhlIHN", "!"));
        assertThat(client.response().status()).isEqualTo(400);
        client.send(RawClient.upgradeRequest().replace("GET", "POST"));
        assertThat(client.response().status()).isEqualTo(405);
      }
    }
  }

  @Nested
  class Talking {

    @Test
    void joinsFragmentsWithAPingBetween() throws IOException {
      try (var client = connect()) {
        client.send(RawClient.frame(0x01, "ab".getBytes(StandardCharsets.UTF_8)));
        client.send(RawClient.frame(0x89, "p".getBytes(StandardCharsets.UTF_8)));
        client.send(RawClient.frame(0x80, "cd".getBytes(StandardCharsets.UTF_8)));

        assertThat(client.frame()).extracting("first").isEqualTo(0x8A);
        assertThat(client.answer().text()).isEqualTo("abcd");
      }
    }

    @Test
    void readsBinaryThatIsNoUtf8AsAnEmptyMessage() throws IOException {
      application.opener = FakeApplication.Listener::new;
      try (var client = connect()) {
        client.send(RawClient.frame(0x82, "täxt".getBytes(StandardCharsets.UTF_8)));
        await().until(() -> application.sessions.getFirst().seen.contains("täxt"));

        client.send(RawClient.frame(0x82, new byte[] {(byte) 0xFE}));
        client.send(RawClient.frame(0x81, "still open".getBytes(StandardCharsets.UTF_8)));
        await().until(() -> application.sessions.getFirst().seen.contains("still open"));
        assertThat(application.sessions.getFirst().seen).containsExactly("täxt", "", "still open");
      }
    }

    @Test
    void closesWithTheCodeThatFits() throws IOException {
      try (var tooLarge = connect();
          var tooLargeInParts = connect();
          var notUtf8 = connect();
          var reserved = connect();
          var unmasked = connect()) {
        tooLarge.send(RawClient.frame(0x81, new byte[MAX_BYTES + 1]));
        assertThat(tooLarge.answer().closeCode()).isEqualTo(1009);
        assertThat(tooLarge.ended()).isTrue();
        tooLargeInParts.send(RawClient.frame(0x01, new byte[MAX_BYTES]));
        tooLargeInParts.send(RawClient.frame(0x80, new byte[1]));
        assertThat(tooLargeInParts.answer().closeCode()).isEqualTo(1009);
        notUtf8.send(RawClient.frame(0x81, new byte[] {(byte) 0xC0, 0}));
        assertThat(notUtf8.answer().closeCode()).isEqualTo(1007);
        reserved.send(RawClient.frame(0xC1, new byte[1]));
        assertThat(reserved.answer().closeCode()).isEqualTo(1002);
        unmasked.send(new byte[] {(byte) 0x81, 1, 'x'});
        assertThat(unmasked.answer().closeCode()).isEqualTo(1002);
      }
    }

    @Test
    void answersACloseAndTellsTheSession() throws IOException {
      try (var client = connect();
          var silent = connect()) {
        client.send(RawClient.frame(0x88, new byte[] {0x0F, (byte) 0xA1}));
        assertThat(client.answer().closeCode()).isEqualTo(4001);
        assertThat(client.ended()).isTrue();
        silent.send(RawClient.frame(0x88, new byte[0]));
        assertThat(silent.answer()).extracting("first").isEqualTo(0x88);
        assertThat(silent.ended()).isTrue();

        await().until(() -> application.sessions.stream().allMatch(s -> s.closed));
      }
    }

    @Test
    void stopsReadingUntilToldToGoOn() throws IOException {
      application.opener = FakeApplication.Listener::new;
      try (var client = connect()) {
        await().until(() -> !application.sessions.isEmpty());
        var session = application.sessions.getFirst();
        session.link.reading(false);
        session.link.loop().submit(() -> {}).awaitUninterruptibly();
        client.sendText("a");
        var seen = session.link.loop().submit(() -> session.seen.size());
        assertThat(seen.awaitUninterruptibly().getNow()).isZero();

        session.link.reading(true);
        await().until(() -> session.seen.contains("a"));
      }
    }

    @Test
    void showsThatAPeerTakesNothing() throws IOException {
      try (var client = connect()) {
        await().until(() -> !application.sessions.isEmpty());
        var session = application.sessions.getFirst();
        var link = session.link;
        await()
            .until(
                () -> {
                  link.loop()
                      .submit(() -> link.writeFrames(Unpooled.wrappedBuffer(new byte[2_000_000])))
                      .awaitUninterruptibly();
                  return !link.isWritable();
                });
        assertThat(session.seen).contains("writable false");
        assertThat(link.pendingBytes()).isPositive();
        var progress = new AtomicLong();
        await()
            .during(Duration.ofMillis(200))
            .until(() -> progress.getAndSet(progress(link)) == progress.get());
        var before = progress.get();
        await()
            .until(
                () -> {
                  client.socket.getInputStream().skipNBytes(400_000);
                  return progress(link) > before;
                });
      }
    }

    private static long progress(SocketLink link) {
      var asked = link.loop().submit(link::lastProgressNanos);
      return asked.awaitUninterruptibly().getNow();
    }
  }

  @Nested
  class Compressing {

    @Test
    void inflatesAndDeflatesWithoutContext() throws IOException, DataFormatException {
      var text = "all work and no play ".repeat(50);
      try (var client = connect(DEFLATE + "; client_max_window_bits")) {
        for (var round = 0; round < 2; round++) {
          client.send(RawClient.frame(0xC1, deflate(text)));

          var answer = client.answer();
          assertThat(answer.compressed()).isTrue();
          assertThat(inflate(answer.payload())).isEqualTo(text);
        }
        var packed = deflate(text);
        client.send(RawClient.frame(0x41, Arrays.copyOf(packed, 10)));
        client.send(RawClient.frame(0x80, Arrays.copyOfRange(packed, 10, packed.length)));
        assertThat(inflate(client.answer().payload())).isEqualTo(text);
        client.sendText("plain");
        assertThat(client.answer().text()).isEqualTo("plain");
      }
    }

    @Test
    void survivesABomb() throws IOException {
      try (var client = connect(DEFLATE)) {
        var bomb = deflate("x".repeat(50 * MAX_BYTES));
        assertThat(bomb.length).isLessThan(MAX_BYTES);
        client.send(RawClient.frame(0xC1, bomb));

        assertThat(client.answer().closeCode()).isEqualTo(1009);
      }
    }

    @Test
    void refusesGarbageAndReservedBits() throws IOException {
      try (var garbage = connect(DEFLATE);
          var control = connect(DEFLATE);
          var second = connect(DEFLATE)) {
        garbage.send(RawClient.frame(0xC1, new byte[] {-1, -1, -1, -1}));
        assertThat(garbage.answer().closeCode()).isEqualTo(1007);
        control.send(RawClient.frame(0xC9, new byte[0]));
        assertThat(control.answer().closeCode()).isEqualTo(1002);
        second.send(RawClient.frame(0xA1, new byte[0]));
        assertThat(second.answer().closeCode()).isEqualTo(1002);
      }
    }

    private static byte[] deflate(String text) {
      var deflater = new Deflater(6, true);
      deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
      var out = new byte[text.length() + 100];
      var size = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
      deflater.end();
      return Arrays.copyOf(out, size - 4);
    }

    private static String inflate(byte[] packed) throws DataFormatException {
      var inflater = new Inflater(true);
      var whole = Arrays.copyOf(packed, packed.length + 4);
      whole[whole.length - 1] = -1;
      whole[whole.length - 2] = -1;
      inflater.setInput(whole);
      var out = new byte[MAX_BYTES];
      var size = inflater.inflate(out);
      inflater.end();
      return new String(out, 0, size, StandardCharsets.UTF_8);
    }
  }

  @Nested
  class Watching {

    @BeforeEach
    void restart() throws IOException {
      close();
      start(Duration.ofMillis(200), Duration.ofMillis(1_000));
    }

    @Test
    void pingsAndDropsWhoStaysSilent() throws IOException {
      try (var client = connect()) {
        assertThat(client.frame()).extracting("first").isEqualTo(0x89);

        await().until(() -> application.sessions.getFirst().closed);
      }
    }

    @Test
    void keepsWhoAnswers() throws IOException {
      try (var client = connect()) {
        for (var i = 0; i < 12; i++) {
          assertThat(client.frame()).extracting("first").isEqualTo(0x89);
          client.send(RawClient.frame(0x8A, new byte[0]));
        }
        assertThat(application.sessions.getFirst().closed).isFalse();
      }
    }
  }
}
