package dev.skillwire.net.transport;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last entry of a listening socket's pipeline: tells that connections can't be accepted, once a minute. Netty has
/// paused accepting for a second by then, so that who has descriptors to give back can do so.
@Sharable
final class AcceptFaults extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(AcceptFaults.class);

  private final Seldom seldom = new Seldom();

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (seldom.now()) {
      LOG.warn("New connections have to wait: {}", cause.getMessage());
    }
  }
}
