package dev.skillwire.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one client is sent, and what becomes of its connection.
final class FakeOutbox implements Outbox {

  final List<String> messages = new ArrayList<>();
  boolean reads = true;
  boolean writable = true;
  int follows;
  private final Deque<byte[]> arrived = new ArrayDeque<>();
  private @Nullable Conversation to;
  @Nullable CloseCode closed;

  @Override
  public void send(byte[] message) {
    messages.add(new String(message, StandardCharsets.UTF_8));
  }

  @Override
  public void send(byte[] head, States.Text state) {
    send(HeapStates.message(head, state));
  }

  @Override
  public boolean isWritable() {
    return writable;
  }

  @Override
  public void reading(boolean on) {
    reads = on;
    deliver();
  }

  /// A message reaches the connection, which hands it on as [Outbox#reading] says.
  void arrive(Conversation conversation, byte[] message) {
    to = conversation;
    arrived.add(message);
    deliver();
  }

  private void deliver() {
    while (reads && to != null && !arrived.isEmpty()) {
      var first = arrived.remove();
      if (!to.receive(first)) {
        arrived.addFirst(first);
      }
    }
  }

  @Override
  public void follow() {
    follows++;
  }

  @Override
  public void close(CloseCode code) {
    closed = code;
  }
}
