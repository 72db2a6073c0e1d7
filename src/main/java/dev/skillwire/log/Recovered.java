package dev.skillwire.log;

/// What is known of a log that passed its examination.
///
/// @param identity of the log, after a new epoch was given where one was due
/// @param head newest sequence
/// @param writer its writing connection
record Recovered(Identity identity, long head, Writer writer) {}
