package dev.skillwire.net.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakWatch.class)
class ChunkedStreamTest {

  private static final int MAX_BYTES = 1_000;
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private final AtomicReference<EventStream> streams = new AtomicReference<>();

  private final FakeApplication application = new FakeApplication();
  private Transport transport;
  private RawClient client;

  @BeforeEach
  void listen() throws IOException {
    transport = Transport.listen(FakeApplication.with(MAX_BYTES, LONG, LONG, LONG), application);
    client = new RawClient(transport.port());
    application.service = (_, _, reply) -> streams.set(reply.stream(Map.of("x-a", "b")));
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    transport.close();
  }

  @Test
  void sendsEachWriteAsAChunkUntilClosed() throws IOException {
    var head = client.send(GET).response();
    assertThat(head.headers())
        .containsEntry("content-type", "text/event-stream")
        .containsEntry("transfer-encoding", "chunked")
        .containsEntry("x-a", "b");

    await().until(() -> streams.get() != null);
    streams.get().write(FakeApplication.text("data: 1\n\n"));
    streams.get().write(FakeApplication.text(""));
    streams.get().write(FakeApplication.text("data: 2\n\n"));
    assertThat(client.chunk()).isEqualTo("data: 1\n\n");
    assertThat(client.chunk()).isEqualTo("data: 2\n\n");

    streams.get().close();
    assertThat(client.chunk()).isNull();
    assertThat(client.ended()).isTrue();
  }

  @Test
  void tellsWhenThePeerLeaves() throws IOException {
    client.send(GET).response();
    await().until(() -> streams.get() != null);
    var closed = new AtomicBoolean();
    streams.get().onClosed(() -> closed.set(true));

    client.close();

    await().untilTrue(closed);
    streams.get().write(FakeApplication.text("dropped"));
  }

  @Test
  void knowsAboutAPeerThatTakesNothing() throws IOException {
    client.send(GET).response();
    await().until(() -> streams.get() != null);
    var stream = streams.get();
    // The first writes may all fit into the kernel's buffers, so that nothing stays pending.
    await()
        .until(
            () -> {
              if (stream.isWritable()) {
                stream.write(FakeApplication.text("x".repeat(2_000_000)));
              }
              return !stream.isWritable() && stream.pendingBytes() > 64 * 1024;
            });
  }
}
