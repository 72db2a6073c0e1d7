package dev.skillwire.net.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;

/// Netty's request decoder, made stricter and stoppable. Stopped, it keeps what arrives as bytes, so a client that
/// sends request after request costs [#READ_AHEAD_BYTES] and one read, never a queue of requests.
final class RequestDecoder extends HttpRequestDecoder {

  /// Bytes of the request line.
  static final int LINE_BYTES = 8 * 1024;

  /// Bytes of all headers of one request.
  static final int HEAD_BYTES = 16 * 1024;

  /// A head beyond this leaves so much room behind in the decoder that a new one is cheaper.
  private static final int FAT_BYTES = 2 * 1024;

  /// Beyond this the socket is not read while stopped. Below it is, because only reading tells that a peer left.
  static final int READ_AHEAD_BYTES = 16 * 1024;

  private boolean stopped;
  private boolean running;
  private boolean inHead = true;
  private boolean lineBefore;
  private boolean folded;
  private int headBytes;
  private boolean fat;

  RequestDecoder() {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(LINE_BYTES)
            .setMaxHeaderSize(HEAD_BYTES)
            .setAllowDuplicateContentLengths(false)
            .setStrictLineParsing(true)
            .setValidateHeaders(true));
  }

  /// Decodes nothing more until [#resume].
  void stop() {
    stopped = true;
  }

  /// Goes on with what arrived meanwhile.
  void resume(ChannelHandlerContext own) throws Exception {
    stopped = false;
    own.channel().config().setAutoRead(true);
    if (!running && actualReadableBytes() > 0) {
      channelRead(own, Unpooled.EMPTY_BUFFER);
      own.fireChannelReadComplete();
    }
  }

  /// Whether part of a request head has arrived.
  boolean midHead() {
    return inHead && (lineBefore || actualReadableBytes() > 0);
  }

  /// Memory of what arrived and is not dealt with, about.
  int heldBytes() {
    return headBytes + (actualReadableBytes() == 0 ? 0 : internalBuffer().capacity());
  }

  /// Whether a long head was read.
  boolean isFat() {
    return fat;
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
    if (stopped && !ctx.isRemoved() && actualReadableBytes() > READ_AHEAD_BYTES) {
      ctx.channel().config().setAutoRead(false);
    }
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (stopped) {
      return;
    }
    var from = in.readerIndex();
    var before = out.size();
    var wasHead = inHead;
    super.decode(ctx, in, out);
    if (wasHead) {
      folded |= isFolded(in, from);
      lineBefore |= in.readerIndex() > from;
      headBytes += in.readerIndex() - from;
      fat |= headBytes > FAT_BYTES;
    }
    for (var i = before; i < out.size(); i++) {
      if (out.get(i) instanceof HttpMessage head) {
        if (folded && head.decoderResult().isSuccess()) {
          head.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("folded line")));
        }
        inHead = false;
        lineBefore = false;
        folded = false;
        headBytes = 0;
      }
      if (out.get(i) instanceof LastHttpContent) {
        inHead = true;
      }
    }
  }

  /// Refuses what request smuggling is made of (RFC 9112 section 6.1); the default would drop one of the two.
  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("both Transfer-Encoding and Content-Length");
  }

  /// Whether a line of the head starts with white space (RFC 9112 section 5.2): the decoder would join it to the one
  /// before. It consumes whole lines, so what it just consumed starts at the start of a line.
  private boolean isFolded(ByteBuf in, int from) {
    var lineStart = lineBefore;
    for (var i = from; i < in.readerIndex(); i++) {
      var b = in.getByte(i);
      if (lineStart && (b == ' ' || b == '\t')) {
        return true;
      }
      lineStart = b == '\n';
    }
    return false;
  }
}
