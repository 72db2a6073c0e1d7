package dev.skillwire.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// What one seed makes happen to a hub: commands of several senders, repeated ones, timers in time
/// and late ones, and restarts from a snapshot or from the log.
///
/// @param moments in the order they happened
/// @param log every event with its time
/// @param live the state at the end
/// @param end the hub's time at the end
record RandomHistory(List<Moment> moments, List<Recorded> log, State live, Instant end) {

  private static final int COMMANDS = 150;
  private static final int FLOOD_COMMANDS = 2_000;
  private static final int EXPIRE_ROUNDS_MAX = 5;

  /// An event as the log holds it.
  record Recorded(Event event, Instant at) {}

  /// One command and what became of it, or a restart.
  ///
  /// @param command null for a restart
  /// @param decision null for a restart
  /// @param before the state when the command came
  /// @param after the state when its events were applied
  record Moment(
      Instant at,
      Sender from,
      @Nullable Command command,
      @Nullable Decision decision,
      Snapshot before,
      Snapshot after) {

    List<Event> events() {
      return decision instanceof Decision.Accepted accepted ? accepted.events() : List.of();
    }
  }

  static RandomHistory of(long seed) {
    return new Teller(seed).tell();
  }

  static State fold(List<Recorded> log) {
    return foldOnto(new State(), log);
  }

  static State foldOnto(State state, List<Recorded> log) {
    log.forEach(r -> state.apply(r.event(), r.at()));
    return state;
  }

  private static final class Teller {
    private final List<Moment> moments = new ArrayList<>();
    private final List<Recorded> log = new ArrayList<>();
    private final RandomCommands commands;
    private final int count;
    private State state = new State();
    private Instant now = Given.START;

    Teller(long seed) {
      boolean flood = seed % 25 == 0;
      commands = new RandomCommands(new SplittableRandom(seed), flood);
      count = flood ? FLOOD_COMMANDS : COMMANDS;
    }

    RandomHistory tell() {
      var from = commands.sender();
      var command = commands.next();
      for (int i = 0; i < count; i++) {
        now = now.plus(commands.pause());
        if (commands.chance(70)) {
          expire();
        }
        if (commands.chance(3)) {
          restart();
        }
        boolean again = commands.chance(10);
        from = again ? from : commands.sender();
        command = again ? command : commands.next();
        take(from, command);
      }
      expire();
      return new RandomHistory(List.copyOf(moments), List.copyOf(log), state, now);
    }

    private void expire() {
      for (int round = 0; !take(Sender.SYSTEM, new Command.ExpireDue()).isEmpty(); round++) {
        if (round == EXPIRE_ROUNDS_MAX) {
          throw new AssertionError("always something more is due at " + now);
        }
      }
    }

    private void restart() {
      var before = state.snapshot(log.size(), now);
      state = commands.chance(50) ? State.of(before) : fold(log);
      var after = state.snapshot(log.size(), now);
      moments.add(new Moment(now, Sender.SYSTEM, null, null, before, after));
      if (commands.chance(50)) {
        take(Sender.SYSTEM, new Command.ReleasePauses(null));
      }
    }

    private List<Event> take(Sender from, Command command) {
      var before = state.snapshot(log.size(), now);
      var decision = Decider.decide(state, command, from, now);
      if (decision instanceof Decision.Accepted accepted) {
        for (var event : accepted.events()) {
          state.apply(event, now);
          log.add(new Recorded(event, now));
        }
      } else if (decision instanceof Decision.Reattached again) {
        state.attach(again.confirmation(), from.requester());
      }
      var after = state.snapshot(log.size(), now);
      var moment = new Moment(now, from, command, decision, before, after);
      moments.add(moment);
      return moment.events();
    }
  }
}
