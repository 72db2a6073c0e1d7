package dev.skillwire.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Everything that one connection has received, in order, and which of it a test has already taken.
///
/// Taking a message leaves the others in place, so a reply can be awaited before the event that
/// came ahead of it; order is checked on [#history].
public class Inbox {

  /// How long a test waits for what must come. Generous: a slow machine is no fault of the hub.
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<ObjectNode> received = new ArrayList<>();
  private final BitSet taken = new BitSet();
  private @Nullable String ended;

  public final synchronized void add(ObjectNode message) {
    received.add(message);
    notifyAll();
  }

  public final synchronized void end(String reason) {
    if (ended == null) {
      ended = reason;
    }
    notifyAll();
  }

  /// Everything received until now.
  public final synchronized List<ObjectNode> history() {
    return List.copyOf(received);
  }

  /// Takes the first message of that type with these fields, live ones only (not `replayed`).
  public final ObjectNode expect(String type, @Nullable Object... pairs) {
    return expect(
        type + describe(pairs),
        m -> !replayed(m) && Json.has(m, "type", type) && Json.has(m, pairs));
  }

  /// Takes the first message of that type that is marked `"replayed": true`.
  public final ObjectNode expectReplayed(String type, @Nullable Object... pairs) {
    return expect(
        "replayed " + type + describe(pairs),
        m -> replayed(m) && Json.has(m, "type", type) && Json.has(m, pairs));
  }

  /// Takes the first message that fits.
  ///
  /// @throws AssertionError when none came within [#PATIENCE] or the connection ended before
  public final ObjectNode expect(String what, Predicate<ObjectNode> fits) {
    return expect(what, PATIENCE, fits);
  }

  public final synchronized ObjectNode expect(
      String what, Duration patience, Predicate<ObjectNode> fits) {
    var deadline = System.nanoTime() + patience.toNanos();
    var from = 0;
    while (true) {
      for (var i = from; i < received.size(); i++) {
        if (!taken.get(i) && fits.test(received.get(i))) {
          taken.set(i);
          return received.get(i);
        }
      }
      from = received.size();
      var leftMs = (deadline - System.nanoTime()) / 1_000_000;
      if (ended != null || leftMs <= 0) {
        throw new AssertionError(
            "Never came: %s. %s Received:%n%s".formatted(what, state(), lastReceived()));
      }
      pause(leftMs);
    }
  }

  /// Takes the first message that fits and tells all that was received up to it, itself included.
  @SuppressWarnings("ReferenceEquality") // two equal messages are still two
  public final List<ObjectNode> historyUntil(String type, @Nullable Object... pairs) {
    var last = expect(type + describe(pairs), m -> Json.has(m, "type", type) && Json.has(m, pairs));
    var before = new ArrayList<ObjectNode>();
    for (var message : history()) {
      before.add(message);
      if (message == last) {
        break;
      }
    }
    return List.copyOf(before);
  }

  /// Waits until the peer has ended the connection and tells how, e.g. `closed 1008`.
  public final synchronized String awaitEnd(Duration patience) {
    var deadline = System.nanoTime() + patience.toNanos();
    while (ended == null) {
      var leftMs = (deadline - System.nanoTime()) / 1_000_000;
      if (leftMs <= 0) {
        throw new AssertionError("The connection did not end. Received:\n" + lastReceived());
      }
      pause(leftMs);
    }
    return ended;
  }

  public final synchronized boolean isOpen() {
    return ended == null;
  }

  public static boolean replayed(ObjectNode message) {
    return message.path("replayed").asBoolean(false);
  }

  private String state() {
    return ended == null ? "The connection is open." : "The connection ended (" + ended + ").";
  }

  private String lastReceived() {
    var from = Math.max(0, received.size() - 25);
    return received.subList(from, received.size()).stream()
        .map(m -> m.toString().length() > 400 ? m.toString().substring(0, 400) + "…" : m.toString())
        .collect(Collectors.joining("\n", from == 0 ? "" : from + " earlier ones\n", ""));
  }

  @SuppressWarnings("WaitNotInLoop") // every caller loops
  private void pause(long leftMs) {
    try {
      wait(Math.max(1, leftMs));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for a message", e);
    }
  }

  private static String describe(@Nullable Object... pairs) {
    return pairs.length == 0 ? "" : " " + Json.object(pairs);
  }
}
