package dev.skillwire.stream;

import dev.skillwire.core.Command;
import dev.skillwire.core.Decider;
import dev.skillwire.core.Decision;
import dev.skillwire.core.Event;
import dev.skillwire.core.Reply;
import dev.skillwire.core.Sender;
import dev.skillwire.core.State;
import dev.skillwire.log.EventLog;
import dev.skillwire.log.LogRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The one writer. Each turn takes what waits, decides it in order, commits all events at once, and
/// only then tells anyone. It never waits for a reader. Not thread-safe: one thread calls [#turn].
final class Sequencer {

  private static final int ITEMS_PER_TURN = 2_048;

  /// Who comes next waits for no more than about this much to be decided and written.
  private static final long BYTES_PER_TURN = 2L << 20;

  private static final Duration LONGEST_SLEEP = Duration.ofHours(1);

  private final State state;
  private final EventLog log;
  private final Codec codec;
  private final Tail tail;
  private final Inbox inbox;
  private final HubClock clock;
  private final Repeats repeats;
  private final History history;
  private final Upkeep upkeep;
  private final Publication publication;
  private final Waiters waiters = new Waiters();
  private final Orphans orphans = new Orphans();

  private final List<Item> items = new ArrayList<>();
  private final List<LogRecord> records = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private final List<Runnable> replies = new ArrayList<>();
  private final List<Consumer<View>> looks = new ArrayList<>();
  private long sequence;

  Sequencer(Parts parts) throws IOException {
    this.state = parts.state();
    this.log = parts.log();
    this.codec = parts.codec();
    this.tail = parts.tail();
    this.inbox = parts.inbox();
    this.clock = parts.clock();
    this.history = parts.history();
    this.upkeep = parts.upkeep();
    this.publication = parts.publication();
    this.repeats = new Repeats(log, codec, clock.now());
    this.sequence = log.head();
    orphans.started(state, clock.now());
  }

  /// What it works with.
  record Parts(
      State state,
      EventLog log,
      Codec codec,
      Tail tail,
      Inbox inbox,
      HubClock clock,
      History history,
      Upkeep upkeep,
      Publication publication) {}

  Waiters waiters() {
    return waiters;
  }

  Orphans orphans() {
    return orphans;
  }

  /// Waits for work or a timer, and does it.
  ///
  /// @return how many items it took
  /// @throws IOException when the log failed: nothing of this turn was told to anyone
  int turn() throws IOException, InterruptedException {
    items.clear();
    inbox.take(items, ITEMS_PER_TURN, BYTES_PER_TURN, sleepNanos());
    if (state.nextDeadline() == null) {
      clock.anchor();
    }
    var now = clock.now();
    timers(now);
    for (var item : items) {
      switch (item) {
        case Item.Submission s -> submit(s, now);
        case Item.Look look -> looks.add(look.then());
      }
    }
    commit();
    int taken = items.size();
    // They are answered: what fails from here on must not answer them again.
    items.clear();
    var view = new View(state, sequence, now);
    for (var look : looks) {
      Callback.run(() -> look.accept(view));
    }
    looks.clear();
    upkeep.turn(view);
    return taken;
  }

  /// After a failure: refuses what this turn had taken and what still waits.
  void abandon(Reply refusal) throws InterruptedException {
    inbox.close();
    do {
      for (var item : items) {
        if (item instanceof Item.Submission s) {
          Callback.run(() -> s.reply().accept(refusal));
        }
      }
      items.clear();
      inbox.take(items, ITEMS_PER_TURN, BYTES_PER_TURN, 0);
    } while (!items.isEmpty());
  }

  /// Leaves a checkpoint behind, so that the next start is quick.
  void finish() throws IOException {
    upkeep.checkpoint(new View(state, sequence, clock.now()));
  }

  private void timers(Instant now) {
    for (var release = orphans.due(now); release != null; release = orphans.due(now)) {
      decide(release, Sender.SYSTEM, now);
    }
    while (true) {
      var due = state.nextDue();
      if (due == null || due.isAfter(now)) {
        return;
      }
      if (decide(new Command.ExpireDue(), Sender.SYSTEM, now) instanceof Decision.Accepted done
          && done.events().isEmpty()) {
        return;
      }
    }
  }

  private void submit(Item.Submission s, Instant now) throws IOException {
    if (!s.key().isEmpty()) {
      var known = repeats.find(s.key(), now);
      if (known != null) {
        reply(s, known);
        return;
      }
    }
    int from = records.size();
    switch (decide(s.command(), s.from(), now)) {
      case Decision.Rejected rejected -> reply(s, new Reply.Refused(rejected.rejection()));
      case Decision.Reattached again -> {
        state.attach(again.confirmation(), s.from().requester());
        reply(s, new Reply.Done(sequence, null, again.confirmation(), again.settled()));
      }
      case Decision.Accepted done -> {
        var told = new Reply.Done(sequence, done.run(), done.confirmation(), null, done.rule());
        if (!s.key().isEmpty() && records.size() > from) {
          repeats.remember(s.key(), told, now);
          records.set(records.size() - 1, keyed(records.getLast(), s.key()));
        }
        reply(s, told);
      }
    }
  }

  private Decision decide(Command command, Sender from, Instant now) {
    var decision = Decider.decide(state, command, from, now);
    if (decision instanceof Decision.Accepted accepted) {
      for (var event : accepted.events()) {
        record(event, now);
      }
    }
    return decision;
  }

  private void record(Event event, Instant now) {
    sequence++;
    state.apply(event, now);
    var body = codec.body(sequence, now, event);
    var kind = codec.kind(event);
    var run = event.run() == null ? "" : event.run().value();
    var asked = event instanceof Event.ConfirmationEvent c ? c.id().value() : "";
    if (event instanceof Event.SkillStarted started) {
      history.remember(run, started.source());
    }
    var known = event.run() == null ? null : state.run(event.run());
    var source = known == null ? "" : known.start().source();
    long at = now.toEpochMilli();
    records.add(new LogRecord(sequence, at, kind, run, "", body, codec.secret(event)));
    entries.add(new Entry(sequence, at, kind, run, source, asked, body));
    events.add(event);
  }

  private void commit() throws IOException {
    if (!records.isEmpty()) {
      log.append(records);
      tail.publish(entries);
      for (int i = 0; i < events.size(); i++) {
        waiters.tell(events.get(i));
        publication.tell(entries.get(i), events.get(i));
      }
    }
    // Before readers are woken: what a client is told of its own message does not come after what
    // later messages caused.
    replies.forEach(Callback::run);
    replies.clear();
    if (!records.isEmpty()) {
      publication.wake();
      records.clear();
      entries.clear();
      events.clear();
    }
  }

  private void reply(Item.Submission s, Reply reply) {
    replies.add(() -> s.reply().accept(reply));
  }

  private long sleepNanos() {
    var now = clock.now();
    var next = earlier(state.nextDue(), orphans.nextDue());
    next = earlier(next, upkeep.nextDue(now));
    var sleep = next == null ? LONGEST_SLEEP : Duration.between(now, next);
    if (sleep.compareTo(LONGEST_SLEEP) > 0) {
      return LONGEST_SLEEP.toNanos();
    }
    // Deadlines are whole milliseconds of a clock that rounds down: a hair later is in time.
    return Math.max(0, sleep.toNanos());
  }

  private static LogRecord keyed(LogRecord r, String key) {
    return new LogRecord(
        r.sequence(), r.atMillis(), r.kind(), r.subject(), key, r.body(), r.secret());
  }

  private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isBefore(b) ? a : b;
  }
}
