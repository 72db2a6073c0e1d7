package dev.skillwire.net.transport;

/// One accepted connection in one of its two lives; confined to its loop.
sealed interface Connection permits HttpConnection, WebSocketConnection {

  /// When this wants [#onTime], as [System#nanoTime].
  long dueNanos();

  /// Does what is due: pings, time-outs, giving up.
  void onTime(long nowNanos);

  /// Ends in order: a WebSocket by this close code, HTTP after the request at hand.
  void drain(int closeCode, String reason);

  /// Ends now.
  void abandon();

  /// Bytes of what is not whole yet and of what the peer does not take.
  long heldBytes();

  /// What was counted of [#heldBytes].
  Holdings.Share share();

  /// Ends and lets go of what it holds, because others need the room.
  void giveWay();
}
