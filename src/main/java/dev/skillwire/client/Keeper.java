package dev.skillwire.client;

import dev.skillwire.wire.BadMessage;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.WebSocketHandshakeException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Keeps one client connected: opens, watches for silence, waits, opens again. One virtual thread.
final class Keeper {

  /// A connection that lived this long was no accident: the waits begin anew.
  private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final String HEARTBEAT = "{\"type\":\"heartbeat\"}";

  private final HubClient client;
  private final Timing timing;
  private final Backoff backoff;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CompletableFuture<Message> first = new CompletableFuture<>();
  private volatile @Nullable Link link;

  Keeper(HubClient client, Timing timing) {
    this.client = client;
    this.timing = timing;
    this.backoff = new Backoff(timing.backoffFirst(), timing.backoffMost(), new Random());
  }

  /// Completes with the hub's first greeting, or with why there was none.
  CompletableFuture<Message> start() {
    Thread.ofVirtual().name("skillwire-client").start(this::run);
    return first;
  }

  void stop() {
    stopped.countDown();
    var open = link;
    if (open != null) {
      open.close();
    }
  }

  private void run() {
    try {
      while (stopped.getCount() > 0) {
        long began = System.nanoTime();
        var closing = liveOnce();
        if (!first.isDone() || stopped.getCount() == 0) {
          return;
        }
        if (closing.terminal()) {
          client.end(closing.why());
          return;
        }
        if (System.nanoTime() - began > STEADY_NANOS) {
          backoff.reset();
        }
        var wait = backoff.next();
        client.listener().lost(closing.why(), wait);
        if (stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      first.completeExceptionally(new IOException("this client was closed"));
    }
  }

  /// One connection, from its attempt to its end. The first attempt of all reports to [#first].
  private Closing liveOnce() throws InterruptedException {
    var greeting = new CompletableFuture<Message>();
    Link opened;
    try {
      opened =
          Link.open(
              client.http(),
              client.settings(),
              client.resumeFrom(),
              timing.connect(),
              (from, text) -> received(from, text, greeting));
    } catch (ExecutionException | TimeoutException e) {
      return unreachable(e);
    }
    link = opened;
    if (stopped.getCount() == 0) {
      opened.close();
    }
    var greeted =
        greeting.completeOnTimeout(null, timing.connect().toMillis(), TimeUnit.MILLISECONDS);
    var _ = opened.closed().whenComplete((_, _) -> greeting.complete(null));
    try {
      var opening = greeted.get();
      if (opening == null) {
        opened.fail("nothing there greets like a hub");
        var closing = opened.closed().join();
        first.completeExceptionally(refusal(closing));
        return closing;
      }
      first.complete(opening);
      return untilClosed(opened);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      client.lost(opened);
      link = null;
    }
  }

  private Closing untilClosed(Link opened) throws InterruptedException, ExecutionException {
    long heartbeatMs = timing.heartbeat().toMillis();
    while (true) {
      try {
        return opened.closed().get(heartbeatMs, TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        long silentMs = TimeUnit.NANOSECONDS.toMillis(opened.silentNanos());
        if (silentMs > 2 * heartbeatMs) {
          opened.fail("nothing was heard for " + silentMs + " ms");
        } else if (silentMs >= heartbeatMs / 2) {
          opened.send(HEARTBEAT);
        }
      }
    }
  }

  private void received(Link from, String text, CompletableFuture<Message> greeting) {
    Message message;
    try {
      message = Message.parse(text);
    } catch (BadMessage e) {
      from.fail("the hub sent something that is no message: " + e.getMessage());
      return;
    }
    if (message.type().equals("connected")) {
      client.opened(from, message);
      greeting.complete(message);
    } else {
      client.received(message);
    }
  }

  private Closing unreachable(Exception e) {
    var cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
    if (cause instanceof WebSocketHandshakeException handshake) {
      int status = handshake.getResponse().statusCode();
      var why = "the hub at " + client.settings().address() + " answered " + status;
      if (status == 401 || status == 403) {
        var problem =
            new HubProblem(status, "forbidden", why + ": it does not let this program in");
        first.completeExceptionally(problem);
        return new Closing(why, true);
      }
      first.completeExceptionally(new HubProblem(status, "", why));
      return Closing.failure(why);
    }
    var why = words(cause);
    first.completeExceptionally(new IOException(why, cause));
    return Closing.failure(why);
  }

  private String words(Throwable cause) {
    var address = client.settings().address();
    return switch (cause) {
      case ConnectException _ -> "nothing answers at " + address;
      case TimeoutException _ ->
          "no answer from " + address + " within " + timing.connect().toSeconds() + " s";
      default -> "no connection to " + address + ": " + cause.getMessage();
    };
  }

  private static IOException refusal(Closing closing) {
    return closing.terminal()
        ? new HubProblem(403, "forbidden", closing.why())
        : new IOException(closing.why());
  }
}
