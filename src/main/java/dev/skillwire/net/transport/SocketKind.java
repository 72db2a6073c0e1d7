package dev.skillwire.net.transport;

import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.channels.spi.SelectorProvider;

/// How sockets are polled: epoll where the system has it, else what the JDK offers.
enum SocketKind {
  EPOLL,
  NIO;

  static SocketKind best() {
    return Epoll.isAvailable() ? EPOLL : NIO;
  }

  IoHandlerFactory handlers() {
    return switch (this) {
      case EPOLL -> EpollIoHandler.newFactory();
      case NIO -> NioIoHandler.newFactory();
    };
  }

  /// A listening socket of the family of an address: one of both families would take 0.0.0.0 for every address of IPv6, too.
  ChannelFactory<ServerChannel> listener(InetAddress at) {
    var family =
        at instanceof Inet4Address ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
    return switch (this) {
      case EPOLL -> () -> new EpollServerSocketChannel(family);
      case NIO -> () -> new NioServerSocketChannel(SelectorProvider.provider(), family);
    };
  }
}
