package dev.skillwire.net.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/// Where the requests of one connection come from: the decoder in its pipeline, and the body of the request at hand.
/// Confined to the loop.
final class RequestSource {

  private static final int BODY_MIN = 256;

  /// What is set aside for a body before it has come.
  private static final int BODY_AHEAD = 64 * 1024;

  private final Channel channel;
  private RequestDecoder decoder = new RequestDecoder();
  private @Nullable ByteBuf body;
  private long bodyBytes;

  RequestSource(Channel channel) {
    this.channel = channel;
  }

  RequestDecoder decoder() {
    return decoder;
  }

  /// Goes on with what arrived while it was stopped; nothing once the decoder is gone.
  ///
  /// @throws Exception what decoding throws
  void resume() throws Exception {
    var own = channel.pipeline().context(decoder);
    if (own != null) {
      decoder.resume(own);
    }
  }

  /// Stops, with a new decoder after a long head: a decoder never gives back the room that a long line took, and a
  /// connection may stay for days.
  void stop() {
    decoder.stop();
    if (decoder.isFat()) {
      var old = decoder;
      decoder = new RequestDecoder();
      decoder.stop();
      channel.pipeline().replace(old, null, decoder);
    }
  }

  /// Answers a handshake, unflushed; the last that is answered here.
  ///
  /// @return the compression that is in force from now on, or null
  @Nullable String switchProtocols(RequestHead head) {
    var deflate = Handshake.deflate(head);
    var _ = channel.write(Handshake.answer(head, deflate), channel.voidPromise());
    channel.pipeline().remove(HttpResponseEncoder.class);
    return deflate;
  }

  /// What is still to come, or was kept, is no longer taken for requests.
  void end() {
    channel.pipeline().remove(decoder);
  }

  /// The body as far as it has come; null where none is awaited.
  @Nullable ByteBuf body() {
    return body;
  }

  /// Makes room for a body.
  ///
  /// @param announced bytes, or -1 where that is unknown
  /// @param waits whether the sender waits for a word before it sends
  void awaitBody(long announced, boolean waits) {
    bodyBytes = Math.max(announced, 0);
    body =
        announced == 0
            ? Unpooled.EMPTY_BUFFER
            : channel.alloc().buffer(Math.clamp(announced, BODY_MIN, BODY_AHEAD));
    if (waits) {
      Unawaited.write(
          channel,
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    }
  }

  /// Takes the next part of the body.
  ///
  /// @return what is wrong with it, or null
  Gate.@Nullable Refuse add(HttpContent part, int maxBytes) {
    if (part.decoderResult().isFailure()) {
      return Problem.BAD_BODY;
    }
    if (body == null || body.readableBytes() + part.content().readableBytes() > maxBytes) {
      return Problem.TOO_LARGE;
    }
    body.writeBytes(part.content());
    return null;
  }

  void dropBody() {
    if (body != null) {
      body.release();
      body = null;
    }
  }

  /// Memory of what is not whole, about; a body counts with what it was announced to be.
  long heldBytes() {
    return (long) decoder.heldBytes() + (body == null ? 0 : Math.max(body.capacity(), bodyBytes));
  }
}
