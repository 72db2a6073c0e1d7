package dev.skillwire.net.transport;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletionStage;

/// What is served on a [Transport]. Every method is called on the event loop of the connection and must not block.
public interface Application {

  /// Judges one request before anything of it is acted on, each one of a connection anew. The rest of the connection
  /// waits meanwhile, at most [TransportSettings#unauthenticatedTime].
  ///
  /// @return completes on any thread; completing with an exception answers 500
  CompletionStage<Gate> admit(RequestHead head);

  /// Takes a connection whose handshake was just written. What it sends inside this call leaves together with the
  /// answer to the handshake. An exception closes the connection with 1011.
  WebSocketSession open(RequestHead head, Object grant, SocketLink link);

  /// Serves one request whose body has arrived.
  ///
  /// @param body whole, at most [TransportSettings#maxMessageBytes] bytes; borrowed for the length of the call: retain
  ///     it to keep it
  void http(RequestHead head, Object grant, ByteBuf body, HttpReply reply);
}
