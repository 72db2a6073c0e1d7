package dev.skillwire.core;

import java.time.Instant;

/// Somebody says that they look into a question. Others see it; they may answer all the same.
///
/// @param holder identity of the person ([Sender#person]); kept in the log, never told
/// @param until when it ends unless it is renewed
public record Claim(String holder, Actor by, Instant until) {

  /// Why nobody looks into a question any more.
  public enum End {
    RELEASED,
    EXPIRED,
    DISCONNECTED
  }
}
