package dev.skillwire.net.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakWatch.class)
class TransportTest {

  private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final Duration LONG = Duration.ofSeconds(20);

  private final FakeApplication application = new FakeApplication();

  @Nested
  class Listening {

    @Test
    void hasOnePortOnBothLoopbacks() throws IOException {
      try (var transport = Transport.listen(FakeApplication.settings(), application)) {
        assertThat(transport.addresses()).extracting("port").containsOnly(transport.port());
        for (var address : transport.addresses()) {
          assertThat(address.getAddress().isLoopbackAddress()).isTrue();
          try (var socket = new Socket(address.getAddress(), address.getPort());
              var client = new RawClient(socket)) {
            assertThat(client.send(GET).response().status()).isEqualTo(200);
            var head = application.admitted.getLast();
            assertThat(head.remote().getPort()).isEqualTo(client.socket.getLocalPort());
            assertThat(head.local().getAddress()).isEqualTo(address.getAddress());
          }
        }
      }
    }

    @Test
    void refusesAPortThatIsTaken() throws IOException {
      try (var first = Transport.listen(FakeApplication.settings(), application)) {
        var settings = TransportSettings.on(TransportSettings.LOOPBACK, first.port());

        assertThatThrownBy(() -> Transport.listen(settings, application))
            .isInstanceOfSatisfying(
                PortTakenException.class,
                e -> {
                  assertThat(e.port()).isEqualTo(first.port());
                  assertThat(e).hasMessageContaining(String.valueOf(first.port()));
                  if (System.getProperty("os.name", "").equals("Linux")) {
                    assertThat(e.holder())
                        .contains("process " + ProcessHandle.current().pid() + " (");
                  }
                });
      }
    }

    @Test
    void refusesAPortThatAnyAddressHolds() throws IOException {
      try (var other = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
        var settings = TransportSettings.on(TransportSettings.LOOPBACK, other.getLocalPort());

        assertThatThrownBy(() -> Transport.listen(settings, application))
            .isInstanceOf(PortTakenException.class);
      }
    }

    @Test
    void dropsTheOldestOfTooManyThatAskForNothing() throws IOException {
      var silent = new ArrayList<RawClient>();
      try (var transport = Transport.listen(FakeApplication.settings(), application);
          var known = new RawClient(transport.port())) {
        assertThat(known.send(GET).response().status()).isEqualTo(200);
        for (int i = 0; i <= LoopState.STRANGERS; i++) {
          silent.add(new RawClient(transport.port()));
        }
        assertThat(silent.getFirst().ended()).isTrue();
        assertThat(known.send(GET).response().status()).isEqualTo(200);
        assertThat(silent.getLast().send(GET).response().status()).isEqualTo(200);
      } finally {
        for (var client : silent) {
          client.close();
        }
      }
    }

    @Test
    void tellsSeldomThatConnectionsHaveToWait() {
      var log = new AcceptFaults();
      var channel = new EmbeddedChannel(log);
      channel.pipeline().fireExceptionCaught(new IOException("Too many open files"));
      // It goes no further: Netty would log it whole, once a second.
      channel.checkException();
      assertThat(new Seldom().now()).isTrue();
    }

    @Test
    void turnsAwayWhatIsTooMany() throws IOException {
      var settings = new TransportSettings("127.0.0.1", 0, 2, 1_000, 1, LONG, LONG, LONG, null);
      try (var transport = Transport.listen(settings, application);
          var first = new RawClient(transport.port())) {
        assertThat(transport.loops()).hasSize(2);
        assertThat(first.send(GET).response().status()).isEqualTo(200);
        try (var second = new RawClient(transport.port())) {
          assertThat(second.response().status()).isEqualTo(503);
        }
        first.socket.close();
        await()
            .ignoreExceptions()
            .until(
                () -> {
                  try (var third = new RawClient(transport.port())) {
                    return third.send(GET).response().status() == 200;
                  }
                });
      }
    }
  }

  @Nested
  class Draining {

    @Test
    void closesSocketsWithTheCodeAndWaitsForThePeers() throws IOException {
      var transport = Transport.listen(FakeApplication.settings(), application);
      try (transport;
          var client = RawClient.webSocket(transport.port())) {
        var drained = CompletableFuture.runAsync(() -> transport.drain(4000, "shutdown", LONG));

        var close = client.answer();
        assertThat(close.closeCode()).isEqualTo(4000);
        client.send(RawClient.frame(0x88, close.payload()));
        assertThat(client.ended()).isTrue();
        drained.join();
        assertThat(application.sessions.getFirst().closed).isTrue();
        assertThatThrownBy(() -> new RawClient(transport.port()).close())
            .isInstanceOf(IOException.class);
      }
    }

    @Test
    void letsARequestAtHandBeAnswered() throws IOException {
      var replies = new AtomicReference<HttpReply>();
      application.service = (_, _, reply) -> replies.set(reply);
      var transport = Transport.listen(FakeApplication.settings(), application);
      try (transport;
          var client = new RawClient(transport.port());
          var idle = new RawClient(transport.port())) {
        client.send(GET);
        await().until(() -> replies.get() != null);
        var drained = CompletableFuture.runAsync(() -> transport.drain(4000, "shutdown", LONG));
        assertThat(idle.ended()).isTrue();

        replies.get().send(200, Map.of(), FakeApplication.text("done"));

        var response = client.response();
        assertThat(response.body()).isEqualTo("done");
        assertThat(response.headers()).containsEntry("connection", "close");
        assertThat(client.ended()).isTrue();
        client.socket.close();
        drained.join();
      }
    }

    @Test
    void answers503ToWhatTakesTooLong() throws IOException {
      var replies = new AtomicReference<HttpReply>();
      application.service = (_, _, reply) -> replies.set(reply);
      var transport = Transport.listen(FakeApplication.settings(), application);
      try (transport;
          var client = new RawClient(transport.port())) {
        client.send(GET);
        await().until(() -> replies.get() != null);

        transport.drain(4000, "shutdown", Duration.ofMillis(100));

        assertThat(client.response().status()).isEqualTo(503);
      }
    }
  }
}
