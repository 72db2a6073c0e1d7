package dev.skillwire.net.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakWatch.class)
class IntakeTest {

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

  @Test
  void keepsWhatItCantTakeAsItCameAndInOrder() throws IOException {
    var takes = new AtomicBoolean();
    var opened = new AtomicInteger();
    var took = new CopyOnWriteArrayList<String>();
    application.opener =
        link ->
            new FakeApplication.Echo(link) {
              @Override
              public boolean message(ByteBuf utf8Text) {
                opened.incrementAndGet();
                if (takes.get()) {
                  took.add(utf8Text.toString(StandardCharsets.UTF_8));
                } else {
                  link.reading(false);
                }
                return takes.get();
              }
            };
    try (var client = connect(DEFLATE)) {
      var together = new ByteArrayOutputStream();
      for (int i = 0; i < 20; i++) {
        together.writeBytes(RawClient.frame(0xC1, deflate(i + "x".repeat(90_000))));
      }
      client.send(together.toByteArray());
      await().untilAsserted(() -> assertThat(opened).hasValue(1));
      var session = application.sessions.getFirst();
      // Not even once more, though all of it was read.
      session.link.loop().submit(() -> {}).syncUninterruptibly();
      assertThat(opened).hasValue(1);

      session.link.reading(true);
      await().untilAsserted(() -> assertThat(opened).hasValue(2));
      takes.set(true);
      session.link.reading(true);
      await().untilAsserted(() -> assertThat(took).hasSize(20));
      for (int i = 0; i < 20; i++) {
        assertThat(took.get(i)).startsWith(i + "x");
      }
    }
  }

  @Test
  void othersAreServedBetweenTheLargeMessagesOfOne() throws IOException {
    var took = new CopyOnWriteArrayList<String>();
    var between = new AtomicInteger();
    application.opener =
        link ->
            new FakeApplication.Echo(link) {
              @Override
              public boolean message(ByteBuf utf8Text) {
                if (took.isEmpty()) {
                  link.loop().execute(() -> between.set(took.size()));
                }
                took.add(utf8Text.toString(StandardCharsets.UTF_8));
                return true;
              }
            };
    try (var client = connect(DEFLATE)) {
      // All of it is there at the first look: 3 KB that become 1.8 MB.
      var together = new ByteArrayOutputStream();
      for (int i = 0; i < 20; i++) {
        together.writeBytes(RawClient.frame(0xC1, deflate(i + "x".repeat(90_000))));
      }
      client.send(together.toByteArray());
      await().until(() -> took.size() == 20);
      for (int i = 0; i < 20; i++) {
        assertThat(took.get(i)).startsWith(i + "x");
      }
      assertThat(between.get()).isBetween(1, 4);
    }
  }

  @Test
  void whoWaitsInTheLineCanBeClosedOrGo() throws IOException {
    application.opener = FakeApplication.Listener::new;
    var flood = new ByteArrayOutputStream();
    for (int i = 0; i < 200; i++) {
      flood.writeBytes(RawClient.frame(0xC1, deflate("x".repeat(90_000))));
    }
    try (var client = connect(DEFLATE)) {
      client.send(flood.toByteArray());
      await().until(() -> !application.sessions.isEmpty());
      application.sessions.getFirst().link.close(4000, "bye");
      assertThat(client.answer().closeCode()).isEqualTo(4000);
    }
    try (var client = connect(DEFLATE)) {
      client.send(flood.toByteArray());
    }
    await().until(() -> application.sessions.size() == 2 && application.sessions.get(1).closed);
  }

  @Test
  void doesNotReadWhoDoesNotRead() throws IOException {
    try (var client = connect()) {
      await().until(() -> !application.sessions.isEmpty());
      var session = application.sessions.getFirst();
      session
          .link
          .loop()
          .submit(
              () -> {
                while (session.link.isWritable()) {
                  session.link.send(FakeApplication.text("x".repeat(100_000)));
                }
              })
          .syncUninterruptibly();
      var before = session.link.pendingBytes();
      client.sendText("one").sendText("two");
      await().pollDelay(Duration.ofMillis(200)).until(() -> true);
      session.link.loop().submit(() -> {}).syncUninterruptibly();
      assertThat(session.link.pendingBytes()).isEqualTo(before);

      var last = client.answer();
      while (last.payload().length > 10) {
        last = client.answer();
      }
      assertThat(last.text()).isEqualTo("one");
      assertThat(client.answer().text()).isEqualTo("two");
    }
  }

  @Test
  void waitsForTheRestOfAMessageForSoLongOnly() throws IOException {
    transport.close();
    start(LONG, Duration.ofSeconds(4));
    try (var client = connect()) {
      client.send(RawClient.frame(0x01, new byte[] {'a'}));
      // Pongs show that it lives, not that it will ever end its message.
      for (int i = 0; i < 4; i++) {
        client.send(RawClient.frame(0x8A, new byte[0]));
      }
      assertThat(client.answer().closeCode()).isEqualTo(1008);
    }
  }

  @Test
  void hearsTheEndOfWhoIsToldToGo() throws IOException {
    application.opener =
        link ->
            new FakeApplication.Echo(link) {
              @Override
              public boolean message(ByteBuf utf8Text) {
                link.reading(false);
                return false;
              }
            };
    try (var client = connect()) {
      client.sendText("a").sendText("b");
      await().until(() -> !application.sessions.isEmpty());
      application.sessions.getFirst().link.close(4000, "bye");

      assertThat(client.answer().closeCode()).isEqualTo(4000);
      client.send(RawClient.frame(0x88, new byte[] {0x0F, (byte) 0xA0}));
      assertThat(client.ended()).isTrue();
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
}
