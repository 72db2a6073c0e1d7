package dev.skillwire.net.transport;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;

/// One WebSocket connection, as its session sees it. [#close] and [#reading] may be called from any thread, everything
/// else on [#loop] only. After a close everything that is written is dropped.
public interface SocketLink {

  /// The one thread that serves this connection.
  EventLoop loop();

  /// Whether permessage-deflate was negotiated; always without context takeover, so that one compressed frame serves
  /// every such client.
  boolean deflates();

  /// Whether unsent bytes are below the high mark.
  boolean isWritable();

  /// Whether what is written as frames is the same as what is written to others just now, so that it takes room once.
  void sharing(boolean on);

  /// Writes and flushes whole frames as they are (see [Frames]).
  ///
  /// @param frames consumed, whatever happens; pass a retained duplicate of a shared buffer
  void writeFrames(ByteBuf frames);

  /// As [#writeFrames], of memory that others are sent, too, and that who made it counts.
  void writeShared(ByteBuf frames);

  /// Writes and flushes one text message, compressed where that was negotiated and is worth it.
  ///
  /// @param text UTF-8; consumed, whatever happens
  void send(ByteBuf text);

  /// Bytes that the socket has not taken yet, plus about a hundred for each write.
  long pendingBytes();

  /// When the peer last took a byte, or had none to take, as [System#nanoTime]. Changes are noticed when this is
  /// called, so ask about once a second.
  long lastProgressNanos();

  /// Switches reading off and on again, to slow the peer. On the loop it holds from now on: what was already read (at
  /// most one buffer of 64 KiB) waits as it came. Does nothing once the connection is closing.
  void reading(boolean on);

  /// Starts the closing handshake; the peer has 2 seconds to answer.
  ///
  /// @param reason cut at 123 bytes
  void close(int code, String reason);
}
