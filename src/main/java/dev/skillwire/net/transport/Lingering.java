package dev.skillwire.net.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;

/// The end of a connection whose peer may still be sending: closing at once would reset it, and the peer would lose
/// the last answer. So the sending side is shut, what arrives is dropped by the caller, and the peer closes.
final class Lingering {

  /// For the peer to close after our last byte was taken.
  static final Duration FOR_PEER = Duration.ofSeconds(2);

  /// For the socket to take the last bytes.
  static final Duration FOR_SOCKET = Duration.ofSeconds(30);

  private Lingering() {}

  /// Shuts the sending side once `last` is written.
  static void after(ChannelFuture last) {
    var _ =
        last.addListener(
            written -> {
              if (written.isSuccess()) {
                shut(last.channel());
              } else {
                Unawaited.close(last.channel());
              }
            });
  }

  private static void shut(Channel channel) {
    var tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) {
      var _ = tls.closeOutbound();
    } else if (channel instanceof DuplexChannel duplex) {
      var _ = duplex.shutdownOutput();
    } else {
      Unawaited.close(channel);
    }
    channel.config().setAutoRead(true);
  }
}
