package dev.skillwire.stream;

import dev.skillwire.log.EventLog;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Keeps recovery short and the log within its bounds: writes checkpoints and lets old records go,
/// a little at a time.
final class Upkeep {

  private static final int CHECKPOINT_RECORDS = 50_000;
  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final int DELETED_AT_ONCE = 1_000;

  private final EventLog log;
  private final Codec codec;
  private final Retention retention;
  private long checkpointed;
  private @Nullable Instant due;
  private boolean more;

  Upkeep(EventLog log, Codec codec, Retention retention, long checkpointed) {
    this.log = log;
    this.codec = codec;
    this.retention = retention;
    this.checkpointed = checkpointed;
  }

  /// When it has something to do, or null while nothing changed.
  @Nullable Instant nextDue(Instant now) {
    if (more) {
      return now;
    }
    if (due == null && log.head() > checkpointed) {
      due = now.plus(INTERVAL);
    }
    return due;
  }

  void turn(View view) throws IOException {
    boolean timely = due != null && !due.isAfter(view.now());
    if (log.head() - checkpointed >= CHECKPOINT_RECORDS || timely) {
      checkpoint(view);
    }
    if (timely || more) {
      more =
          log.retain(
                  view.now().minus(retention.age()).toEpochMilli(),
                  retention.bytes(),
                  checkpointed,
                  DELETED_AT_ONCE)
              == DELETED_AT_ONCE;
    }
    if (timely) {
      due = null;
    }
  }

  void checkpoint(View view) throws IOException {
    if (log.head() > checkpointed) {
      var snapshot = view.snapshot();
      log.checkpoint(snapshot.sequence(), codec.checkpoint(snapshot));
      checkpointed = snapshot.sequence();
    }
  }
}
