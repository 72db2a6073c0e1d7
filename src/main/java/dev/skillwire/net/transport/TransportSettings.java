package dev.skillwire.net.transport;

import io.netty.util.internal.PlatformDependent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How a [Transport] listens, and its limits.
///
/// @param host `localhost` for 127.0.0.1 and, where the system has it, ::1; any other name or address for itself
/// @param port 0 to 65535; 0 takes any that is free
/// @param loops event loops, that is threads, at least 1
/// @param maxMessageBytes largest WebSocket message (after inflating) and largest request body
/// @param maxConnections connections beyond are answered 503 and closed
/// @param heldBytes of all connections together: messages that are not whole yet, and what peers don't take; who holds
///     the most for the longest time is closed first
/// @param unauthenticatedTime for a request head to arrive, for its judgement, and for its body
/// @param pingEvery time between two pings to a WebSocket peer, and after which an idle event stream gets a comment
/// @param deadAfter a WebSocket peer that sent nothing for this long is dropped; a message must be whole in half of it
/// @param tls null serves plain TCP
public record TransportSettings(
    String host,
    int port,
    int loops,
    int maxMessageBytes,
    int maxConnections,
    long heldBytes,
    Duration unauthenticatedTime,
    Duration pingEvery,
    Duration deadAfter,
    @Nullable TlsFiles tls) {

  /// The name that stands for both loopback addresses.
  public static final String LOOPBACK = "localhost";

  public static final int MESSAGE_BYTES = 1024 * 1024;

  /// Far enough from the largest array that buffers can grow past it before it is noticed.
  public static final int MESSAGE_BYTES_HIGHEST = 256 * 1024 * 1024;

  public static final int CONNECTIONS = 20_000;
  public static final Duration UNAUTHENTICATED_TIME = Duration.ofSeconds(10);
  public static final Duration PING_EVERY = Duration.ofSeconds(20);
  public static final Duration DEAD_AFTER = Duration.ofSeconds(60);

  public TransportSettings {
    if (port < 0
        || port > 65_535
        || loops < 1
        || maxMessageBytes < 1
        || maxMessageBytes > MESSAGE_BYTES_HIGHEST
        || maxConnections < 1
        || heldBytes < 1) {
      throw new IllegalArgumentException("port, loops or a limit is out of range");
    }
  }

  /// Settings that let connections hold a part of the memory there is.
  public TransportSettings(
      String host,
      int port,
      int loops,
      int maxMessageBytes,
      int maxConnections,
      Duration unauthenticatedTime,
      Duration pingEvery,
      Duration deadAfter,
      @Nullable TlsFiles tls) {
    this(
        host,
        port,
        loops,
        maxMessageBytes,
        maxConnections,
        heldBytes(maxMessageBytes),
        unauthenticatedTime,
        pingEvery,
        deadAfter,
        tls);
  }

  /// 3/8 of the memory for buffers: they are kept in blocks of which a part lies idle.
  private static long heldBytes(int maxMessageBytes) {
    return Math.max(PlatformDependent.maxDirectMemory() / 8 * 3, 2L * maxMessageBytes);
  }

  /// Settings with every limit at its default, on plain TCP with one loop.
  public static TransportSettings on(String host, int port) {
    return new TransportSettings(
        host,
        port,
        1,
        MESSAGE_BYTES,
        CONNECTIONS,
        UNAUTHENTICATED_TIME,
        PING_EVERY,
        DEAD_AFTER,
        null);
  }
}
