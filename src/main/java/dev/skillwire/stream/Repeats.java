package dev.skillwire.stream;

import dev.skillwire.core.Event;
import dev.skillwire.core.Reply;
import dev.skillwire.core.RunId;
import dev.skillwire.log.EventLog;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Knows which keyed events were recorded, so that one that is sent twice is recorded once. The
/// newest in memory, the others by the log's own index, which a new key, as most are, does not need.
final class Repeats {

  static final Duration REMEMBERED = Duration.ofHours(24);
  private static final int IN_MEMORY = 20_000;

  private final EventLog log;
  private final Codec codec;
  private final Map<String, Known> newest =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > IN_MEMORY;
        }
      };

  private record Known(Reply.Done done, long atMillis) {}

  private final KeyFilter seen = new KeyFilter();

  Repeats(EventLog log, Codec codec, Instant now) throws IOException {
    this.log = log;
    this.codec = codec;
    log.keys(log.since(now.minus(REMEMBERED).toEpochMilli()), seen::add);
  }

  void remember(String key, Reply.Done done, Instant at) {
    seen.add(key);
    newest.put(key, new Known(done, at.toEpochMilli()));
  }

  /// How the first event with this key was acknowledged, or null when there was none.
  Reply.@Nullable Done find(String key, Instant now) throws IOException {
    long notBefore = now.minus(REMEMBERED).toEpochMilli();
    var known = newest.get(key);
    if (known != null) {
      return known.atMillis() >= notBefore ? known.done() : null;
    }
    if (!seen.mayHold(key)) {
      return null;
    }
    var found = log.byKey(key, notBefore);
    if (found == null) {
      return null;
    }
    var event = codec.event(found.body(), found.secret());
    var asked = event instanceof Event.ConfirmationEvent c ? c.id() : null;
    var run = found.subject().isEmpty() ? null : new RunId(found.subject());
    return new Reply.Done(found.sequence(), run, asked, null);
  }
}
