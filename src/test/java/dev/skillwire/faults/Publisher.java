package dev.skillwire.faults;

import dev.skillwire.contract.Json;
import dev.skillwire.contract.RawConnection;
import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/// A socket that publishes as fast as it may, many events on the way at once, and notes what was
/// acknowledged.
final class Publisher implements Closeable {

  /// Most events that wait for their `ack`.
  private static final int UNDER_WAY = 256;

  private final RawConnection connection;
  private final String name;
  private final String filler;
  private final Semaphore room = new Semaphore(UNDER_WAY);
  private final AtomicLong refused = new AtomicLong();
  private final Map<String, Long> acknowledged;
  private final Thread writer;
  private final Thread reader;
  private volatile boolean over;

  /// @param connection a WebSocket
  /// @param acknowledged gets the sequence of each acknowledged event under its `mark`
  /// @param fillerCharacters how long each event is at least
  Publisher(
      RawConnection connection,
      String name,
      int fillerCharacters,
      ConcurrentHashMap<String, Long> acknowledged)
      throws IOException {
    this.connection = connection;
    this.name = name;
    this.filler = "z".repeat(fillerCharacters);
    this.acknowledged = acknowledged;
    connection.text("{\"type\":\"subscribe\",\"types\":[]}");
    reader = Thread.ofVirtual().start(this::read);
    writer = Thread.ofVirtual().start(this::write);
  }

  /// How many of its events were refused with `busy`.
  long refused() {
    return refused.get();
  }

  /// Publishes no more.
  @Override
  public void close() throws IOException {
    over = true;
    connection.close();
  }

  /// Waits until the connection has ended and all that came over it is noted.
  void awaitEnd() throws InterruptedException {
    reader.join();
    over = true;
    room.release(UNDER_WAY);
    writer.join();
  }

  private void write() {
    try {
      for (long i = 0; !over; i++) {
        room.acquire();
        connection.text(
            Json.object(
                    "type",
                    "load",
                    "mark",
                    name + "-" + i,
                    "request_id",
                    name + "-" + i,
                    "filler",
                    filler)
                .toString());
      }
    } catch (IOException e) {
      over = true; // the hub is gone, as it should be
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    try {
      while (true) {
        var message = connection.readMessage();
        var request = message.path("request_id").asString("");
        if (Json.has(message, "type", "ack")) {
          acknowledged.put(request, message.path("seq").asLong());
          room.release();
        } else if (Json.has(message, "type", "error")) {
          refused.incrementAndGet();
          room.release();
        }
      }
    } catch (IOException | AssertionError e) {
      over = true;
      room.release(UNDER_WAY);
    }
  }
}
