package dev.skillwire.net.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.List;

/// Netty's frame decoder, made stoppable. Stopped, it keeps what arrives as bytes and the socket is not read: a client
/// whose messages can't be taken costs what one read brought, never what those bytes inflate to.
final class FrameDecoder extends WebSocket13FrameDecoder {

  private boolean stopped;
  private boolean running;

  FrameDecoder(boolean deflates, int maxMessageBytes) {
    super(
        WebSocketDecoderConfig.newBuilder()
            .allowExtensions(deflates)
            .maxFramePayloadLength(maxMessageBytes)
            .closeOnProtocolViolation(false)
            .withUTF8Validator(false)
            .build());
  }

  /// Decodes nothing more until [#resume]; takes effect behind the frame that is being dealt with.
  void stop() {
    stopped = true;
  }

  /// Goes on with what arrived meanwhile.
  void resume(ChannelHandlerContext own) throws Exception {
    stopped = false;
    if (!running && actualReadableBytes() > 0) {
      channelRead(own, Unpooled.EMPTY_BUFFER);
      own.fireChannelReadComplete();
    }
  }

  /// Memory of what arrived and is no whole frame yet, or can't be taken.
  int heldBytes() {
    return actualReadableBytes() == 0 ? 0 : internalBuffer().capacity();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    var outermost = !running;
    running = true;
    try {
      super.channelRead(ctx, message);
    } finally {
      if (outermost) {
        running = false;
      }
    }
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (!stopped) {
      super.decode(ctx, in, out);
    }
  }
}
