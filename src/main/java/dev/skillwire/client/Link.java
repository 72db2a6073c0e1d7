package dev.skillwire.client;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// One WebSocket: whole messages in, whole messages out, one after the other.
final class Link implements WebSocket.Listener {

  /// Characters of one received message; a snapshot of everything the hub keeps fits.
  static final int MESSAGE_CHARS = 128 * 1024 * 1024;

  /// Characters of memory kept between messages.
  private static final int KEPT_CHARS = 64 * 1024;

  private static final String SUBPROTOCOL = "skillwire.v1";

  private final BiConsumer<Link, String> received;
  private final CompletableFuture<Closing> closed = new CompletableFuture<>();
  private final ArrayDeque<String> outgoing = new ArrayDeque<>();
  private final StringBuilder parts = new StringBuilder();
  private boolean sending;
  private volatile long heardAtNanos = System.nanoTime();
  private volatile @Nullable WebSocket socket;

  private Link(BiConsumer<Link, String> received) {
    this.received = received;
  }

  /// Connects; blocks until the hub accepted or refused.
  ///
  /// @param received called with each message, one at a time
  static Link open(
      HttpClient http,
      ClientSettings settings,
      @Nullable Position from,
      Duration atMost,
      BiConsumer<Link, String> received)
      throws ExecutionException, TimeoutException, InterruptedException {
    var link = new Link(received);
    var builder =
        http.newWebSocketBuilder()
            .connectTimeout(atMost)
            .subprotocols(SUBPROTOCOL)
            .header("User-Agent", "skillwire/" + Addresses.plain(settings.name()));
    var token = settings.token();
    if (token != null) {
      builder.header("Authorization", "Bearer " + token);
    }
    link.socket =
        builder
            .buildAsync(Addresses.socket(settings, from), link)
            .get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    return link;
  }

  /// Completes, never exceptionally, when the connection is gone.
  CompletableFuture<Closing> closed() {
    return closed;
  }

  /// Nanoseconds since anything was heard.
  long silentNanos() {
    return System.nanoTime() - heardAtNanos;
  }

  /// Sends after everything that was given before; never blocks. What is bounded is who calls: the
  /// outbox holds all that can be waiting here, heartbeats aside.
  void send(String text) {
    synchronized (outgoing) {
      outgoing.add(text);
      if (sending) {
        return;
      }
      sending = true;
    }
    sendNext();
  }

  private void sendNext() {
    var to = socket;
    while (to != null) {
      String next;
      synchronized (outgoing) {
        var head = outgoing.poll();
        if (head == null) {
          sending = false;
          return;
        }
        next = head;
      }
      var sent = to.sendText(next, true);
      if (!sent.isDone()) {
        var _ = sent.whenComplete((_, failure) -> afterSend(failure));
        return;
      }
      if (sent.isCompletedExceptionally()) {
        fail("sending failed");
        return;
      }
    }
  }

  private void afterSend(@Nullable Throwable failure) {
    if (failure != null) {
      fail("sending failed: " + failure.getMessage());
    } else {
      sendNext();
    }
  }

  /// Says goodbye; the connection is gone when [#closed] completes.
  void close() {
    var open = socket;
    if (open == null) {
      return;
    }
    var _ =
        open.sendClose(WebSocket.NORMAL_CLOSURE, "")
            .orTimeout(1, TimeUnit.SECONDS)
            .whenComplete((_, _) -> fail("closed"));
  }

  /// Gives the connection up.
  void fail(String why) {
    var open = socket;
    if (open != null) {
      open.abort();
    }
    closed.complete(Closing.failure(why));
  }

  @Override
  public void onOpen(WebSocket opened) {
    socket = opened;
    opened.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    heardAtNanos = System.nanoTime();
    if (parts.length() + data.length() > MESSAGE_CHARS) {
      fail("a message of the hub exceeds " + MESSAGE_CHARS + " characters");
      return null;
    }
    parts.append(data);
    if (last) {
      var text = parts.toString();
      parts.setLength(0);
      if (parts.capacity() > KEPT_CHARS) {
        parts.trimToSize();
      }
      received.accept(this, text);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
    heardAtNanos = System.nanoTime();
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    heardAtNanos = System.nanoTime();
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    fail("the hub sent binary data");
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(Closing.code(code, reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.complete(Closing.failure("the connection broke: " + error.getMessage()));
  }
}
