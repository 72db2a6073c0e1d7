package dev.skillwire.contract;

import java.io.Closeable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/// One WebSocket conversation with a hub, over the JDK's own client.
public final class WireClient extends Inbox implements Closeable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final AtomicLong REQUESTS = new AtomicLong();

  private final WebSocket socket;
  private final ObjectNode connected;

  private WireClient(URI address, Map<String, String> headers, String... subprotocols) {
    var builder = HTTP.newWebSocketBuilder().connectTimeout(PATIENCE);
    headers.forEach(builder::header);
    if (subprotocols.length > 0) {
      var others = java.util.Arrays.copyOfRange(subprotocols, 1, subprotocols.length);
      builder.subprotocols(subprotocols[0], others);
    }
    socket = builder.buildAsync(address, new Receiver()).orTimeout(20, TimeUnit.SECONDS).join();
    connected = expect("connected");
  }

  /// Connects and waits for `connected`.
  public static WireClient open(URI address, @Nullable String token, String... subprotocols) {
    Map<String, String> headers =
        token == null ? Map.of() : Map.of("Authorization", "Bearer " + token);
    return new WireClient(address, headers, subprotocols);
  }

  /// Connects as a web page of that origin and waits for `connected`.
  public static WireClient ofPage(URI address, String origin) {
    return new WireClient(address, Map.of("Origin", origin));
  }

  /// The hub's first message.
  public ObjectNode connected() {
    return connected;
  }

  public String clientId() {
    return connected.path("client_id").asString("");
  }

  public String subprotocol() {
    return socket.getSubprotocol();
  }

  public void send(ObjectNode message) {
    sendText(message.toString());
  }

  public void sendText(String text) {
    await(socket.sendText(text, true));
  }

  public void sendBinary(String text) {
    sendBinary(text.getBytes(StandardCharsets.UTF_8));
  }

  public void sendBinary(byte[] bytes) {
    await(socket.sendBinary(ByteBuffer.wrap(bytes), true));
  }

  /// One text message in two frames.
  public void sendFragmented(String first, String rest) {
    await(socket.sendText(first, false));
    await(socket.sendText(rest, true));
  }

  /// Sends with a fresh `request_id` and takes the `ack` or `error` that answers it.
  public ObjectNode ask(ObjectNode message) {
    var requestId = "request-" + REQUESTS.incrementAndGet();
    send(Json.plus(message, "request_id", requestId));
    return expect(
        "reply to " + message,
        m ->
            Json.has(m, "request_id", requestId)
                && (Json.has(m, "type", "ack") || Json.has(m, "type", "error")));
  }

  /// Sends and demands an `ack`.
  public ObjectNode acked(ObjectNode message) {
    var reply = ask(message);
    if (!Json.has(reply, "type", "ack")) {
      throw new AssertionError("Refused: " + message + " with " + reply);
    }
    return reply;
  }

  /// Sends and demands an `error` with that code.
  public ObjectNode refused(String code, ObjectNode message) {
    var reply = ask(message);
    if (!Json.has(reply, "type", "error", "code", code)) {
      throw new AssertionError(
          "Expected a refusal with " + code + " of " + message + ", got " + reply);
    }
    return reply;
  }

  /// Sends what may carry no `request_id` and takes the next `error`, which must have that code.
  public ObjectNode refusedText(String code, String text) {
    sendText(text);
    var error = expect("error");
    if (!Json.has(error, "code", code)) {
      throw new AssertionError("Expected " + code + " for " + text + ", got " + error);
    }
    return error;
  }

  /// Waits for the hub's close frame.
  ///
  /// @return its code; -1 when the connection broke without one
  public int closeCode() {
    return closeCode(PATIENCE);
  }

  public int closeCode(Duration patience) {
    var end = awaitEnd(patience);
    return end.startsWith("closed ") ? Integer.parseInt(end.substring(7)) : -1;
  }

  /// Leaves with a close frame.
  @Override
  public void close() {
    if (isOpen() && !socket.isOutputClosed()) {
      var _ = socket.sendClose(WebSocket.NORMAL_CLOSURE, "");
    }
  }

  /// Closes in good manners and waits until the hub has answered.
  public void leave() {
    close();
    awaitEnd(PATIENCE);
  }

  /// Cuts the TCP connection without a close frame.
  public void cut() {
    socket.abort();
    end("cut by the test");
  }

  private static void await(java.util.concurrent.CompletableFuture<WebSocket> sending) {
    try {
      var _ = sending.get(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("Could not send", e);
    }
  }

  private final class Receiver implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void onOpen(WebSocket webSocket) {
      webSocket.request(Long.MAX_VALUE);
    }

    @Override
    public @Nullable CompletionStage<?> onText(
        WebSocket webSocket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        try {
          add(Json.readObject(text.toString()));
        } catch (JacksonException | AssertionError e) {
          end("received what is no JSON object: " + text);
        }
        text.setLength(0);
      }
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(
        WebSocket webSocket, ByteBuffer data, boolean last) {
      end("received a binary frame");
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(
        WebSocket webSocket, int statusCode, String reason) {
      end("closed " + statusCode);
      return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      end("broken: " + error);
    }
  }
}
