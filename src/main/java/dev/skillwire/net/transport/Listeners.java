package dev.skillwire.net.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.unix.Errors.NativeIoException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the listening sockets: one, or one on each loopback address with the same port.
final class Listeners {

  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  /// A port that is free on IPv4 may be taken on IPv6; that often in a row it is not.
  private static final int ATTEMPTS = 32;

  /// Linux's error number, as Netty reports it.
  private static final int EADDRINUSE = -98;

  private Listeners() {}

  /// @throws PortTakenException when the port is taken on one of the addresses
  static List<Channel> open(ServerBootstrap bootstrap, String host, int port) throws IOException {
    if (!host.equalsIgnoreCase(TransportSettings.LOOPBACK)) {
      var address = new InetSocketAddress(host, port);
      if (address.isUnresolved()) {
        throw new IOException("The host " + host + " is unknown.");
      }
      return List.of(bind(bootstrap, address));
    }
    for (var attempt = 1; ; attempt++) {
      try {
        return openLoopbacks(bootstrap, port);
      } catch (PortTakenException e) {
        if (port != 0 || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static List<Channel> openLoopbacks(ServerBootstrap bootstrap, int port)
      throws IOException {
    var open = new ArrayList<Channel>();
    var four = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    open.add(bind(bootstrap, new InetSocketAddress(four, port)));
    var chosen = ((InetSocketAddress) open.getFirst().localAddress()).getPort();
    var loopback6 = new byte[16];
    loopback6[15] = 1;
    var six = new InetSocketAddress(InetAddress.getByAddress(loopback6), chosen);
    try {
      open.add(bind(bootstrap, six));
    } catch (PortTakenException e) {
      open.getFirst().close().awaitUninterruptibly();
      throw e;
    } catch (IOException e) {
      LOG.debug("No IPv6 loopback on this system", e);
    }
    return List.copyOf(open);
  }

  private static Channel bind(ServerBootstrap bootstrap, InetSocketAddress address)
      throws IOException {
    var listener = SocketKind.best().listener(address.getAddress());
    var bound = bootstrap.clone().channelFactory(listener).bind(address).awaitUninterruptibly();
    var cause = bound.cause();
    if (cause == null) {
      bound.channel().pipeline().addLast(new AcceptFaults());
      return bound.channel();
    }
    if (isTaken(cause)) {
      throw new PortTakenException(address.getPort(), PortHolder.find(address.getPort()));
    }
    throw new UnusableAddressException(
        "Can't listen on " + address + ": " + cause.getMessage(), cause);
  }

  private static boolean isTaken(@Nullable Throwable cause) {
    return switch (cause) {
      case NativeIoException e -> e.expectedErr() == EADDRINUSE;
      case BindException e -> !String.valueOf(e.getMessage()).contains("assign");
      case null, default -> false;
    };
  }
}
