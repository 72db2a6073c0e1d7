package dev.skillwire.net.transport;

import io.netty.buffer.ByteBuf;
import java.util.Map;

/// The answer to one HTTP request: exactly one of [#send] or [#stream], from any thread, now or later. What comes
/// after the first answer, or after the peer left, is dropped.
public interface HttpReply {

  /// Answers whole. Length, connection headers and the security headers of every answer are added.
  ///
  /// @param body consumed, whatever happens; not sent to HEAD
  void send(int status, Map<String, String> headers, ByteBuf body);

  /// Answers 200 with a body that goes on until either side ends it, `text/event-stream` unless said otherwise.
  EventStream stream(Map<String, String> headers);

  /// Calls `then` once if the peer leaves before the answer was given; on the event loop, at once if it has left.
  void onAborted(Runnable then);
}
