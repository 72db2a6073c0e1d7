package dev.skillwire.stream;

import dev.skillwire.core.Command;
import dev.skillwire.core.Reply;
import dev.skillwire.core.Sender;
import dev.skillwire.core.Snapshot;
import dev.skillwire.log.EventLog;
import dev.skillwire.log.MemoryLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/// A hub on a clock that is moved by hand.
public final class Running implements AutoCloseable {

  private final HandClock clock;
  private final Hub hub;

  private Running(EventLog log, HandClock clock, Codec codec, Hub.Bounds bounds) {
    this.clock = clock;
    try {
      hub = Hub.start(log, codec, bounds, clock, clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Running on(EventLog log, HandClock clock) {
    return new Running(log, clock, new WireBytes(), Hub.Bounds.DEFAULT);
  }

  public static Running withTail(int entries) {
    return new Running(
        new MemoryLog(100_000, 64 << 20),
        new HandClock(),
        new WireBytes(),
        new Hub.Bounds(Retention.DEFAULT, entries, 64L << 20));
  }

  static Running inMemory() {
    return on(new MemoryLog(10_000, 10_000_000), new HandClock());
  }

  public Hub hub() {
    return hub;
  }

  /// Hands in a command without waiting.
  CompletableFuture<Reply> offer(Command command, Sender from, String key) {
    var reply = new CompletableFuture<Reply>();
    if (!hub.offer(command, from, key, 100, reply::complete, null)) {
      throw new AssertionError("the hub takes nothing");
    }
    return reply;
  }

  public Reply submit(Command command, Sender from, String key) {
    return result(offer(command, from, key));
  }

  public Reply submit(Command command) {
    return submit(command, Publishing.SOURCE, "");
  }

  public Snapshot snapshot() {
    var seen = new CompletableFuture<Snapshot>();
    hub.snapshot(seen::complete);
    return result(seen);
  }

  /// Time goes by, and the hub notices.
  void pass(Duration time) {
    clock.pass(time);
    snapshot();
  }

  /// Types of all that was published since the start, as far as they are in memory.
  List<String> published() {
    var tail = hub.tail();
    return LongStream.rangeClosed(tail.first(), tail.head())
        .mapToObj(tail::entry)
        .map(entry -> entry == null ? "?" : entry.kind())
        .toList();
  }

  static <T> T result(CompletableFuture<T> future) {
    return future.orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    hub.close();
  }
}
