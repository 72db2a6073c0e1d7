package dev.skillwire.core;

import java.time.Instant;

/// That a client showed a question to a person.
///
/// @param seer identity of who did ([Sender#requester]); kept in the log, never told
/// @param whole whether all of it could be seen, and what will run to its end
public record Receipt(Actor by, String seer, boolean whole, Instant at) {}
