package dev.skillwire.log;

import java.util.Set;

/// Which part of the history is wanted.
///
/// @param after sequence before the first wanted record; 0 = from the oldest held
/// @param upTo last wanted sequence: bounds how much is looked at, as a limit alone does not
/// @param limit most records in the answer, at least 1
/// @param kinds wanted kinds, at most [#KINDS_MAX]; empty = all
/// @param subject wanted subject; empty = all
public record HistoryQuery(long after, long upTo, int limit, Set<String> kinds, String subject) {

  /// Most kinds in one query.
  public static final int KINDS_MAX = 256;

  /// To the end of the log.
  public HistoryQuery(long after, int limit, Set<String> kinds, String subject) {
    this(after, Long.MAX_VALUE, limit, kinds, subject);
  }

  public HistoryQuery {
    if (limit < 1) {
      throw new IllegalArgumentException("limit " + limit + " is below 1");
    }
    if (kinds.size() > KINDS_MAX) {
      throw new IllegalArgumentException(kinds.size() + " kinds, at most " + KINDS_MAX);
    }
    kinds = Set.copyOf(kinds);
  }

  /// Whether a record belongs into the answer, the limit aside.
  boolean matches(LogRecord candidate) {
    return candidate.sequence() > after
        && candidate.sequence() <= upTo
        && (kinds.isEmpty() || kinds.contains(candidate.kind()))
        && (subject.isEmpty() || subject.equals(candidate.subject()));
  }
}
