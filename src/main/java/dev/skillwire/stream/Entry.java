package dev.skillwire.stream;

/// One durable event, shared by everyone who reads it.
///
/// @param kind canonical word of its type
/// @param run id of its run, or ""
/// @param source where its run comes from, or ""
/// @param confirmation id of its question, or ""
/// @param body what clients of the first vocabulary are sent; never changed
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, shared by all
public record Entry(
    long sequence,
    long atMillis,
    String kind,
    String run,
    String source,
    String confirmation,
    byte[] body) {}
