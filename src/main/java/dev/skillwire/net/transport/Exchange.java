package dev.skillwire.net.transport;

import dev.skillwire.session.admission.ReplyHeaders;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One request and its answer. State is confined to the loop; calls from elsewhere are moved there.
final class Exchange implements HttpReply {

  private final HttpConnection connection;
  private final boolean http11;
  private final boolean bodiless;
  private final int headBytes;
  private final boolean keepAlive;
  private @Nullable RequestHead head;
  private boolean answered;
  private boolean aborted;
  private @Nullable Runnable onAborted;
  private @Nullable ChunkedStream stream;

  Exchange(HttpConnection connection, RequestHead head, HttpRequest request) {
    this.connection = connection;
    this.head = head;
    this.headBytes = bytes(head);
    this.bodiless = head.method().equals("HEAD");
    this.http11 = request.protocolVersion().equals(HttpVersion.HTTP_1_1);
    this.keepAlive = HttpUtil.isKeepAlive(request);
  }

  /// What was asked for; only until [#forgetHead].
  RequestHead head() {
    return Objects.requireNonNull(head, "a request whose head was dropped");
  }

  /// Bytes of the head, while it is held, and of what is unsent.
  long heldBytes(Outflow outflow) {
    return (head == null ? 0 : headBytes)
        + (stream == null ? outflow.heldBytes() : stream.heldBytes());
  }

  private static int bytes(RequestHead head) {
    var bytes = head.path().length() + head.rawQuery().length();
    for (var header : head.headers().entrySet()) {
      bytes += header.getKey().length();
      for (var value : header.getValue()) {
        bytes += value.length();
      }
    }
    return bytes;
  }

  /// The application has it: an answer that takes minutes must not hold the headers of its request.
  void forgetHead() {
    head = null;
  }

  boolean http11() {
    return http11;
  }

  /// The stream that the answer became, if it did.
  @Nullable ChunkedStream streaming() {
    return stream;
  }

  @Override
  public void send(int status, Map<String, String> headers, ByteBuf body) {
    if (connection.loop().inEventLoop()) {
      sendNow(status, headers, body, keepAlive);
    } else {
      connection.run(() -> sendNow(status, headers, body, keepAlive), body::release);
    }
  }

  /// Answers with a problem document.
  ///
  /// @param last whether the connection ends with it
  void refuse(Gate.Refuse refusal, boolean last) {
    var headers = new LinkedHashMap<>(refusal.headers());
    headers.put("content-type", Problem.MEDIA_TYPE);
    headers.put("cache-control", "no-store");
    sendNow(refusal.status(), headers, Problem.body(refusal), keepAlive && !last);
  }

  @Override
  public EventStream stream(Map<String, String> headers) {
    var started = new ChunkedStream(connection);
    connection.run(() -> begin(started, headers), started::ended);
    return started;
  }

  @Override
  public void onAborted(Runnable then) {
    connection.run(
        () -> {
          if (aborted) {
            then.run();
          } else {
            onAborted = then;
          }
        },
        then);
  }

  /// The peer left.
  void abort() {
    if (stream != null) {
      stream.ended();
    } else if (!answered && onAborted != null) {
      onAborted.run();
    }
    aborted = true;
    answered = true;
    onAborted = null;
  }

  private void sendNow(int status, Map<String, String> headers, ByteBuf body, boolean keep) {
    if (answered) {
      body.release();
      return;
    }
    answered = true;
    onAborted = null;
    var length = body.readableBytes();
    var content = body;
    if (bodiless) {
      body.release();
      content = Unpooled.EMPTY_BUFFER;
    }
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), content);
    try {
      apply(headers, response.headers());
    } catch (IllegalArgumentException e) {
      response.release();
      answered = false;
      connection.broken(e);
      return;
    }
    var keeps = connection.canKeep(keep) && !closes(response.headers());
    if (status
        != HttpResponseStatus.NOT_MODIFIED
            .code()) { // its length would be that of what was not sent
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, length);
    }
    say(keeps, response.headers());
    connection.answered(response, keeps);
  }

  private void begin(ChunkedStream started, Map<String, String> headers) {
    if (answered) {
      started.ended();
      return;
    }
    var response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.TEXT_EVENT_STREAM);
    response.headers().set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
    try {
      apply(headers, response.headers());
    } catch (IllegalArgumentException e) {
      started.ended();
      connection.broken(e);
      return;
    }
    if (bodiless) {
      sendNow(200, headers, Unpooled.EMPTY_BUFFER, false);
      started.ended();
      return;
    }
    answered = true;
    onAborted = null;
    if (http11) {
      response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    }
    say(false, response.headers());
    stream = started;
    connection.streams(response);
    started.begun();
  }

  private static void apply(Map<String, String> from, HttpHeaders to) {
    ReplyHeaders.EVERY.forEach(to::set);
    from.forEach(to::set);
    to.remove(HttpHeaderNames.TRANSFER_ENCODING);
  }

  private static boolean closes(HttpHeaders headers) {
    return headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
  }

  private void say(boolean keeps, HttpHeaders headers) {
    if (!keeps) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    } else if (!http11) {
      headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
    }
  }
}
