package dev.skillwire.session;

import dev.skillwire.core.AwayFold;
import dev.skillwire.core.Json;
import dev.skillwire.core.Snapshot;
import dev.skillwire.stream.Hub;
import dev.skillwire.wire.AwayWriter;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What clients missed, told to those who come back. Worked out away from the event loops, one at a time; who comes back to
/// the same place shares it. Safe for use by several threads.
final class Absences {

  private static final Logger LOG = LoggerFactory.getLogger(Absences.class);
  private static final Set<String> KINDS =
      Set.of(
          "skill_completed",
          "skill_failed",
          "confirmation_required",
          "confirmation_answered",
          "confirmation_expired",
          "auto_heal_completed");

  /// Different positions that are worked out at the same time; who comes with one more is told nothing.
  private static final int AT_ONCE = 64;

  /// Texts that are kept.
  private static final int KEPT = 64;

  /// A text that is behind the newest event is good for this long: it says until where it tells, and the client is sent the
  /// rest anyway.
  private static final long FRESH_NANOS = 250_000_000;

  private final Hub hub;
  private final LongSupplier nanos;
  private final Semaphore turn = new Semaphore(1);
  private final ArrayDeque<Told> told = new ArrayDeque<>();
  private final Map<Long, List<Consumer<@Nullable Json>>> waiting = new HashMap<>();

  /// One text, for every position between two events that are worth telling.
  ///
  /// @param from first position it is true for
  /// @param to last position it is true for
  /// @param text null when there is nothing to tell
  private record Told(long from, long to, long until, @Nullable Json text, long atNanos) {}

  /// @param nanos monotonic time
  Absences(Hub hub, LongSupplier nanos) {
    this.hub = hub;
    this.nanos = nanos;
  }

  /// What happened after `since`.
  ///
  /// @param then told the text of [AwayWriter], or null for nothing worth telling; on any thread
  void since(long since, Consumer<@Nullable Json> then) {
    since(since, null, then);
  }

  /// The same for who has looked at the state already.
  void since(long since, @Nullable Snapshot seen, Consumer<@Nullable Json> then) {
    Told known;
    synchronized (this) {
      known = known(since);
      if (known == null) {
        var others = waiting.get(since);
        if (others != null) {
          others.add(then);
          return;
        }
        if (waiting.size() >= AT_ONCE) {
          known = new Told(since, since, since, null, 0);
        } else {
          waiting.put(since, new ArrayList<>(List.of(then)));
        }
      }
    }
    if (known != null) {
      then.accept(known.text());
    } else if (seen != null) {
      aside(since, seen);
    } else {
      hub.snapshot(snapshot -> aside(since, snapshot));
    }
  }

  private @Nullable Told known(long since) {
    long head = hub.tail().head();
    long now = nanos.getAsLong();
    for (var one : told) {
      if (one.from() <= since
          && since <= one.to()
          && (one.until() == head || now - one.atNanos() < FRESH_NANOS)) {
        return one;
      }
    }
    return null;
  }

  private void aside(long since, Snapshot snapshot) {
    Thread.startVirtualThread(() -> tell(since, snapshot));
  }

  private void tell(long since, Snapshot snapshot) {
    Json text = null;
    try {
      turn.acquireUninterruptibly();
      try {
        var found = told(since, snapshot);
        text = found.text();
        keep(found);
      } finally {
        turn.release();
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("Can't say what happened after {}: {}", since, e.toString());
    }
    List<Consumer<@Nullable Json>> all;
    synchronized (this) {
      var waited = waiting.remove(since);
      all = waited == null ? List.of() : waited;
    }
    for (var then : all) {
      then.accept(text);
    }
  }

  private Told told(long since, Snapshot snapshot) throws IOException {
    long until = snapshot.sequence();
    var found =
        hub.lookback()
            .newest(since, until, KINDS, SessionLimits.AWAY_EVENTS, SessionLimits.AWAY_BYTES);
    var fold = new AwayFold(snapshot);
    found.envelopes().forEach(fold::add);
    boolean partial = found.after() > since;
    var away = fold.away(until, partial);
    long first = found.envelopes().isEmpty() ? until + 1 : found.envelopes().getFirst().sequence();
    return new Told(
        since,
        partial ? found.after() - 1 : first - 1,
        until,
        away.isNotable() ? AwayWriter.text(away) : null,
        nanos.getAsLong());
  }

  private synchronized void keep(Told one) {
    told.addFirst(one);
    if (told.size() > KEPT) {
      told.removeLast();
    }
  }
}
