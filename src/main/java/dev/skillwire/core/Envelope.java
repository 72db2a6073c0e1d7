package dev.skillwire.core;

import java.time.Instant;

/// An event with its place in the log.
///
/// @param at when it was recorded
public record Envelope(long sequence, Instant at, Event event) {}
