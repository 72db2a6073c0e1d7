package dev.skillwire.net.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakWatch.class)
class HoldingsTest {

  private static final int MESSAGE_BYTES = 100_000;
  private static final int HELD_BYTES = 1_000_000;
  private static final Duration LONG = Duration.ofSeconds(60);

  private final FakeApplication application = new FakeApplication();
  private final List<RawClient> clients = new ArrayList<>();
  private Transport transport;

  @BeforeEach
  void listen() throws IOException {
    transport =
        Transport.listen(
            new TransportSettings(
                "127.0.0.1", 0, 1, MESSAGE_BYTES, 200, HELD_BYTES, LONG, LONG, LONG, null),
            application);
  }

  @AfterEach
  void close() throws IOException {
    for (var client : clients) {
      client.close();
    }
    transport.close();
  }

  private RawClient connect() throws IOException {
    var client = RawClient.webSocket(transport.port());
    clients.add(client);
    return client;
  }

  /// A client whose socket takes next to nothing.
  private RawClient deaf() throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(2_048);
    socket.connect(
        new InetSocketAddress(
            InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), transport.port()));
    var client = new RawClient(socket);
    clients.add(client);
    assertThat(client.upgrade().status()).isEqualTo(101);
    return client;
  }

  private static byte[] words(int bytes) {
    return "x".repeat(bytes).getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void closesUnfinishedMessagesBeforeTheyTakeTheMemoryOfOthers() throws IOException {
    var bystander = connect();
    for (int i = 0; i < 20; i++) {
      connect().send(RawClient.frame(0x01, words(90_000)));
    }
    for (int i = 0; i < 50; i++) {
      bystander.send(RawClient.frame(0x81, words(80_000)));
      assertThat(bystander.answer().payload()).hasSize(80_000);
    }

    assertThat(clients.get(1).answer().closeCode()).isEqualTo(1008);
    var open = application.sessions.stream().filter(session -> !session.closed).count();
    assertThat(open).isGreaterThan(5);
  }

  @Test
  void countsFramesThatAreNotWhole() throws IOException {
    for (int i = 0; i < 20; i++) {
      var frame = RawClient.frame(0x81, words(90_000));
      connect().send(java.util.Arrays.copyOf(frame, 80_000));
    }
    assertThat(clients.getFirst().answer().closeCode()).isEqualTo(1008);
  }

  @Test
  void cutsOffWhoReadsNothingAndNobodyElse() throws IOException {
    var bystander = connect();
    for (int i = 0; i < 12; i++) {
      var _ = deaf();
    }
    await().until(() -> application.sessions.size() == 13);
    var deaf = application.sessions.subList(1, 13);
    for (int i = 0; i < 200; i++) {
      for (var session : deaf) {
        session.link.loop().execute(() -> session.link.send(Unpooled.wrappedBuffer(words(60_000))));
      }
      bystander.sendText("still here");
      assertThat(bystander.answer().text()).isEqualTo("still here");
    }
    await().untilAsserted(() -> assertThat(deaf).anyMatch(session -> session.closed));
    assertThat(application.sessions.getFirst().closed).isFalse();
  }

  @Test
  void countsWhatManyAreSentOnce() throws IOException {
    for (int i = 0; i < 40; i++) {
      var _ = deaf();
    }
    await().until(() -> application.sessions.size() == 40);
    for (var session : application.sessions) {
      session
          .link
          .loop()
          .submit(
              () -> {
                session.link.sharing(true);
                while (session.link.isWritable() && session.link.pendingBytes() < 150_000) {
                  var frame = Unpooled.directBuffer();
                  Frames.appendBinary(frame, Unpooled.wrappedBuffer(words(50_000)));
                  session.link.writeFrames(frame);
                }
              })
          .syncUninterruptibly();
    }
    assertThat(application.sessions).noneMatch(session -> session.closed);
  }

  @Test
  void countsATextThatIsSharedNotAtAll() throws IOException {
    for (int i = 0; i < 10; i++) {
      var _ = deaf();
    }
    await().until(() -> application.sessions.size() == 10);
    var text = Unpooled.directBuffer();
    Frames.appendBinary(text, Unpooled.wrappedBuffer(words(5_000_000)));
    for (var session : application.sessions) {
      session
          .link
          .loop()
          .submit(() -> session.link.writeShared(text.retainedDuplicate()))
          .syncUninterruptibly();
    }
    text.release();
    assertThat(application.sessions).noneMatch(session -> session.closed);
    assertThat(application.sessions.getLast().link.pendingBytes()).isGreaterThan(HELD_BYTES);
  }

  @Test
  void letsManyBodiesWaitForEachOther() throws IOException {
    transport.close();
    transport =
        Transport.listen(
            new TransportSettings(
                "127.0.0.1", 0, 1, 1_000_000, 200, 4_000_000, LONG, LONG, LONG, null),
            application);
    var half = "x".repeat(500_000);
    for (int i = 0; i < 8; i++) {
      var client = new RawClient(transport.port());
      clients.add(client);
      client.send("POST /p HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n");
      client.send(half);
    }
    await().until(() -> application.admitted.size() == 8);
    for (var client : clients) {
      client.send(half);
    }
    for (var client : clients) {
      assertThat(client.response().body()).isEqualTo("POST /p 1000000");
    }
  }
}
