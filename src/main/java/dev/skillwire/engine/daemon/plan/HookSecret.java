package dev.skillwire.engine.daemon.plan;

import java.nio.charset.StandardCharsets;

/// What a sender of requests and the daemon both know; in no text that is meant for people.
public final class HookSecret {

  /// Fewer can be guessed.
  public static final int LEAST_BYTES = 16;

  private final byte[] bytes;

  HookSecret(String text) {
    this.bytes = text.getBytes(StandardCharsets.UTF_8);
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  boolean tooShort() {
    return bytes.length < LEAST_BYTES;
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
