package dev.skillwire.engine.daemon;

import dev.skillwire.core.RunId;
import dev.skillwire.engine.daemon.plan.Entry;
import dev.skillwire.engine.daemon.plan.Plan;
import dev.skillwire.engine.daemon.plan.Trigger;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts the entries of a plan, none of them twice at the same time.
///
/// What is decided is written down before a run starts: a process that is killed in between has lost a run,
/// never doubled one. Safe for several threads.
public final class Daemon {

  /// Longest time without a look at the clock: a machine that slept does not tell, and its timers stood.
  private static final Duration LOOK = Duration.ofSeconds(20);

  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

  private final Starter starter;
  private final NoteFile file;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Line> lines = new LinkedHashMap<>();
  private final Map<String, Note> notes = new TreeMap<>();
  private boolean ending;

  public Daemon(Plan plan, Starter starter, NoteFile file, InstantSource clock) {
    this.starter = starter;
    this.file = file;
    this.clock = clock;
    var before = file.read();
    var now = clock.instant();
    for (var entry : plan.entries()) {
      lines.put(entry.name(), new Line(entry));
      var note = before.getOrDefault(entry.name(), Note.NONE);
      if (entry.trigger() instanceof Trigger.Schedule schedule) {
        var times = schedule.times();
        note = note.settledAt(Agenda.plan(times), Agenda.begin(times, note, now));
      }
      notes.put(entry.name(), note);
    }
    save(); // what is missed from now on is known after the next start
  }

  /// One entry at work.
  private static final class Line {
    final Entry entry;
    final @Nullable Changes changes;
    Starter.@Nullable Started running;
    @Nullable Map<String, Object> queued;

    Line(Entry entry) {
      this.entry = entry;
      this.changes = entry.trigger() instanceof Trigger.Watch watch ? new Changes(watch) : null;
    }
  }

  /// What became of a wish to start an entry.
  public sealed interface Turn {
    record Begun(RunId run) implements Turn {}

    /// It starts when the run at work has ended.
    record Queued() implements Turn {}

    /// Another run of the entry is at work.
    record Skipped() implements Turn {}

    /// The daemon ends.
    record Ending() implements Turn {}
  }

  /// Works until [#end].
  public void run() throws InterruptedException {
    lock.lock();
    try {
      while (!ending) {
        var next = tick();
        var wait = next == null ? LOOK : Duration.between(clock.instant(), next);
        long millis = Math.clamp(wait.toMillis() + 1, 1, LOOK.toMillis());
        var _ = changed.await(millis, TimeUnit.MILLISECONDS);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Starts what is due.
  ///
  /// @return when something is due next as far as it is known, or null
  public @Nullable Instant tick() {
    lock.lock();
    try {
      var now = clock.instant();
      Instant next = null;
      for (var line : lines.values()) {
        var due =
            switch (line.entry.trigger()) {
              case Trigger.Schedule schedule -> settle(line, schedule, now);
              case Trigger.Watch watch -> quiet(line, watch, now);
              case Trigger.Hook _ -> null;
            };
        next = next == null || (due != null && due.isBefore(next)) ? due : next;
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Instant settle(Line line, Trigger.Schedule schedule, Instant now) {
    var name = line.entry.name();
    var note = note(name);
    var settled = note.settled() == null ? now : note.settled();
    var verdict = Agenda.decide(schedule, settled, now);
    if (verdict != Agenda.Verdict.NOTHING) {
      notes.put(name, note.settledAt(note.plan(), Agenda.settle(settled, now)));
      switch (verdict) {
        case START -> log(line, begin(line, Map.of()));
        case MAKE_UP -> {
          LOG.info("'{}' was missed and is made up for", name);
          log(line, begin(line, Map.of()));
        }
        case MISSED, NOTHING -> {
          LOG.warn("'{}' was missed; its policy is to skip", name);
          save();
        }
      }
    }
    return schedule.times().next(Agenda.settle(settled, now));
  }

  private @Nullable Instant quiet(Line line, Trigger.Watch watch, Instant now) {
    var changes = line.changes;
    var due = changes == null ? null : changes.due();
    if (changes == null || due == null || due.isAfter(now)) {
      return due;
    }
    if (line.running != null && line.entry.overlap() == Entry.Overlap.QUEUE_ONE) {
      return null; // they wait, and go on growing, until the run has ended
    }
    var paths = changes.take();
    var input = watch.pathsInput();
    log(line, begin(line, input == null ? Map.of() : Map.of(input, paths)));
    return null;
  }

  /// Starts an entry for a signed request.
  ///
  /// @param signed Unix seconds of the request
  public Turn request(Entry entry, Map<String, Object> inputs, long signed) {
    lock.lock();
    try {
      var line = line(entry);
      notes.computeIfPresent(entry.name(), (_, note) -> note.signedAt(signed));
      var turn = begin(line, inputs);
      if (!(turn instanceof Turn.Begun)) {
        save();
      }
      log(line, turn);
      return turn;
    } finally {
      lock.unlock();
    }
  }

  /// Notes that a file of a watch changed.
  public void changed(Entry entry, String path) {
    lock.lock();
    try {
      var changes = line(entry).changes;
      if (changes != null) {
        changes.add(path, clock.instant());
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// What is remembered of an entry.
  public Note note(String name) {
    lock.lock();
    try {
      return notes.getOrDefault(name, Note.NONE);
    } finally {
      lock.unlock();
    }
  }

  private Turn begin(Line line, Map<String, Object> more) {
    if (ending) {
      return new Turn.Ending();
    }
    var entry = line.entry;
    if (line.running != null) {
      if (entry.overlap() == Entry.Overlap.SKIP || line.queued != null) {
        return new Turn.Skipped();
      }
      line.queued = more;
      return new Turn.Queued();
    }
    var run = new RunId(UUID.randomUUID().toString());
    var inputs = new HashMap<>(entry.inputs());
    inputs.putAll(more);
    notes.put(entry.name(), note(entry.name()).began(clock.instant(), run.value()));
    save();
    line.running = starter.start(entry, run, inputs, outcome -> ended(line, outcome));
    return new Turn.Begun(run);
  }

  private void ended(Line line, String outcome) {
    lock.lock();
    try {
      var name = line.entry.name();
      LOG.info("'{}' {}", name, outcome);
      line.running = null;
      notes.put(name, note(name).ended(outcome));
      save();
      var queued = line.queued;
      line.queued = null;
      if (queued != null) {
        log(line, begin(line, queued));
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Ends the runs in order: each is cancelled, and given the time to stop its commands and to tell the hub.
  ///
  /// @return whether all have ended in time
  public boolean end(String why, Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      ending = true;
      changed.signalAll();
      for (var line : lines.values()) {
        line.queued = null;
        if (line.running != null) {
          line.running.cancel(why);
        }
      }
      long left = atMost.toNanos();
      while (!atWork().isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
      }
      return atWork().isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /// Names of the entries whose runs are at work.
  public List<String> atWork() {
    lock.lock();
    try {
      var names = new ArrayList<String>();
      lines.forEach(
          (name, line) -> {
            if (line.running != null) {
              names.add(name);
            }
          });
      return names;
    } finally {
      lock.unlock();
    }
  }

  private Line line(Entry entry) {
    var line = lines.get(entry.name());
    if (line == null) {
      throw new IllegalArgumentException("no entry of this daemon: " + entry.name());
    }
    return line;
  }

  private void save() {
    try {
      file.write(notes);
    } catch (IOException e) {
      LOG.warn("What was started can't be written down: {}", e.toString());
    }
  }

  private static void log(Line line, Turn turn) {
    var name = line.entry.name();
    switch (turn) {
      case Turn.Begun(var run) -> LOG.info("'{}' starts as {}", name, run);
      case Turn.Queued _ -> LOG.info("'{}' is at work and runs once more afterwards", name);
      case Turn.Skipped _ -> LOG.warn("'{}' is at work still, so this start is left out", name);
      case Turn.Ending _ -> LOG.info("'{}' does not start: the daemon ends", name);
    }
  }
}
