package dev.skillwire.net.transport;

import io.netty.buffer.ByteBuf;

/// The application's side of one WebSocket connection. Called on the connection's event loop only; must not block.
public interface WebSocketSession {

  /// Takes one whole text message, or a binary message that is valid UTF-8. Not called after either side began to
  /// close.
  ///
  /// @param utf8Text borrowed for the length of the call: retain it to keep it
  /// @return false if it can't be taken now: it comes again as soon as [SocketLink#reading] is on, and nothing else
  ///     comes before
  boolean message(ByteBuf utf8Text);

  /// Looks at one whole binary message before it is read as text.
  ///
  /// @param bytes borrowed for the length of the call
  /// @return true if it was dealt with; false to have it delivered as [#message] when it is valid UTF-8, else the
  ///     connection closed with 1007
  default boolean binary(ByteBuf bytes) {
    return false;
  }

  /// Tells that unsent bytes crossed a mark: false above the high one, true below the low one.
  void writable(boolean writable);

  /// Tells that the connection is gone; the last call.
  void closed();
}
