package dev.skillwire.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A hub to which things have happened, on a clock that only the test moves.
///
/// Commands of [#given] and [#and] must hold; the one decision of [#when] is what a test looks at.
final class Given {

  static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

  /// Publishes and asks.
  static final Sender AGENT = client("agent");

  /// Two people who decide.
  static final Sender ANNA = client("anna");

  static final Sender BEN = client("ben");

  final State state = new State();
  private Instant now = START;

  /// One with a token of that name.
  static Sender person(String name) {
    return new Sender(
        "c-" + name, name, "t-" + name, Actor.Kind.HUMAN, name, java.util.Set.of("answerer"));
  }

  private Given() {}

  static Sender client(String id) {
    return new Sender(id, id, "", Actor.Kind.HUMAN);
  }

  static Given nothing() {
    return new Given();
  }

  /// A hub that took these commands from [#AGENT].
  static Given given(Command... commands) {
    return new Given().and(AGENT, commands);
  }

  Given and(Command... commands) {
    return and(AGENT, commands);
  }

  Given and(Sender from, Command... commands) {
    for (var command : commands) {
      var decision = Decider.decide(state, command, from, now);
      assertThat(decision).as("%s", command).isNotInstanceOf(Decision.Rejected.class);
      apply(decision, from);
    }
    return this;
  }

  /// Moves the clock; what falls due stays undone until [#expire].
  Given advance(Duration by) {
    now = now.plus(by);
    return this;
  }

  Given advanceSeconds(long seconds) {
    return advance(Duration.ofSeconds(seconds));
  }

  /// Does all that is due, and returns what happened.
  List<Event> expire() {
    var all = new ArrayList<Event>();
    for (int round = 0; round < 10; round++) {
      var decision = Decider.decide(state, new Command.ExpireDue(), Sender.SYSTEM, now);
      assertThat(decision).isInstanceOf(Decision.Accepted.class);
      var events = ((Decision.Accepted) decision).events();
      if (events.isEmpty()) {
        return all;
      }
      events.forEach(event -> state.apply(event, now));
      all.addAll(events);
    }
    throw new AssertionError("always something more is due: " + all);
  }

  /// What the rules say to `command` of [#AGENT]; nothing is applied.
  Then when(Command command) {
    return when(AGENT, command);
  }

  Then when(Sender from, Command command) {
    return new Then(Decider.decide(state, command, from, now));
  }

  Instant now() {
    return now;
  }

  Run run(String id) {
    var run = state.run(new RunId(id));
    assertThat(run).as("run %s", id).isNotNull();
    return requireNonNull(run);
  }

  OpenConfirmation open(String id) {
    var open = state.open(new ConfirmationId(id));
    assertThat(open).as("open question %s", id).isNotNull();
    return requireNonNull(open);
  }

  private void apply(Decision decision, Sender from) {
    switch (decision) {
      case Decision.Accepted accepted ->
          accepted.events().forEach(event -> state.apply(event, now));
      case Decision.Reattached again -> state.attach(again.confirmation(), from.requester());
      case Decision.Rejected _ -> {}
    }
  }

  /// One decision.
  record Then(Decision decision) {

    List<Event> events() {
      assertThat(decision).isInstanceOf(Decision.Accepted.class);
      return ((Decision.Accepted) decision).events();
    }

    /// The only event, which is of that type.
    <T extends Event> T event(Class<T> type) {
      assertThat(events()).singleElement().isInstanceOf(type);
      return type.cast(events().getFirst());
    }

    Decision.Accepted accepted() {
      assertThat(decision).isInstanceOf(Decision.Accepted.class);
      return (Decision.Accepted) decision;
    }

    Decision.Reattached reattached() {
      assertThat(decision).isInstanceOf(Decision.Reattached.class);
      return (Decision.Reattached) decision;
    }

    Rejection refused(Reason reason) {
      assertThat(decision).isInstanceOf(Decision.Rejected.class);
      var rejection = ((Decision.Rejected) decision).rejection();
      assertThat(rejection.reason()).as(rejection.message()).isEqualTo(reason);
      assertThat(rejection.message()).isNotBlank();
      return rejection;
    }

    void refused(Reason reason, String field) {
      assertThat(refused(reason).field()).isEqualTo(field);
    }
  }
}
