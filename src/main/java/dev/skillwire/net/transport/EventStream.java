package dev.skillwire.net.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;

/// One answer that goes on: server-sent events. May be used from any thread, [#lastProgressNanos] on [#loop] only.
/// A comment line is sent by itself when nothing else was for a while, so that a dead peer is noticed.
public interface EventStream {

  /// The one thread that serves this connection.
  EventLoop loop();

  /// Writes and flushes whole events, as one chunk.
  ///
  /// @param events consumed, whatever happens; pass a retained duplicate of a shared buffer
  void write(ByteBuf events);

  /// As [#write], of memory that others are sent, too, and that who made it counts.
  void writeShared(ByteBuf events);

  /// As [SocketLink#sharing]; on [#loop] only.
  void sharing(boolean on);

  /// Whether unsent bytes are below the high mark.
  boolean isWritable();

  /// Bytes that the socket has not taken yet, plus about a hundred for each write.
  long pendingBytes();

  /// As [SocketLink#lastProgressNanos].
  long lastProgressNanos();

  /// Ends the answer and the connection.
  void close();

  /// Calls `then` on the loop each time [#isWritable] changed; one listener, the last set counts.
  void onWritable(Runnable then);

  /// Calls `then` once on the loop when the stream ended, by either side; at once if it has.
  void onClosed(Runnable then);
}
