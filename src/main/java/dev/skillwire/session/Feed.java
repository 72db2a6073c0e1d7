package dev.skillwire.session;

import dev.skillwire.core.ConfirmationId;
import dev.skillwire.stream.Entry;
import dev.skillwire.stream.Tail;
import dev.skillwire.wire.ClientMessage.Filter;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a client is in the log, and what of it the client wants. Not thread-safe: the connection's
/// own thread alone.
public final class Feed {

  private static final String CONFIRMATION = "confirmation_";
  private static final String RULE = "confirmation_rule_";
  private static final Set<String> OUTCOMES =
      Set.of("confirmation_answered", "confirmation_expired");

  private final Set<String> own = new LinkedHashSet<>();
  private Filter filter;
  private long cursor;
  private boolean live;

  /// A client that is sent everything from `cursor` on.
  public Feed(Filter filter, long cursor) {
    this.filter = filter;
    this.cursor = cursor;
  }

  /// Next sequence to send.
  public long cursor() {
    return cursor;
  }

  public void moveTo(long next) {
    cursor = next;
  }

  /// True once it has reached the newest entry: from then on falling behind means being too slow.
  public boolean live() {
    return live;
  }

  public void becomeLive(boolean now) {
    live = now;
  }

  /// True when everything passes, so that the same bytes can be sent as to others.
  public boolean passesAll() {
    return filter.passesAll();
  }

  /// True when not even questions pass.
  boolean repliesOnly() {
    return filter.repliesOnly();
  }

  public void filter(Filter next) {
    filter = next;
  }

  /// Remembers a question that this connection asked: its outcome passes any filter.
  void asked(ConfirmationId id) {
    if (!own.contains(id.value()) && own.size() == SessionLimits.OWN_QUESTIONS) {
      Iterator<String> oldest = own.iterator();
      oldest.next();
      oldest.remove();
    }
    own.add(id.value());
  }

  /// The outcome of a question, where it is among what this client was passed over after `after`; null where it is not.
  @Nullable Entry missed(Tail tail, ConfirmationId id, long after) {
    for (long n = Math.max(after + 1, tail.first()); n < cursor; n++) {
      var entry = tail.entry(n);
      if (entry != null
          && OUTCOMES.contains(entry.kind())
          && entry.confirmation().equals(id.value())
          && !passes(entry)) {
        return entry;
      }
    }
    return null;
  }

  public boolean passes(Entry entry) {
    if (filter.passesAll()) {
      return true;
    }
    if (OUTCOMES.contains(entry.kind()) && own.contains(entry.confirmation())) {
      return true;
    }
    if (filter.repliesOnly()) {
      return false;
    }
    if (entry.kind().startsWith(CONFIRMATION) && !entry.kind().startsWith(RULE)) {
      return true;
    }
    return fits(filter.types(), entry.kind())
        && fits(filter.skillIds(), entry.run())
        && fits(filter.sources(), entry.source());
  }

  private static boolean fits(Set<String> wanted, String value) {
    return wanted.isEmpty() || wanted.contains(value);
  }
}
