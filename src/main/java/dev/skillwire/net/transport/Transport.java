package dev.skillwire.net.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Serves one port, on both loopbacks or on a given host: WebSocket, event streams and HTTP.
public final class Transport implements AutoCloseable {

  /// Unsent bytes of one connection at which it stops and starts again to be writable.
  private static final WriteBufferWaterMark MARKS = new WriteBufferWaterMark(64 * 1024, 256 * 1024);

  /// Connections that the system may hold before they are accepted: thousands come back at once after a restart.
  private static final int BACKLOG = 4_096;

  private static final byte[] FULL =
      "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final MultiThreadIoEventLoopGroup group;
  private final Map<EventLoop, LoopState> states = new HashMap<>();
  private final List<EventLoop> loops;
  private final ChannelGroup connections =
      new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  private final int maxConnections;
  private final @Nullable SslContext tls;
  private List<Channel> listeners = List.of();
  private boolean closed;

  private Transport(TransportSettings settings, Application application, @Nullable SslContext tls) {
    var kind = SocketKind.best();
    group =
        new MultiThreadIoEventLoopGroup(
            settings.loops(), new DefaultThreadFactory("skillwire-loop", true), kind.handlers());
    var ids = new AtomicLong();
    var holdings = new Holdings(settings.heldBytes());
    group.forEach(
        executor -> {
          var loop = (EventLoop) executor;
          states.put(loop, new LoopState(loop, settings, application, ids, holdings));
        });
    loops = List.copyOf(states.keySet());
    maxConnections = settings.maxConnections();
    this.tls = tls;
  }

  /// Starts to listen; when this returns, connections are accepted.
  ///
  /// @throws PortTakenException when another socket listens on the port
  /// @throws IOException when the address or the TLS files can't be used
  public static Transport listen(TransportSettings settings, Application application)
      throws IOException {
    var files = settings.tls();
    var transport = new Transport(settings, application, files == null ? null : context(files));
    try {
      transport.states.values().forEach(LoopState::start);
      transport.listeners = Listeners.open(transport.bootstrap(), settings.host(), settings.port());
      return transport;
    } catch (IOException | RuntimeException e) {
      transport.close();
      throw e;
    }
  }

  /// The port that is listened on.
  public int port() {
    return addresses().getFirst().getPort();
  }

  /// All addresses that are listened on, IPv4 first.
  public List<InetSocketAddress> addresses() {
    return listeners.stream().map(c -> (InetSocketAddress) c.localAddress()).toList();
  }

  /// The threads that serve connections; a connection stays with one.
  public List<EventLoop> loops() {
    return loops;
  }

  /// Stops accepting, closes every WebSocket with a code, ends every event stream and lets requests at hand be
  /// answered; what is left after `atMost` is answered 503 or cut. Blocks; not to be called on an event loop.
  public void drain(int closeCode, String reason, Duration atMost) {
    listeners.forEach(listener -> listener.close().awaitUninterruptibly());
    everywhere(state -> state.drain(closeCode, reason));
    var gone = connections.newCloseFuture();
    if (!gone.awaitUninterruptibly(atMost.toMillis())) {
      everywhere(LoopState::abandon);
    }
    settle();
  }

  /// Closes everything at once. May be called twice.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    listeners.forEach(listener -> listener.close().awaitUninterruptibly());
    connections.close().awaitUninterruptibly();
    settle();
    everywhere(LoopState::end);
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /// Waits until the closing of channels that are closed was told to their sessions: Netty does that in a task of its
  /// own, queued by the one that closes.
  private void settle() {
    everywhere(_ -> {});
    everywhere(_ -> {});
  }

  private void everywhere(Consumer<LoopState> step) {
    var steps = states.values().stream().map(s -> s.loop.submit(() -> step.accept(s))).toList();
    steps.forEach(done -> done.awaitUninterruptibly());
  }

  private ServerBootstrap bootstrap() {
    var bootstrap =
        new ServerBootstrap()
            .group(group)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, MARKS)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    accept(channel);
                  }
                });
    // on Windows this option would let a second program take the port
    var reuse = !System.getProperty("os.name", "").startsWith("Windows");
    return reuse ? bootstrap.option(ChannelOption.SO_REUSEADDR, true) : bootstrap;
  }

  private void accept(Channel channel) {
    if (connections.size() >= maxConnections) {
      if (tls == null) {
        var written = channel.writeAndFlush(Unpooled.wrappedBuffer(FULL));
        var _ = written.addListener(ChannelFutureListener.CLOSE);
      } else {
        Unawaited.close(channel);
      }
      return;
    }
    connections.add(channel);
    var state = states.get(channel.eventLoop());
    if (state == null) {
      throw new IllegalStateException("a channel on a foreign loop");
    }
    if (tls != null) {
      var handler = tls.newHandler(channel.alloc());
      handler.setHandshakeTimeoutMillis(state.settings.unauthenticatedTime().toMillis());
      channel.pipeline().addLast(handler);
    }
    new HttpConnection(channel, state).start();
  }

  private static SslContext context(TlsFiles files) throws IOException {
    try {
      return SslContextBuilder.forServer(files.certificates().toFile(), files.key().toFile())
          .sslProvider(SslProvider.JDK)
          .protocols("TLSv1.3", "TLSv1.2")
          .build();
    } catch (IllegalArgumentException | IOException e) {
      throw new UnusableAddressException(
          "The certificate or its key can't be read: " + e.getMessage(), e);
    }
  }
}
