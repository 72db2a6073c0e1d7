package dev.skillwire.net.fanout;

import io.netty.buffer.ByteBuf;

/// The way to one client, whatever carries it. On its event loop only.
public interface Link {

  /// Writes and flushes encoded events.
  ///
  /// @param encoded consumed, whatever happens
  void write(ByteBuf encoded);

  boolean isWritable();

  /// Whether what is written is the same as what is written to others just now.
  void sharing(boolean on);

  /// Ends the connection: something failed in a way that leaves open what it was sent.
  void broken();

  /// Bytes that the socket has not taken yet.
  long pendingBytes();

  /// When the client last took a byte, or had none to take, as [System#nanoTime].
  long lastProgressNanos();
}
