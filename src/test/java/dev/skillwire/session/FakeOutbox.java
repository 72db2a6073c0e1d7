package dev.skillwire.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one client is sent, and what becomes of its connection.
final class FakeOutbox implements Outbox {

  final List<String> messages = new ArrayList<>();
  boolean reads = true;
  boolean writable = true;
  int follows;
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
