package dev.skillwire.log;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Records in one order, numbered from 1 without gaps, each visible only once it is durable.
///
/// One thread writes ([#append], [#checkpoint(long, byte\[\])], [#retain]); every other method may be called by any thread at any
/// time. The first failure to write fails the log for good: what was acknowledged stays readable, every later write throws.
/// Threads that are inside a method must not be interrupted. After [#close] every method but [#close] itself, [#epoch],
/// [#first] and [#head] throws.
public interface EventLog extends AutoCloseable {

  /// Most bytes of body and secret that one answer of [#find] holds; the answer ends early, but never without a record.
  int FIND_BYTES_MAX = 2 * 1024 * 1024;

  /// A part of the history.
  ///
  /// @param more whether it ended early: after the last of these records there is another that matches
  record Found(List<LogRecord> records, boolean more) {}

  /// Random 128-bit id, in lower-case hex, of this incarnation: the same after a restart, another one for a new log or one that
  /// lost acknowledged records.
  String epoch();

  /// Oldest sequence held; `head() + 1` when none is.
  long first();

  /// Newest durable sequence; 0 when nothing was ever appended.
  long head();

  /// Adds records with one commit for all of them; when it returns they are durable.
  ///
  /// @param batch records whose sequences continue [#head] without a gap, else `IllegalArgumentException` and nothing happens;
  ///     times that never decrease along the log are the caller's duty
  /// @throws IOException if the batch may not be durable: the log has failed
  void append(List<LogRecord> batch) throws IOException;

  /// Records with a sequence above `after`, in order. Begins later than `after + 1` when that one is no longer held, so compare
  /// the sequence of the first one.
  ///
  /// @param limit most records, at least 1
  /// @param maxBytes most bytes of body; the first record comes whatever its size
  List<LogRecord> read(long after, int limit, long maxBytes) throws IOException;

  /// Records that match a query, oldest first, at most [#FIND_BYTES_MAX] bytes of them.
  Found find(HistoryQuery query) throws IOException;

  /// Records of some kinds with a sequence below `before`, newest first, at most [#FIND_BYTES_MAX] bytes of them: only an empty
  /// answer says that there is nothing more.
  ///
  /// @param before `Long.MAX_VALUE` for the newest
  /// @param limit most records, at least 1
  /// @param kinds wanted kinds, 1 to [HistoryQuery#KINDS_MAX]
  List<LogRecord> findNewest(long before, int limit, Set<String> kinds) throws IOException;

  /// Largest sequence whose record is older than `atMillis`, `first() - 1` when none is: [#read] after it gives what happened
  /// from then on.
  long since(long atMillis) throws IOException;

  /// Newest record with this idempotency key, if it is not older than `notBeforeMillis`. The empty key finds nothing.
  @Nullable LogRecord byKey(String key, long notBeforeMillis) throws IOException;

  /// Tells the idempotency keys of all records above a sequence, in no order.
  void keys(long after, Consumer<String> to) throws IOException;

  /// Stores a checkpoint in place of the one before.
  ///
  /// @param sequence newest record in `state`, at most [#head], else `IllegalArgumentException`
  /// @throws IOException if it may not be durable: the log has failed
  void checkpoint(long sequence, byte[] state) throws IOException;

  /// Newest checkpoint, if there is one.
  @Nullable Checkpoint checkpoint() throws IOException;

  /// Deletes from the front what is too old, and what is too much.
  ///
  /// @param notBeforeMillis records before this time go
  /// @param maxBytes while the log takes more than this many bytes, its oldest record goes
  /// @param neverAfter newest sequence that may go (what recovery needs comes after it)
  /// @param atMost most records to delete now; call again while as many were deleted
  /// @return how many were deleted
  /// @throws IOException if the deletion may not be durable: the log has failed
  long retain(long notBeforeMillis, long maxBytes, long neverAfter, int atMost) throws IOException;

  /// Waits for readers and lets go of everything. A second call does nothing.
  @Override
  void close();
}
