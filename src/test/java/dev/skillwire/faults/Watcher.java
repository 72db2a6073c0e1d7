package dev.skillwire.faults;

import dev.skillwire.contract.Json;
import dev.skillwire.contract.RawConnection;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A socket client that checks the sequence of every frame and keeps nothing but sums.
final class Watcher implements Closeable {

  private static final byte[] SEQ = "\"seq\":".getBytes(StandardCharsets.US_ASCII);

  private final RawConnection connection;
  private final boolean filtered;
  private final ObjectNode connected;
  private final CRC32 sum = new CRC32();
  private final Thread thread;
  private volatile long last;
  private final AtomicInteger count = new AtomicInteger();
  private volatile @Nullable String failure;
  private volatile boolean ended;

  /// @param filtered whether gaps are as they should be
  Watcher(RawConnection connection, String path, boolean filtered) throws IOException {
    this.connection = connection.upgraded(path);
    this.filtered = filtered;
    this.connected = connection.readMessage();
    if (!Json.has(connected, "type", "connected")) {
      throw new AssertionError("greeted with " + connected);
    }
    this.last = connected.path("seq").asLong();
    connection.patient();
    this.thread = Thread.ofVirtual().start(this::read);
  }

  ObjectNode connected() {
    return connected;
  }

  /// Sequence of the newest event.
  long last() {
    return last;
  }

  int count() {
    return count.get();
  }

  /// What was wrong with the order; null for nothing.
  @Nullable String failure() {
    return failure;
  }

  /// True once nothing more can come.
  boolean ended() {
    return ended;
  }

  /// Waits until the connection has ended.
  ///
  /// @return a sum over the bytes of all events in their order
  long sumAtEnd() throws InterruptedException {
    thread.join();
    return sum.getValue();
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }

  private void read() {
    try {
      while (true) {
        var frame = connection.readFrame();
        if (frame.opcode() == RawConnection.CLOSE) {
          return;
        }
        if (frame.opcode() == RawConnection.TEXT) {
          take(frame.payload());
        } else if (frame.opcode() == RawConnection.PING) {
          // Who is silent for too long is dropped, and a slow machine has time enough for that.
          connection.write(RawConnection.frame(true, 0, RawConnection.PONG, frame.payload()));
        }
      }
    } catch (IOException e) {
      // the end, as the test wants it or finds out
    } finally {
      ended = true;
    }
  }

  private void take(byte[] payload) {
    long seq = sequence(payload);
    if (filtered ? seq <= last : seq != last + 1) {
      failure = "after " + last + " came " + new String(payload, StandardCharsets.UTF_8);
    }
    sum.update(payload);
    count.incrementAndGet();
    last = seq;
  }

  private static long sequence(byte[] payload) {
    for (int at = 0; at + SEQ.length < payload.length; at++) {
      int i = 0;
      while (i < SEQ.length && payload[at + i] == SEQ[i]) {
        i++;
      }
      if (i == SEQ.length) {
        long seq = 0;
        for (int p = at + i; p < payload.length && payload[p] >= '0' && payload[p] <= '9'; p++) {
          seq = seq * 10 + payload[p] - '0';
        }
        return seq;
      }
    }
    return -1;
  }
}
