package dev.skillwire.core;

import java.time.Instant;

/// One person's answer to a question that takes several.
///
/// @param voter identity of the person ([Sender#person]); kept in the log, never told
/// @param response the option as offered
public record Vote(String voter, String response, Actor by, Instant at) {

  /// As everybody may know it; who is behind it matters only while the question is open.
  Vote told() {
    return new Vote("", response, by, at);
  }
}
