package dev.skillwire.net.transport;

import io.netty.channel.Channel;

/// Channel calls whose outcome nobody waits for: a write that fails ends in the pipeline's `exceptionCaught`, and a
/// close can't fail in a way that matters.
@SuppressWarnings("FutureReturnValueIgnored")
final class Unawaited {

  private Unawaited() {}

  /// Writes and flushes without a promise.
  ///
  /// @param message consumed
  static void write(Channel channel, Object message) {
    channel.writeAndFlush(message, channel.voidPromise());
  }

  static void close(Channel channel) {
    channel.close();
  }
}
