package dev.skillwire.stream;

import dev.skillwire.core.State;
import dev.skillwire.log.EventLog;
import java.io.IOException;
import java.time.Instant;

/// The state as the log tells it: the newest checkpoint, and every event after it.
///
/// @param checkpointed sequence of the checkpoint that was used, 0 for none
/// @param newest time of the newest record, the epoch when there is none
record Recovery(State state, long checkpointed, Instant newest) {

  private static final int CHUNK = 5_000;
  private static final long CHUNK_BYTES = 8L << 20;

  static Recovery of(EventLog log, Codec codec) throws IOException {
    var checkpoint = log.checkpoint();
    var snapshot =
        checkpoint == null
            ? java.util.Optional.<dev.skillwire.core.Snapshot>empty()
            : codec.checkpoint(checkpoint.state());
    var state = snapshot.map(State::of).orElseGet(State::new);
    long from = snapshot.isPresent() && checkpoint != null ? checkpoint.sequence() : 0;
    var newest = snapshot.map(s -> s.at()).orElse(Instant.EPOCH);
    long after = from;
    while (after < log.head()) {
      var records = log.read(after, CHUNK, CHUNK_BYTES);
      if (records.isEmpty()) {
        throw new IOException("the log ends at " + after + " but claims " + log.head());
      }
      for (var record : records) {
        newest = Instant.ofEpochMilli(record.atMillis());
        state.apply(codec.event(record.body(), record.secret()), newest);
      }
      after = records.getLast().sequence();
    }
    return new Recovery(state, from, newest);
  }
}
